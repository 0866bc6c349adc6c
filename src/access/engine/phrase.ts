// Conditions in words: what would have to be true.
import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import { sensitivities } from '#core/asset';
import { quote } from '#core/quote';
import type { Condition } from './condition.ts';
import { expressionText } from './expression-text.ts';

/** @param condition - one that is not met; parts of it that are met have been left out */
export function phrase(condition: Condition): string {
  if (condition.kind === 'leaf') return leafPhrase(condition.expression, condition.wanted);
  const parts = [...new Set(condition.parts.map(phrase))];
  if (parts.length === 0) return condition.kind === 'all' ? 'nothing more' : 'something that no policy offers';
  return parts.join(condition.kind === 'all' ? ', and ' : ', or ');
}

function leafPhrase(expression: Expr, wanted: boolean): string {
  const text = expressionText(expression);
  for (const { pattern, yes, no } of known) {
    const match = pattern.exec(text);
    if (match !== null) return (wanted ? yes : no)(...match.slice(1));
  }
  return `${text} is ${wanted}`;
}

interface Known {
  readonly pattern: RegExp;
  readonly yes: (...parts: readonly string[]) => string;
  readonly no: (...parts: readonly string[]) => string;
}

const word = (literal: string | undefined): string => literal ?? '';
const level = (digit: string | undefined): string => sensitivities[Number(digit)] ?? word(digit);

/** Texts as `expressionText` writes them: our own, so the patterns see nothing hostile but names in quotes. */
const known: readonly Known[] = [
  {
    pattern: /^principal in Role::(".*")$/,
    yes: (role) => `the actor has the role ${word(role)}`,
    no: (role) => `the actor does not have the role ${word(role)}`,
  },
  {
    pattern: /^principal == Identity::(".*")$/,
    yes: (name) => `the actor is ${word(name)}`,
    no: (name) => `the actor is somebody else than ${word(name)}`,
  },
  {
    pattern: /^resource in Zone::(".*")$/,
    yes: (zone) => `it lies in the zone ${word(zone)}`,
    no: (zone) => `it lies in another zone than ${word(zone)}`,
  },
  {
    pattern: /^resource is (\w+)$/,
    yes: (kind) => `it is asked of ${article(kind)}`,
    no: (kind) => `it is asked of something else than ${article(kind)}`,
  },
  {
    pattern: /^context has grant$/,
    yes: () => 'a grant covers it (assay access grant)',
    no: () => 'no grant is used',
  },
  {
    pattern: /^context[.]at < context[.]grant[.]expiresAt$/,
    yes: () => 'the grant is in force',
    no: () => 'the grant is over',
  },
  {
    pattern: /^context[.]grant[.]exception$/,
    yes: () => 'a grant covers it as an exception (assay access grant --exception)',
    no: () => 'the grant is no exception',
  },
  {
    pattern: /^context[.]grant[.]approver [!=]= principal$/,
    yes: () => 'somebody else has approved the grant',
    no: () => 'the actor has approved the grant',
  },
  {
    pattern: /^principal has screenedUntil$/,
    yes: () => 'the actor has a record of screening (assay access identity set --screening)',
    no: () => 'the actor has no record of screening',
  },
  {
    pattern: /^context[.]at < principal[.]screenedUntil$/,
    yes: () => "the actor's screening is in force",
    no: () => "the actor's screening is over",
  },
  {
    pattern: /^context[.]approvers[.]isEmpty\(\)$/,
    yes: () => 'nobody else has agreed to it',
    no: () => 'another person has agreed to it',
  },
  {
    pattern: /^context[.]approvers[.]contains\(principal\)$/,
    yes: () => 'the actor has agreed to it',
    no: () => 'whoever agreed is another identity than the actor',
  },
  {
    pattern: /^resource[.]makers[.]contains\(principal\)$/,
    yes: () => 'the actor is one of those who made it',
    no: () => 'somebody does it who did not make it',
  },
  {
    pattern: /^resource[.]owner == principal$/,
    yes: () => 'the actor owns it',
    no: () => 'somebody else than the owner does it',
  },
  {
    pattern: /^resource[.]sensitivity <= ([0-3])$/,
    yes: (digit) => `it is labelled ${level(digit)} or less sensitive`,
    no: (digit) => `it is labelled more sensitive than ${level(digit)}`,
  },
  {
    pattern: /^resource[.]sensitivity >= ([0-3])$/,
    yes: (digit) => `it is labelled ${level(digit)} or more sensitive`,
    no: (digit) => `it is labelled less sensitive than ${level(digit)}`,
  },
  {
    pattern: /^context has (\w+)$/,
    yes: (name) => `${word(name)} is given`,
    no: (name) => `no ${word(name)} is given`,
  },
  {
    pattern: /^context[.](\w+) == (".*")$/,
    yes: (name, value) => `${word(name)} is ${word(value)}`,
    no: (name, value) => `${word(name)} is not ${word(value)}`,
  },
];

function article(kind: string | undefined): string {
  const one = word(kind).toLowerCase();
  return `${/^[aeiou]/.test(one) ? 'an' : 'a'} ${one}`;
}

/** A name from outside, for a sentence. */
export function named(name: string): string {
  return /^[\w.@:/+-]{1,100}$/.test(name) ? name : quote(name);
}
