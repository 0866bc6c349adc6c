// One file from its path to its report.
import { dirname, join } from 'node:path';
import type { ByteSource } from '#core/byte-source';
import { AssayError, FileError } from '#core/errors';
import type { Finding } from '#core/finding';
import type { Coverage, FileReport, NotCovered } from '#core/scan-report';
import { FileSource } from '#store/file-source';
import { type Found, siblingSize } from '#store/walk-folder';
import { policyOf } from './policy.ts';
import { type Scanned, scanSource } from './scan-source.ts';
import { decideVerdict } from './verdict.ts';

export type FileToScan = Extract<Found, { readonly kind: 'file' }>;

/** What is the same for all files of a scan; structured-cloneable, for workers. */
export interface ScanSettings {
  /** Names that the policy allows. */
  readonly allowed: readonly string[];
}

/** A file's report, and the files beside it that its loader maps as numbers. */
export interface ScannedFile {
  readonly report: FileReport;
  /** Paths as they are shown in reports. */
  readonly externalFiles: readonly string[];
}

/** Scans one file of a walk. Never throws: what went wrong is in the report. */
export async function scanFile(file: FileToScan, { allowed }: ScanSettings): Promise<ScannedFile> {
  let source: FileSource;
  try {
    source = FileSource.open(file.target);
  } catch (error) {
    return { report: unreadFile(file.path, file.size, asAssayError(file.path, error)), externalFiles: [] };
  }
  try {
    const sibling = (path: string) => siblingSize(file.target, file.root, path);
    const scanned = await scanSource(source, { name: file.path, policy: policyOf(allowed), sibling });
    const externalFiles = scanned.externalFiles.map((location) => join(dirname(file.path), location));
    return { report: describe(file.path, source, source.finish(), scanned), externalFiles };
  } catch (error) {
    return { report: unreadFile(file.path, source.size, asAssayError(file.path, error)), externalFiles: [] };
  } finally {
    source.close();
  }
}

/** The report of bytes that were scanned. */
export function describe(path: string, source: ByteSource, digest: string, scanned: Scanned): FileReport {
  const coverage = coverageOf(source.size, scanned.notCovered);
  const verdict = decideVerdict(scanned.findings, coverage);
  return {
    path,
    size: source.size,
    sha256: digest,
    formats: scanned.formats,
    verdict,
    coverage,
    findings: scanned.findings,
  };
}

/** The report of a file that could not be read. */
export function unreadFile(path: string, size: number, error: AssayError): FileReport {
  const finding: Finding = {
    check: 'unreadable-file',
    outcome: 'error',
    severity: 'info',
    message: `The file ${error.message}; it was not scanned.`,
    where: {},
    remedy:
      error.code === 'FILE_LINK_OUTSIDE' ? 'Scan the folder the link leads to.' : 'Make it readable, or leave it out.',
    references: [error.code],
    controls: ['OWASP-SUPPLYCHAINMANAGE-31'],
  };
  const notCovered = size > 0 ? [{ from: 0, to: size, why: error.message }] : [];
  const coverage = { bytesRead: 0, bytesTotal: size, notCovered };
  return { path, size, sha256: null, formats: [], verdict: 'incomplete', coverage, findings: [finding] };
}

function coverageOf(size: number, notCovered: readonly NotCovered[]): Coverage {
  const sorted = [...notCovered].sort((a, b) => a.from - b.from || a.to - b.to);
  let missing = 0;
  let at = 0;
  for (const range of sorted) {
    missing += Math.max(0, range.to - Math.max(range.from, at));
    at = Math.max(at, range.to);
  }
  return { bytesRead: size - missing, bytesTotal: size, notCovered: sorted };
}

function asAssayError(path: string, error: unknown): AssayError {
  if (error instanceof AssayError) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new FileError('FILE_UNREADABLE', `could not be scanned (${text})`, { path, cause: error });
}
