// Numbers without a header that a graph in the same folder names: they are what the graph says, whatever their name.
import type { FileReport } from '#core/scan-report';
import type { ScannedFile } from './scan-file.ts';

/** Checks that only say that nothing was recognised. */
const nothingKnown = new Set(['unknown-format', 'unreadable-content']);

/** The reports, with files that no format matched taken for external data where a scanned graph names them. */
export function claimExternalData(files: readonly ScannedFile[]): readonly FileReport[] {
  const named = new Set(files.flatMap(({ externalFiles }) => externalFiles));
  return files.map(({ report }) =>
    named.has(report.path) && isUnrecognised(report) ? asExternalData(report) : report,
  );
}

function isUnrecognised({ formats, findings, sha256 }: FileReport): boolean {
  return sha256 !== null && formats.length === 0 && findings.every(({ check }) => nothingKnown.has(check));
}

function asExternalData(report: FileReport): FileReport {
  const coverage = { bytesRead: report.size, bytesTotal: report.size, notCovered: [] };
  return { ...report, formats: ['external-data'], verdict: 'clean', coverage, findings: [] };
}
