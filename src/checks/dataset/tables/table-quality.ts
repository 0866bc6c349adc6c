// Repeated rows and outliers as findings: they make data worse and are nobody's attack.
import type { QualityFinding } from '#core/dataset/data-scan';
import type { TableSet } from '#core/dataset/data-set';
import type { NearRows } from './near-rows.ts';
import type { OutlyingRows } from './outlying-rows.ts';
import type { RepeatedRows } from './repeated-rows.ts';

const listed = 20;

export function repeatedFindings(
  set: TableSet,
  { firstOf, repeats, otherLabel }: RepeatedRows,
): readonly QualityFinding[] {
  if (repeats === 0) return [];
  const rows: number[] = [];
  for (let row = 0; row < firstOf.length && rows.length < listed; row++) if (firstOf[row] !== row) rows.push(row);
  const whole: QualityFinding = {
    kind: 'repeated-rows',
    text: 'rows say the same in every column as an earlier row',
    count: repeats,
    rows: rows.map(set.id),
  };
  if (otherLabel.length === 0) return [whole];
  const other = otherLabel.slice(0, listed).map(set.id);
  const text = 'of these, rows have another label than the row that they repeat';
  return [whole, { kind: 'repeated-rows-other-label', text, count: otherLabel.length, rows: other }];
}

export function nearFindings(set: TableSet, { pairs, tolerance }: NearRows): readonly QualityFinding[] {
  if (pairs.length === 0) return [];
  const codes = set.labels?.codes;
  const idsOf = (rows: readonly (readonly [number, number])[]) => rows.slice(0, listed).map(([row]) => set.id(row));
  const close = `at most ${Number(tolerance.toPrecision(2))} robust standard deviations apart in every column of numbers, the same in all others`;
  const [first] = pairs;
  const whole: QualityFinding = {
    kind: 'near-duplicate-rows',
    text: `rows say nearly the same as an earlier row: ${close} (${first === undefined ? '' : `${set.id(first[0])} and ${set.id(first[1])}`} for one)`,
    count: pairs.length,
    rows: idsOf(pairs),
  };
  const other = codes === undefined ? [] : pairs.filter(([row, earlier]) => codes[row] !== codes[earlier]);
  if (other.length === 0) return [whole];
  const text = 'of these, rows have another label than the row that they nearly repeat';
  return [whole, { kind: 'near-duplicate-rows-other-label', text, count: other.length, rows: idsOf(other) }];
}

export function outlyingFindings(set: TableSet, { rows }: OutlyingRows): readonly QualityFinding[] {
  if (rows.length === 0) return [];
  const text = 'rows lie far from all others, in one column or in all numbers together';
  return [{ kind: 'outlying-rows', text, count: rows.length, rows: rows.slice(0, listed).map(set.id) }];
}
