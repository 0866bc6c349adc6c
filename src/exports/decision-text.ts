// A decision of a gate for people: what it rests on, or what is missing and what would show it.
import { escapeInvisible } from '#core/quote';
import { columns } from './columns.ts';
import type { PrintedDecision } from './printed-decision.ts';
import { type Paint, paint, type TextStyle } from './text-style.ts';

export function decisionLines(
  {
    gate,
    label,
    decision,
    because,
    recorded,
  }: Pick<PrintedDecision, 'gate' | 'label' | 'decision' | 'because' | 'recorded'>,
  style: TextStyle,
): readonly string[] {
  const rows = because.map(({ rule, outcome, because: text, evidence, waiver }) => [
    paint(words[outcome], paints[outcome], style),
    rule,
    evidence.at(-1)?.slice(0, 12) ?? '-',
    escapeInvisible(
      `${text}${waiver === undefined ? '' : `; waived by ${waiver.approvers.join(' and ')} until ${waiver.expiresAt}`}`,
    ),
  ]);
  const remedies = because.flatMap(({ outcome, remedy, waiver }) =>
    remedy === undefined || waiver !== undefined || outcome === 'pass' ? [] : [`  ${escapeInvisible(remedy)}`],
  );
  return [
    `${escapeInvisible(label)} at ${gate}: ${paint(decision, decisionPaints[decision], style)}`,
    '',
    ...columns(['ANSWER', 'REQUIREMENT', 'EVIDENCE', 'BECAUSE'], rows, style),
    ...(remedies.length === 0 ? [] : ['', 'what would show it:', ...new Set(remedies)]),
    ...(recorded === undefined ? [] : ['', `recorded as ${recorded.slice(0, 12)}`]),
  ];
}

const words = { pass: 'yes', fail: 'no', inconclusive: 'not known', 'not-applicable': 'not asked' } as const;
const paints: Readonly<Record<keyof typeof words, readonly Paint[]>> = {
  pass: ['green'],
  fail: ['bold', 'red'],
  inconclusive: ['bold', 'yellow'],
  'not-applicable': ['dim'],
};
const decisionPaints: Readonly<Record<PrintedDecision['decision'], readonly Paint[]>> = {
  allow: ['bold', 'green'],
  deny: ['bold', 'red'],
  exception: ['bold', 'yellow'],
};
