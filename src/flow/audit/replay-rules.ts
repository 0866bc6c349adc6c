// `assay audit replay`: how often each rule would have spoken up over this log. As far as nothing happened, these are false alarms.
import { anomalyRules } from '#monitor/anomalies/anomaly-rules.generated';
import type { Workspace } from '../workspace/workspace.ts';
import { loadHistory } from './load-history.ts';

export interface ReplayedRule {
  readonly id: string;
  readonly question: string;
  readonly found: number;
  /** Of these, medium or worse. */
  readonly loud: number;
  /** Findings per 100 weeks of one actor; absent where there is no week to speak of. */
  readonly per100ActorWeeks?: number;
}

export interface Replayed {
  readonly schema: 'assay.audit-replay/1';
  readonly events: number;
  readonly actors: number;
  /** From the first event to now. */
  readonly weeks: number;
  readonly rules: readonly ReplayedRule[];
}

/** @throws {AssayError} ACCESS_DENIED, POLICY_INVALID; what store, log and index throw */
export async function replayRules(workspace: Workspace, onProgress?: (entries: number) => void): Promise<Replayed> {
  const { history } = await loadHistory(workspace, onProgress);
  const [first] = history.entries;
  const weeks = first === undefined ? 0 : (Date.parse(history.now) - Date.parse(first.event.at)) / weekMs;
  const actors = history.byActor.size;
  const rules = anomalyRules.map(({ id, question, judge }) => {
    const { anomalies } = judge(history);
    const loud = anomalies.filter(({ severity }) => severity !== 'low' && severity !== 'info').length;
    const rate = (100 * anomalies.length) / (actors * weeks);
    return { id, question, found: anomalies.length, loud, ...(weeks < 1 ? {} : { per100ActorWeeks: rate }) };
  });
  return { schema: 'assay.audit-replay/1', events: history.entries.length, actors, weeks, rules };
}

const weekMs = 7 * 86_400_000;
