// Rules over the audit: false alarms over simulated honest teams, and the share of planted misuse that is seen. The seeds of the first
// table were looked at while the rules were written; those of the second one were not.
// usage: node bench/audit-anomalies.ts [PEOPLE 12] [WEEKS 26] [SEEDS 20]
import { measureRules } from '#testkit/audit/measure-rules';

const [people = '12', weeks = '26', seeds = '20'] = process.argv.slice(2);
const seen = Array.from({ length: Number(seeds) }, (_, at) => at + 1);
show('looked at while writing', seen);
show(
  'hold-out',
  seen.map((seed) => seed + 5000),
);

function show(name: string, list: readonly number[]): void {
  const started = performance.now();
  const { histories, events, actorWeeks, rules } = measureRules(list, { people: Number(people), weeks: Number(weeks) });
  console.log(
    `\n${name}: seeds ${list[0] ?? 0} to ${list.at(-1) ?? 0}; ${histories} teams of ${people} people, ${weeks} weeks, ` +
      `${events} events, ${actorWeeks} actor-weeks (${((performance.now() - started) / 1000).toFixed(0)} s)`,
  );
  console.log(
    '| rule | false alarms | of these medium or worse | per team and week | per 100 actor-weeks | seen / planted |',
  );
  console.log('|---|---|---|---|---|---|');
  for (const { rule, falseAlarms, loudFalseAlarms, planted, detected } of rules) {
    const perWeek = (falseAlarms / (histories * Number(weeks))).toFixed(3);
    const perActor = ((100 * falseAlarms) / actorWeeks).toFixed(2);
    console.log(
      `| ${rule} | ${falseAlarms} | ${loudFalseAlarms} | ${perWeek} | ${perActor} | ${detected} / ${planted} |`,
    );
  }
}
