// Suppliers for people: what is known, and what is not.
import { escapeInvisible } from '#core/quote';
import { columns } from './columns.ts';
import { type Paint, paint, type TextStyle } from './text-style.ts';

interface PrintedSupplier {
  readonly supplier: string;
  readonly tier: string;
  readonly because: readonly string[];
  readonly requiredChecks: readonly string[];
  readonly record: {
    readonly internal: boolean;
    readonly namespaces: readonly string[];
    readonly identities: readonly { readonly method: string }[];
    readonly deliverables: readonly string[];
    readonly refusals: readonly { readonly deliverable: string; readonly at: string; readonly why: string }[];
  };
  readonly assessment?: {
    readonly assessor: string;
    readonly at: string;
    readonly nextReview: string;
    readonly overdue: boolean;
    readonly answers: readonly { readonly facet: string; readonly answer: string }[];
    readonly contradictions: readonly string[];
  };
  readonly open: readonly { readonly topic: string; readonly state: string; readonly why: string }[];
  readonly deliveries: readonly {
    readonly name: string;
    readonly asset: string;
    readonly kind: string;
    readonly outcome?: string;
    readonly scan?: string;
  }[];
}

export function supplierLines(one: PrintedSupplier, style: TextStyle): readonly string[] {
  const { supplier, record, tier, because, assessment, open, deliveries } = one;
  const why = because.length === 0 ? '' : `: ${because.map(escapeInvisible).join('; ')}`;
  return [
    `${escapeInvisible(supplier)}${record.internal ? ' (our own)' : ''}: ${paint(tier, tierPaints[tier] ?? [], style)}${why}`,
    `asked for at this tier: ${one.requiredChecks.join(', ')}`,
    `publishes at: ${listed(record.namespaces)}`,
    `signs with: ${listed(record.identities.map(({ method }) => method))}`,
    `has to send: ${listed(record.deliverables)}`,
    ...record.refusals.map(
      ({ deliverable, at, why: reason }) => `refused ${deliverable} on ${at.slice(0, 10)}: ${escapeInvisible(reason)}`,
    ),
    '',
    ...assessmentLines(assessment, style),
    ...(open.length === 0
      ? []
      : [
          '',
          ...columns(
            ['OPEN', 'STATE', 'WHY'],
            open.map((row) => [row.topic, row.state, escapeInvisible(row.why)]),
            style,
          ),
        ]),
    ...(deliveries.length === 0
      ? ['', 'nothing of it was taken in']
      : [
          '',
          ...columns(
            ['DELIVERY', 'ASSET', 'KIND', 'INTAKE', 'SCAN'],
            deliveries.map((row) => [
              escapeInvisible(row.name),
              row.asset.slice(0, 12),
              row.kind,
              row.outcome ?? 'none',
              row.scan ?? 'none',
            ]),
            style,
          ),
        ]),
  ];
}

/** Facet by facet: no number stands for all of them. */
function assessmentLines(assessment: PrintedSupplier['assessment'], style: TextStyle): readonly string[] {
  if (assessment === undefined) return ['nobody has assessed it'];
  const facets = Map.groupBy(assessment.answers, ({ facet }) => facet);
  const count = (answers: readonly { readonly answer: string }[], wanted: string): string =>
    String(answers.filter(({ answer }) => answer === wanted).length);
  const rows = [...facets].map(([facet, answers]) => [
    facet,
    count(answers, 'met'),
    count(answers, 'not-met'),
    count(answers, 'unknown'),
  ]);
  const due = `next review ${assessment.nextReview.slice(0, 10)}`;
  return [
    `assessed by ${escapeInvisible(assessment.assessor)} on ${assessment.at.slice(0, 10)}, ${assessment.overdue ? paint(`${due}: overdue`, ['bold', 'yellow'], style) : due}`,
    ...columns(['FACET', 'MET', 'NOT MET', 'UNKNOWN'], rows, style),
    ...assessment.contradictions.map((text) => `${paint('CONFLICT', ['bold', 'red'], style)} ${escapeInvisible(text)}`),
  ];
}

export function suppliersLines(
  suppliers: readonly {
    readonly supplier: string;
    readonly internal: boolean;
    readonly tier: string;
    readonly because: readonly string[];
    readonly nextReview?: string;
    readonly overdue: boolean;
  }[],
  style: TextStyle,
): readonly string[] {
  if (suppliers.length === 0) return ['no supplier is registered; assay supplier add registers one'];
  const rows = suppliers.map(({ supplier, internal, tier, because, nextReview, overdue }) => [
    escapeInvisible(supplier),
    internal ? 'our own' : 'outside',
    paint(tier, tierPaints[tier] ?? [], style),
    nextReview === undefined ? 'none' : `${nextReview.slice(0, 10)}${overdue ? ' overdue' : ''}`,
    because.map(escapeInvisible).join('; '),
  ]);
  return columns(['SUPPLIER', 'WHERE', 'TRUST', 'NEXT REVIEW', 'BECAUSE'], rows, style);
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing on record' : names.map(escapeInvisible).join(', ');
}

export const tierPaints: Readonly<Record<string, readonly Paint[]>> = {
  untrusted: ['bold', 'red'],
  unknown: ['bold', 'yellow'],
  known: ['green'],
  trusted: ['bold', 'green'],
};
