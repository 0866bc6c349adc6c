// `assay canary list` and `check`: which assets and tokens are decoys, and who touched one.

import type { Anomaly } from '#monitor/anomalies/anomaly-rule';
import { rule } from '#monitor/anomalies/canary-touched';
import type { Workspace } from '../workspace/workspace.ts';
import { demandAudit } from './audit-reader.ts';
import { type DecoyRecord, readDecoys } from './canary-registry.ts';
import { loadHistory } from './load-history.ts';

export interface ListedDecoys {
  readonly schema: 'assay.canaries/1';
  readonly decoys: readonly Omit<DecoyRecord, 'schema'>[];
}

/** @throws {AssayError} ACCESS_DENIED, AUDIT_DECOYS; {StoreError} STORE_KEY when the key of the records is not here */
export async function listDecoys(workspace: Workspace): Promise<ListedDecoys> {
  await demandAudit(workspace);
  const { decoys } = await readDecoys(workspace);
  return { schema: 'assay.canaries/1', decoys: decoys.map(({ schema: _, ...decoy }) => decoy) };
}

export interface CheckedDecoys {
  readonly schema: 'assay.canary-check/1';
  /** `could-not-tell`: there is no decoy that anybody could have touched, or entries cannot be read. */
  readonly outcome: 'untouched' | 'touched' | 'could-not-tell';
  readonly decoys: number;
  /** Entries of the log that were looked at. */
  readonly entries: number;
  readonly unreadable: number;
  readonly alarms: readonly Anomaly[];
}

/** @throws {AssayError} ACCESS_DENIED, AUDIT_DECOYS; what store, log and index throw */
export async function checkDecoys(workspace: Workspace): Promise<CheckedDecoys> {
  const { history } = await loadHistory(workspace);
  const alarms = rule.judge(history).anomalies;
  const decoys = history.canaries?.length ?? 0;
  const unreadable = history.entries.filter(({ event }) => event.standing === 'unreadable').length;
  const outcome = alarms.length > 0 ? 'touched' : decoys === 0 || unreadable > 0 ? 'could-not-tell' : 'untouched';
  return { schema: 'assay.canary-check/1', outcome, decoys, entries: history.entries.length, unreadable, alarms };
}
