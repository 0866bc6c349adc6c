// Puts on record what a scan found in an asset: only when the bytes that were scanned are those that are recorded.
import { canonicalJson, type Json } from '#core/canonical-json';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { FileReport, ScanReport, Verdict } from '#core/scan-report';
import type { RecordedFinding } from '#predicates/recorded-finding';
import { type ScanStatic, predicate as scanStatic } from '#predicates/scan-static';
import type { Workspace } from '../workspace/workspace.ts';
import { findVerified } from './find-verified.ts';
import { readManifest } from './read-manifest.ts';

export interface RecordedScan {
  readonly asset: Sha256;
  readonly label: string;
  readonly evidence: Sha256;
}

/** Findings in the statement; the blob of the report has all. */
const mostFindings = 50;
const worstFirst: readonly Verdict[] = ['malicious', 'suspicious', 'incomplete', 'clean'];

/**
 * @param path - at which the asset is recorded, and which was scanned
 * @throws {AssayError} ASSET_UNKNOWN when none is recorded there; ASSET_CHANGED when other bytes were scanned
 */
export async function recordScan(workspace: Workspace, path: string, report: ScanReport): Promise<RecordedScan> {
  const { asset, below } = await findVerified(workspace, path);
  if (below !== undefined)
    throw new AssayError('USAGE', `${path} is a part of ${asset.label}; a scan is recorded of an asset as a whole`);
  await assertScanned(workspace, asset.id, asset.label, report);
  const batch = workspace.store.batch();
  const { sha256: blob } = await batch.add(new TextEncoder().encode(canonicalJson(report as unknown as Json)));
  const draft = {
    predicate: scanStatic,
    subjects: [{ sha256: asset.id, name: asset.label }],
    body: { ...scanBody(report, blob), checkedAt: workspace.now().toISOString() },
  };
  const [recorded] = await workspace.record([draft], batch);
  if (recorded === undefined || recorded.refusal !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `the scan could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
  return { asset: asset.id, label: asset.label, evidence: recorded.evidence };
}

async function assertScanned(workspace: Workspace, id: Sha256, label: string, { files }: ScanReport): Promise<void> {
  const scanned = new Set(files.map(({ sha256 }) => sha256));
  const { entries } = await readManifest(workspace.store, id);
  const missed = entries.filter((entry) => entry.type === 'file' && !scanned.has(entry.sha256));
  const [first] = missed;
  if (first === undefined) return;
  const reason = `files of ${label} were not among the bytes that were scanned: ${missed.length}, ${first.path} for example`;
  throw new AssayError('ASSET_CHANGED', `nothing was recorded: ${reason}`, { path: first.path });
}

/** What a statement says of a scan. @param report - blob of it */
export function scanBody({ files, tool }: ScanReport, report: Sha256): ScanStatic {
  const findings = files.flatMap(recordedFindings);
  return {
    verdict: worstFirst.find((verdict) => files.some((file) => file.verdict === verdict)) ?? 'incomplete',
    formats: [...new Set(files.flatMap(({ formats }) => formats))].sort(),
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    findings: findings.slice(0, mostFindings),
    findingsLeftOut: Math.max(0, findings.length - mostFindings),
    notCovered: files.flatMap(gapsOf).slice(0, mostFindings),
    tool: { name: 'assay', version: tool.version },
    ruleset: tool.ruleset,
    report,
  };
}

function recordedFindings({ path, findings }: FileReport): readonly RecordedFinding[] {
  return findings.map(({ check, severity, message }) => ({ check, severity, message, where: path.slice(0, 200) }));
}

function gapsOf({ path, verdict, coverage }: FileReport): readonly string[] {
  const gaps = coverage.notCovered.map(({ why }) => why);
  if (verdict !== 'incomplete' && gaps.length === 0) return [];
  return [`${path}: ${gaps[0] ?? 'not read to its end'}`.slice(0, 400)];
}
