// `assay scan PATH --record`; loaded when it is wanted. What was recorded is said on standard error: standard output is the report.
import type { ScanReport } from '#core/scan-report';
import { recordScan } from '#flow/assets/record-scan';
import type { AssayContext } from '../context.ts';
import { withWorkspace } from './with-workspace.ts';
import type { SigningFlags } from './workspace-flags.ts';

/** @throws {AssayError} ASSET_UNKNOWN, ASSET_CHANGED, and what opening the workspace throws */
export async function recordScanned(
  context: AssayContext,
  flags: Pick<SigningFlags, 'passphraseFile' | 'ageIdentity'>,
  path: string,
  report: ScanReport,
): Promise<void> {
  const { label, evidence } = await withWorkspace(context, flags, (workspace) => recordScan(workspace, path, report));
  context.process.stderr.write(`assay: recorded as ${evidence.slice(0, 12)} about ${label}\n`);
}
