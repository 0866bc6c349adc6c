// `assay data contract check` for people: what is violated, where, and what could not be asked.
import type { ContractCheck, RuleResult } from '#core/dataset/data-contract';
import { escapeInvisible } from '#core/quote';
import { columns } from './columns.ts';
import { shorten } from './display-width.ts';
import { formatCount, withCommas } from './format-bytes.ts';
import { paint, type TextStyle } from './text-style.ts';

export function contractCheckLines(check: ContractCheck, style: TextStyle): readonly string[] {
  const { path, rows, rules, outcome } = check;
  const kept = rules.filter((rule) => rule.outcome === 'pass').length;
  const others = rules.filter((rule) => rule.outcome !== 'pass');
  const colour = outcome === 'pass' ? 'green' : outcome === 'fail' ? 'red' : 'yellow';
  return [
    `${escapeInvisible(path)}: ${formatCount(rows, 'row')}, ${formatCount(rules.length, 'rule')}, contract ${check.contract.slice(0, 12)}`,
    ...check.excluded.map(({ reason, count }) => `left out   ${formatCount(count, 'row')}: ${escapeInvisible(reason)}`),
    ...check.notes.map((note) => `noticed    ${escapeInvisible(note)}`),
    ...(others.length === 0 ? [] : ['', ...table(others, style), '']),
    `${paint(outcome, ['bold', colour], style)}: ${kept} of ${formatCount(rules.length, 'rule')} kept${rules.length === 0 ? '; a contract without rules says nothing' : ''}`,
  ];
}

function table(rules: readonly RuleResult[], style: TextStyle): readonly string[] {
  const rows = rules.map((rule) => [
    shorten(escapeInvisible(rule.rule), 40),
    rule.characteristic,
    paint(rule.outcome, rule.outcome === 'fail' ? ['red'] : ['yellow'], style),
    `${withCommas(rule.violations)} of ${withCommas(rule.checked)}`,
    shorten(places(rule), 100),
  ]);
  return columns(['RULE', 'CHARACTERISTIC', 'OUTCOME', 'VIOLATIONS', 'WHERE'], rows, style);
}

function places({ first, violations, why, measured }: RuleResult): string {
  if (why !== undefined) return escapeInvisible(why);
  const shown = first.slice(0, 3).map(({ row, value }) => {
    const text = value === undefined ? '' : escapeInvisible(value);
    return row === -1 ? text : `row ${row}${text === '' ? '' : `: ${text}`}`;
  });
  const more = violations > shown.length ? ', ...' : '';
  return `${shown.join(', ')}${more}${shown.length === 0 && measured !== undefined ? escapeInvisible(measured) : ''}`;
}
