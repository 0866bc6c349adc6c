// Reports for tests of what is printed from them.
import type { Finding } from '#core/finding';
import type { FileReport, ScanReport, Verdict } from '#core/scan-report';

/** A finding with everything filled in; `over` replaces fields. */
export function buildFinding(over: Partial<Finding> = {}): Finding {
  return {
    check: 'dangerous-call',
    outcome: 'fail',
    severity: 'critical',
    message: 'os.system is called with "true".',
    where: { member: 'archive/data.pkl', offset: 42, element: 'REDUCE' },
    remedy: 'Do not load it.',
    references: ['CVE-2025-1716', 'CWE-502'],
    controls: ['OWASP-SUPPLYCHAINMANAGE-29'],
    ...over,
  };
}

/** A file report with one uncovered range; `over` replaces fields. */
export function buildFileReport(over: Partial<FileReport> = {}): FileReport {
  return {
    path: 'models/model.pt',
    size: 1000,
    sha256: 'a'.repeat(64),
    formats: ['zip', 'torch-zip', 'pickle'],
    verdict: 'malicious',
    coverage: { bytesRead: 990, bytesTotal: 1000, notCovered: [{ from: 10, to: 20, why: 'nothing accounts for it' }] },
    findings: [buildFinding()],
    ...over,
  };
}

/** A clean file. */
export function buildCleanFile(path: string): FileReport {
  const coverage = { bytesRead: 8, bytesTotal: 8, notCovered: [] };
  return buildFileReport({ path, size: 8, formats: ['safetensors'], verdict: 'clean', coverage, findings: [] });
}

/** A report over `files`, with the summary counted. */
export function buildReport(files: readonly FileReport[]): ScanReport {
  const summary: Record<Verdict, number> = { clean: 0, suspicious: 0, malicious: 0, incomplete: 0 };
  for (const { verdict } of files) summary[verdict] += 1;
  return { schema: 'assay.scan/1', tool: { version: '1.2.3', ruleset: 'sha256:0123456789abcdef' }, files, summary };
}
