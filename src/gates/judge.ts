// Answers one requirement about one thing: which statements speak for it, what they say, whether they still say it, and who said it.
import { findPredicateOfKind } from '#predicates/find-predicate';
import { evaluateCondition } from './condition.ts';
import type { Stated } from './evidence.ts';
import { rule as askedInThisCase } from './rules/asked-in-this-case.ts';
import { rule as askedOfThisKind } from './rules/asked-of-this-kind.ts';
import { rule as isByCurrentRules } from './rules/is-by-current-rules.ts';
import { rule as isFresh } from './rules/is-fresh.ts';
import { rule as isOnRecord } from './rules/is-on-record.ts';
import { rule as meetsThresholds } from './rules/meets-thresholds.ts';
import { rule as reachesLevel } from './rules/reaches-level.ts';
import type { Asked, Rule, RuleAnswer, StatementRule } from './rules/rule.ts';
import { rule as saysSo } from './rules/says-so.ts';
import { rule as signedByEnough } from './rules/signed-by-enough.ts';
import { type Series, seriesOf } from './series.ts';

export interface Judged {
  /** Undefined: the requirement is met. */
  readonly answer?: RuleAnswer;
  /** What was looked at, in log order. */
  readonly found: readonly Stated[];
}

/** Whether it is asked of such a thing, and whether there is anything. */
const first: readonly Rule[] = [askedOfThisKind, isOnRecord];
/** What it says about the bytes: that does not change with time. */
const said: readonly StatementRule[] = [saysSo, reachesLevel, meetsThresholds];
/** Whether it may still be relied on. */
const timely: readonly StatementRule[] = [isFresh, isByCurrentRules];

/** In the order in which they are asked. */
export const rules: readonly (Rule | StatementRule)[] = [askedInThisCase, ...first, ...said, ...timely, signedByEnough];

export function judge(asked: Asked): Judged {
  const found = asked.about.statements.filter((statement) => isMeant(asked, statement));
  const answer = firstOf(first, asked, found) ?? judgeFound(asked, found);
  return answer === undefined ? { found } : { answer, found };
}

/** INVARIANT: one more statement that says yes, is fresh and is rightly signed changes no yes into a no. */
function judgeFound(asked: Asked, found: readonly Stated[]): RuleAnswer | undefined {
  const series = seriesOf(found);
  const speaking = asked.requirement.every === true ? found : series.flatMap((one) => one.at(-1) ?? []);
  const against = speaking.flatMap((statement) => firstOf(said, asked, statement) ?? []);
  const no = against.find(({ outcome }) => outcome === 'fail') ?? against[0];
  if (no !== undefined) return no;
  const standing = series.flatMap((one) => sinceTheLastNo(asked, one)).toSorted((a, b) => a.index - b.index);
  const relied = standing.filter((statement) => firstOf(timely, asked, statement) === undefined);
  const newest = standing.at(-1);
  if (relied.length === 0 && newest !== undefined) return firstOf(timely, asked, newest);
  return signedByEnough.ask(asked, relied);
}

/** A yes before the last no was taken back by it, whoever said either. */
function sinceTheLastNo(asked: Asked, series: Series): Series {
  const lastNo = series.findLastIndex((statement) => firstOf(said, asked, statement) !== undefined);
  return series.slice(lastNo + 1);
}

function isMeant(
  { requirement: { evidence: kind, which }, about: { facts }, evidence: { request } }: Asked,
  statement: Stated,
): boolean {
  if (statement.kind !== kind) return false;
  return (
    which === undefined ||
    evaluateCondition(which, findPredicateOfKind(kind), statement.body, { facts, request }).holds !== false
  );
}

function firstOf<Found>(asking: readonly Rule<Found>[], asked: Asked, found: Found): RuleAnswer | undefined {
  for (const { ask } of asking) {
    const answer = ask(asked, found);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
