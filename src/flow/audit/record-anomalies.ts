// Puts on record what rules over the audit found. What is on record already is not said again.
import { isOfKind } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type AccessAnomaly, predicate as accessAnomaly, type LogRange } from '#predicates/access-anomaly';
import { readStatement } from '../statements/read-statement.ts';
import type { Draft, Workspace } from '../workspace/workspace.ts';
import type { FoundAnomaly } from './found-anomaly.ts';

/** @throws {AssayError} WORKSPACE_WRITE; what signing, store and log throw */
export async function recordAnomalies(
  workspace: Workspace,
  range: LogRange,
  anomalies: readonly FoundAnomaly[],
): Promise<readonly FoundAnomaly[]> {
  const known = await readRecorded(workspace);
  const fresh = anomalies.filter(({ rule }) => !secret.has(rule)).filter((anomaly) => !known.has(nameOf(anomaly)));
  for (let at = 0; at < fresh.length; at += statementsAtOnce) {
    const portion = fresh.slice(at, at + statementsAtOnce);
    const recorded = await workspace.record(portion.map((anomaly) => draftOf(anomaly, range)));
    for (const [offset, anomaly] of portion.entries()) {
      const { evidence, refusal } = recorded[offset] ?? {};
      if (evidence === undefined || refusal !== undefined)
        throw new AssayError('WORKSPACE_WRITE', `an anomaly could not be recorded: ${refusal ?? 'unknown'}`);
      known.set(nameOf(anomaly), evidence);
    }
  }
  return anomalies.map((anomaly) => {
    const recorded = known.get(nameOf(anomaly));
    return recorded === undefined ? anomaly : { ...anomaly, recorded };
  });
}

async function readRecorded(workspace: Workspace): Promise<Map<string, Sha256>> {
  const rows = await (await workspace.index()).tables
    .selectFrom('entry')
    .select('log_index')
    .where('predicate', '=', accessAnomaly.kind)
    .where('standing', '=', 'verified')
    .orderBy('log_index')
    .execute();
  const known = new Map<string, Sha256>();
  for (const { log_index } of rows) {
    const statement = await readStatement(workspace, log_index);
    if (isOfKind(statement, accessAnomaly)) known.set(nameOf(statement.body), statement.evidence);
  }
  return known;
}

/** What goes on after it was recorded, for example a night that is not over, is the same anomaly: its first entry stays. */
function nameOf({ rule, actor, asset, entries }: Pick<AccessAnomaly, 'rule' | 'actor' | 'asset' | 'entries'>): string {
  return [rule, actor ?? '', asset ?? '', entries[0] ?? ''].join('\n');
}

function draftOf({ rule, severity, entries, actor, asset, explanation }: FoundAnomaly, range: LogRange): Draft {
  const body: AccessAnomaly = {
    rule,
    severity,
    range,
    entries,
    ...(actor === undefined ? {} : { actor }),
    ...(asset === undefined ? {} : { asset }),
    explanation: explanation.slice(0, longestExplanation),
  };
  return { predicate: accessAnomaly, subjects: [{ sha256: range.root }], body };
}

/** On record they would tell everybody which asset is a decoy. */
const secret: ReadonlySet<string> = new Set(['canary-touched']);
const statementsAtOnce = 100;
/** UTF-16 code units that the schema takes. */
const longestExplanation = 16_000;
