// Answers of suppliers for people: what agrees, what is not known, and what contradicts.
import { escapeInvisible } from '#core/quote';
import { columns } from './columns.ts';
import { tierPaints } from './supplier-text.ts';
import { type Paint, paint, type TextStyle } from './text-style.ts';

interface PrintedComparison {
  readonly supplier: string;
  readonly answers?: string;
  readonly deliveries: number;
  readonly counts: { readonly agreement: number; readonly unknown: number; readonly conflict: number };
  readonly compared: readonly {
    readonly question: string;
    readonly facet: string;
    readonly says: string;
    readonly level: string;
    readonly result: 'agreement' | 'unknown' | 'conflict';
    readonly because: string;
  }[];
}

export function comparedLines(
  { supplier, answers, compared, counts, deliveries }: PrintedComparison,
  style: TextStyle,
): readonly string[] {
  const rows = compared.map(({ question, facet, says, level, result, because }) => [
    paint(result === 'conflict' ? 'CONFLICT' : result, resultPaints[result], style),
    question,
    facet,
    says,
    level,
    escapeInvisible(because),
  ]);
  const source = answers === undefined ? 'it never answered' : `answers ${answers.slice(0, 12)}`;
  return [
    `${escapeInvisible(supplier)}: ${source}, ${deliveries} deliveries looked at`,
    '',
    ...columns(['RESULT', 'QUESTION', 'FACET', 'SAYS', 'LEVEL', 'BECAUSE'], rows, style),
    '',
    `${counts.agreement} agree, ${counts.unknown} are not known, ${counts.conflict} conflict`,
  ];
}

export function reviewLines(
  report: {
    readonly supplier: string;
    readonly tier: string;
    readonly missing: readonly string[];
    readonly contradictions: readonly string[];
    readonly unanswered: readonly string[];
    readonly nextReview: string;
    readonly statement: string;
  },
  style: TextStyle,
): readonly string[] {
  const { supplier, tier, missing, contradictions, unanswered, nextReview, statement } = report;
  return [
    `${escapeInvisible(supplier)} is ${paint(tier, tierPaints[tier] ?? [], style)} until ${nextReview.slice(0, 10)}, recorded as ${statement.slice(0, 12)}`,
    ...contradictions.map((text) => `${paint('CONFLICT', ['bold', 'red'], style)} ${escapeInvisible(text)}`),
    ...(unanswered.length === 0 ? [] : [`not answered: ${unanswered.join(', ')}`]),
    ...(missing.length === 0 ? [] : ['for more trust:', ...missing.map((text) => `  ${escapeInvisible(text)}`)]),
  ];
}

const resultPaints: Readonly<Record<'agreement' | 'unknown' | 'conflict', readonly Paint[]>> = {
  agreement: ['green'],
  unknown: ['yellow'],
  conflict: ['bold', 'red'],
};
