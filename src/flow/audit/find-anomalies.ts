// `assay audit anomalies`: what is odd in who did what, and, where it is asked for, on record.

import { AssayError } from '#core/errors';
import type { Severity } from '#core/finding';
import { quote } from '#core/quote';
import type { Anomaly } from '#monitor/anomalies/anomaly-rule';
import { anomalyRules } from '#monitor/anomalies/anomaly-rules.generated';
import type { LogRange } from '#predicates/access-anomaly';
import type { Workspace } from '../workspace/workspace.ts';
import type { FoundAnomaly } from './found-anomaly.ts';
import { loadHistory } from './load-history.ts';
import { recordAnomalies } from './record-anomalies.ts';

export interface FindAnomaliesOptions {
  /** RFC 3339: what was found before is left out. */
  readonly since?: string;
  /** Id of the only rule that is asked. */
  readonly rule?: string;
  readonly record: boolean;
  readonly onProgress?: (entries: number) => void;
}

export interface AskedRule {
  readonly id: string;
  readonly question: string;
  readonly severity: Severity;
  readonly found: number;
  /** What it could not say anything about. */
  readonly unjudged: readonly string[];
}

export interface FoundAnomalies {
  readonly schema: 'assay.audit-anomalies/1';
  /** Entries that were looked at, and the root of the log at their end. */
  readonly range: LogRange;
  readonly at: string;
  readonly anomalies: readonly FoundAnomaly[];
  readonly rules: readonly AskedRule[];
  /** Entries whose statement cannot be read: what is in them nobody looked at. */
  readonly unreadable: number;
}

/** @throws {AssayError} ACCESS_DENIED, USAGE, POLICY_INVALID; what store, log and index throw */
export async function findAnomalies(workspace: Workspace, options: FindAnomaliesOptions): Promise<FoundAnomalies> {
  const rules = anomalyRules.filter(({ id }) => options.rule === undefined || id === options.rule);
  if (rules.length === 0) {
    const known = anomalyRules.map(({ id }) => id).join(', ');
    throw new AssayError('USAGE', `There is no rule ${quote(options.rule ?? '')}; there are ${known}.`);
  }
  const { history, range } = await loadHistory(workspace, options.onProgress);
  const found: FoundAnomaly[] = [];
  const asked: AskedRule[] = [];
  for (const { id, question, severity, judge } of rules) {
    const { anomalies, unjudged } = judge(history);
    const wanted = anomalies.filter(({ at }) => options.since === undefined || at >= options.since);
    found.push(...wanted.map((anomaly) => shortened(id, anomaly)));
    asked.push({ id, question, severity, found: wanted.length, unjudged });
  }
  const anomalies = found.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return {
    schema: 'assay.audit-anomalies/1',
    range,
    at: history.now,
    anomalies: options.record ? await recordAnomalies(workspace, range, anomalies) : anomalies,
    rules: asked,
    unreadable: history.entries.filter(({ event }) => event.standing === 'unreadable').length,
  };
}

function shortened(rule: string, { entries, ...anomaly }: Anomaly): FoundAnomaly {
  const listed = entries.slice(0, mostEntries);
  return { rule, ...anomaly, entries: listed, entriesLeftOut: entries.length - listed.length };
}

/** A statement cites so many at most; the first ones lead to the others. */
const mostEntries = 100;
