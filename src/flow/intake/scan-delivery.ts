// The scan of a delivery, and what it says file by file.
import { FileError } from '#core/errors';
import { quote } from '#core/quote';
import type { FileReport, ScanReport } from '#core/scan-report';
import type { IntakeItem } from '#predicates/intake';
import { emptyPolicy } from '../policy.ts';
import { scan } from '../scan.ts';
import type { Delivery } from './delivery.ts';
import type { IntakeRequest } from './intake-request.ts';

/** @throws {FileError} FILE_CHANGED when other bytes were scanned than were hashed */
export async function scanDelivery(
  delivery: Delivery,
  { tool, jobs, worker, onProgress }: IntakeRequest,
): Promise<ScanReport> {
  const report = await scan([delivery.place], {
    policy: emptyPolicy,
    version: tool.version,
    ruleset: tool.ruleset,
    ...(jobs === undefined ? {} : { jobs }),
    ...(worker === undefined ? {} : { worker }),
    onProgress: ({ bytesDone, bytesTotal }) =>
      onProgress?.({ step: 'scan', share: bytesTotal === 0 ? 1 : bytesDone / bytesTotal }),
  });
  assertScanned(delivery, report);
  // What is recorded names files as the delivery does, not where they happened to lie.
  return { ...report, files: report.files.map((file) => ({ ...file, path: pathIn(delivery, file.path) })) };
}

/** What was scanned has to be what was hashed: a place on a disk may be changed meanwhile. */
function assertScanned({ files }: Delivery, report: ScanReport): void {
  const scanned = new Set(report.files.map(({ sha256 }) => sha256));
  // What could not be read to its end says so itself.
  if (scanned.has(null)) return;
  const missed = files.find(({ sha256 }) => !scanned.has(sha256));
  if (missed === undefined) return;
  throw new FileError('FILE_CHANGED', `nothing was taken in: ${quote(missed.path)} changed while it was looked at`, {
    path: missed.path,
  });
}

function pathIn({ place, isFolder, files: [only] }: Delivery, path: string): string {
  if (!isFolder) return only?.path ?? path;
  return path.startsWith(`${place}/`) ? path.slice(place.length + 1) : path;
}

/** One for each file. */
export function scanItems({ files }: ScanReport): readonly IntakeItem[] {
  return files.map((file): IntakeItem => {
    const [outcome, observed] = verdictOf(file);
    return { topic: 'scan', path: file.path, state: file.verdict, outcome, observed };
  });
}

function verdictOf({ verdict, findings, coverage }: FileReport): readonly [IntakeItem['outcome'], string] {
  const [first] = findings;
  if (verdict === 'clean') return ['pass', 'every byte was accounted for, and nothing was found'];
  if (verdict === 'incomplete')
    return [
      'inconclusive',
      `not read to its end: ${coverage.notCovered[0]?.why ?? first?.message ?? 'unknown'}`.slice(0, 800),
    ];
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  return [
    verdict === 'malicious' ? 'fail' : 'inconclusive',
    `${first?.check ?? verdict}: ${first?.message ?? ''}${more}`.slice(0, 800),
  ];
}
