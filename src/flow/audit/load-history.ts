// The history that rules over the audit look at: every entry of the log as far as it is looked at, the settings, the decoys.
import type { AuditEntry } from '#core/audit/audit-entry';
import { parseSha256 } from '#core/digest';
import * as limits from '#core/limits';
import { AuditHistory } from '#monitor/history/audit-history';
import type { LogRange } from '#predicates/access-anomaly';
import type { Workspace } from '../workspace/workspace.ts';
import { demandAudit } from './audit-reader.ts';
import { auditSettingsInForce } from './audit-settings-in-force.ts';
import { canaryOf, readDecoys } from './canary-registry.ts';
import { readAudit } from './read-audit.ts';

export interface LoadedHistory {
  readonly history: AuditHistory;
  /** What was looked at, with the root of the tree at its end. */
  readonly range: LogRange;
}

/**
 * Reading the audit is put on record first, so that it is part of what is looked at.
 * @throws {AssayError} ACCESS_DENIED, POLICY_INVALID, AUDIT_DECOYS; what store, log and index throw
 */
export async function loadHistory(
  workspace: Workspace,
  onProgress: (entries: number) => void = () => undefined,
): Promise<LoadedHistory> {
  await demandAudit(workspace);
  const { size: to, root, origin } = await workspace.checkpoint();
  const from = Math.max(0, to - limits.auditEntries.value);
  const settings = await auditSettingsInForce(workspace);
  const { decoys } = await readDecoys(workspace);
  const entries: AuditEntry[] = [];
  for await (const entry of readAudit(workspace, { from, to })) {
    entries.push(entry);
    if (entries.length % 1000 === 0) onProgress(entries.length);
  }
  const now = workspace.now().toISOString();
  const history = new AuditHistory({ entries, from, to, now, settings, canaries: decoys.map(canaryOf) });
  return { history, range: { origin, from, to, root: parseSha256(Buffer.from(root).toString('hex')) } };
}
