// A metric meets a threshold with the worse end of its interval: where the threshold lies inside of the interval, nobody knows.
import { predicate as evaluation } from '#predicates/evaluation';
import type { Metric } from '#predicates/metric';
import { bodyOf } from '../body-of.ts';
import type { Threshold } from '../gate.ts';
import type { RuleAnswer, StatementRule } from './rule.ts';

export const rule: StatementRule = {
  id: 'meets-thresholds',
  question: 'Do the metrics reach what is asked for?',
  ask: ({ requirement: { thresholds = [] } }, statement) => {
    const metrics = bodyOf(statement, evaluation)?.metrics ?? [];
    const answers = thresholds.flatMap((threshold) => answerTo(threshold, metrics) ?? []);
    const worst = answers.find(({ outcome }) => outcome === 'fail') ?? answers[0];
    return worst === undefined ? undefined : { ...worst, entry: statement.index };
  },
};

function answerTo(threshold: Threshold, metrics: readonly Metric[]): RuleAnswer | undefined {
  const { metric, slice } = threshold;
  const called = slice === undefined ? metric : `${metric} of ${slice}`;
  const measured = metrics.filter((one) => one.name === metric && one.slice === slice);
  if (measured.length === 0)
    return { outcome: 'inconclusive', cause: 'not-told', because: `${called} was not measured` };
  const answers = measured.flatMap((one) => compare(one, threshold, called) ?? []);
  return answers.find(({ outcome }) => outcome === 'fail') ?? answers[0];
}

function compare(
  { value, low = value, high = value }: Metric,
  { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: Threshold,
  called: string,
): RuleAnswer | undefined {
  const asked = Number.isFinite(atLeast) ? `at least ${atLeast}` : `at most ${atMost}`;
  if (value < atLeast || value > atMost)
    return { outcome: 'fail', cause: 'below-threshold', because: `${called} is ${value}, ${asked} is asked for` };
  if (low >= atLeast && high <= atMost) return undefined;
  return {
    outcome: 'inconclusive',
    cause: 'below-threshold',
    because: `${called} is ${value} (${low} to ${high}), so ${asked} is not shown`,
  };
}
