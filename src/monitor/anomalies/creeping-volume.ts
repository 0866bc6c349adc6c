// Somebody takes a little more every day, so that no day stands out: a cumulative sum over their days.

import { takesBytes } from '../history/act.ts';
import type { AuditHistory } from '../history/audit-history.ts';
import { type DayCount, dayCounts } from '../history/day-counts.ts';
import { robustScore } from '../history/robust-score.ts';
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'creeping-volume',
  question: 'Does anybody take more, day after day, than they used to?',
  why: 'Who knows that large copies are noticed makes small ones for weeks.',
  remedy: 'Compare what was read with the task. A new role or project explains it.',
  severity: 'medium',
  judge: (history) => {
    const anomalies: Anomaly[] = [];
    const unjudged: string[] = [];
    for (const [actor, entries] of history.byActor) {
      const days = dayCounts(
        entries.filter(({ event }) => takesBytes(event)),
        'UTC',
      );
      if (days.length > 0 && days.length <= referenceDays)
        unjudged.push(`${actor}: ${days.length} days on which bytes were taken, ${referenceDays} are the reference`);
      anomalies.push(...judgeActor(history, actor, days));
    }
    return { anomalies, unjudged };
  },
};

/** @source Page 1954, one-sided cumulative sum; deviation: each day counts for at most `mostPerDay`, so that one wild day is no trend */
function judgeActor(_: AuditHistory, actor: string, days: readonly DayCount[]): readonly Anomaly[] {
  const reference = days.slice(0, referenceDays).map(({ acts }) => acts);
  const anomalies: Anomaly[] = [];
  let sum = 0;
  let begin = referenceDays;
  for (let at = referenceDays; at < days.length; at++) {
    const day = days[at];
    if (day === undefined) break;
    const { score, usual } = robustScore(day.acts, reference);
    sum = Math.max(0, sum + Math.min(score, mostPerDay) - slack);
    if (sum === 0) begin = at + 1;
    if (sum <= decision) continue;
    anomalies.push(anomalyOf(actor, days.slice(begin, at + 1), usual, sum));
    sum = 0;
    begin = at + 1;
    // What is usual from here on is another, and was asked about once.
    reference.splice(
      0,
      reference.length,
      ...days.slice(Math.max(0, at + 1 - referenceDays), at + 1).map(({ acts }) => acts),
    );
  }
  return anomalies;
}

function anomalyOf(actor: string, days: readonly DayCount[], usual: number, sum: number): Anomaly {
  const entries = days.flatMap((day) => day.entries.map(({ event }) => event.logIndex));
  const total = days.reduce((all, { acts }) => all + acts, 0);
  return {
    severity: 'medium',
    entries,
    at: days.at(-1)?.entries.at(-1)?.event.at ?? '',
    actor,
    explanation:
      `${total} reads and exports over ${days.length} days (${days[0]?.day ?? ''} to ${days.at(-1)?.day ?? ''}), usually ${usual} a day ` +
      `in the ${referenceDays} days before; cumulative sum ${sum.toFixed(1)}, ${decision} is asked about`,
  };
}

const referenceDays = 20;
/** In robust standard deviations of a day. */
const slack = 1;
const mostPerDay = 3;
const decision = 8;
