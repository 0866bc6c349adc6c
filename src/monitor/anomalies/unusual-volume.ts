// Somebody does far more in a day than on their other days.
import type { AuditHistory } from '../history/audit-history.ts';
import { type DayCount, dayCounts } from '../history/day-counts.ts';
import { type RobustScore, robustScore } from '../history/robust-score.ts';
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'unusual-volume',
  question: 'Does anybody do far more in a day than they ever did?',
  why: 'Who copies what they can reach asks for more in a night than in a month of work.',
  remedy:
    'Ask what it was for. A release, a migration or a new task explain it; then the next days are compared with this one too.',
  severity: 'medium',
  judge: (history) => {
    const anomalies: Anomaly[] = [];
    const unjudged: string[] = [];
    for (const [actor, entries] of history.byActor) {
      const last = entries.at(-1)?.event.logIndex ?? 0;
      const zone = history.identityAt(actor, last)?.workingHours?.timeZone ?? 'UTC';
      const days = dayCounts(entries, zone);
      if (days.length <= history.settings.volumeDays) {
        unjudged.push(
          `${actor}: days with activity: ${days.length}, of ${history.settings.volumeDays} that have to come before`,
        );
      }
      for (let at = history.settings.volumeDays; at < days.length; at++) {
        const day = days[at];
        const earlier = days.slice(Math.max(0, at - longestDays), at);
        const anomaly = day === undefined ? undefined : judgeDay(history, actor, day, earlier);
        if (anomaly !== undefined) anomalies.push(anomaly);
      }
    }
    return { anomalies, unjudged };
  },
};

function judgeDay(
  { settings }: AuditHistory,
  actor: string,
  day: DayCount,
  earlier: readonly DayCount[],
): Anomaly | undefined {
  const acts = robustScore(
    day.acts,
    earlier.map((one) => one.acts),
  );
  const bytes = robustScore(
    day.bytes,
    earlier.map((one) => one.bytes),
  );
  const manyActs = isMuch(acts, settings.volumeScore) && day.acts - acts.usual >= leastActs;
  const manyBytes = isMuch(bytes, settings.volumeScore) && day.bytes - bytes.usual >= leastBytes;
  if (!manyActs && !manyBytes) return undefined;
  const said = [
    ...(manyActs ? [`${day.acts} acts on ${day.day}, usually ${acts.usual} (score ${acts.score.toFixed(1)})`] : []),
    ...(manyBytes
      ? [`${day.bytes} bytes on ${day.day}, usually ${bytes.usual} (score ${bytes.score.toFixed(1)})`]
      : []),
  ];
  return {
    severity: 'medium',
    entries: day.entries.map(({ event }) => event.logIndex),
    at: day.entries.at(-1)?.event.at ?? '',
    actor,
    explanation: `${said.join('; ')}, against the median of the ${earlier.length} days with activity before; ${settings.volumeScore} robust standard deviations are asked about`,
  };
}

function isMuch({ score }: RobustScore, wanted: number): boolean {
  return score >= wanted;
}

/** Days that a day is compared with at most: what was usual a year ago says little. */
const longestDays = 60;
/** Below these nobody asks, however still the days before were. */
const leastActs = 20;
const leastBytes = 100_000_000;
