// Known defects among the rows that people look at, so that one can tell who looks.
import type { DataSet } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import type { Attack, Planting, PlantOptions } from '#transforms/plant/attack';
import { attacks } from '#transforms/plant/attacks.generated';
import { takeRows } from '../lab/take-rows.ts';

/** What was seeded; `rows` are places in the drawn rows. */
export interface SeededDefects {
  /** The drawn rows with defects in some of them. */
  readonly set: DataSet;
  readonly defects: readonly { readonly at: number; readonly attack: string }[];
}

/** A defect that shows in the content, and one that shows in the label. */
const attackIds: Readonly<Record<DataSet['kind'], readonly [string, string]>> = {
  images: ['badnets-patch', 'random-label-flip'],
  table: ['table-trigger', 'random-label-flip'],
  text: ['text-token-trigger', 'random-label-flip'],
};

/**
 * @param drawn - rows of the set, of which some get a defect
 * @param count - defects in all, fewer than half of the drawn rows
 * @param secret - seed that nobody can tell from the queue
 * @throws {AssayError} USAGE when there are too few rows for them
 */
export function seedDefects(set: DataSet, drawn: Int32Array, count: number, secret: number): SeededDefects {
  const view = takeRows(set, drawn);
  if (count === 0) return { set: view, defects: [] };
  if (2 * count >= drawn.length) {
    throw new AssayError(
      'USAGE',
      `${count} seeded defects need more than ${2 * count} drawn rows; ${drawn.length} are drawn`,
    );
  }
  let planted: DataSet = view;
  const defects = new Map<number, string>();
  const [first, second] = attackIds[set.kind];
  for (const [id, wanted] of [
    [first, Math.ceil(count / 2)],
    [second, Math.floor(count / 2)],
  ] as const) {
    const attack = attacks.find((one) => one.id === id);
    if (attack === undefined || wanted === 0) continue;
    // Rows that have a defect already are of no class that this one may take.
    const free = withoutLabels(planted, defects);
    const planting = plantOrNot(attack, free, { rate: wanted / drawn.length, target: targetOf(free), seed: secret });
    if (planting === undefined) continue;
    const { set: after, planted: rows } = planting;
    for (const row of rows) defects.set(row, id);
    planted = withLabels(after, planted, defects, id);
  }
  if (defects.size === 0) {
    throw new AssayError(
      'USAGE',
      'no defect can be seeded among the drawn rows: they have no labels, or are of one class; --seeded 0',
    );
  }
  return { set: planted, defects: [...defects].map(([at, attack]) => ({ at, attack })) };
}

/** A small sample may hold no row that an attack takes; then the others have to do. */
function plantOrNot(attack: Attack, set: DataSet, options: PlantOptions): Planting | undefined {
  try {
    return attack.plant(set, options);
  } catch (error) {
    if (error instanceof AssayError && error.code === 'TRANSFORM_INPUT') return undefined;
    throw error;
  }
}

/** The class with the most rows. */
function targetOf({ labels }: DataSet): number {
  const counts = new Map<number, number>();
  for (const code of labels?.codes ?? []) if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0])[0];
}

function withoutLabels(set: DataSet, taken: ReadonlyMap<number, string>): DataSet {
  if (set.labels === undefined) return set;
  const codes = set.labels.codes.map((code, row) => (taken.has(row) ? -1 : code));
  return { ...set, labels: { names: set.labels.names, codes } };
}

/** The labels of rows with an earlier defect come back. */
function withLabels(after: DataSet, before: DataSet, defects: ReadonlyMap<number, string>, id: string): DataSet {
  const [now, then] = [after.labels, before.labels];
  if (now === undefined || then === undefined) return after;
  const codes = now.codes.map((code, row) => {
    const attack = defects.get(row);
    return attack === undefined || attack === id ? code : (then.codes[row] ?? -1);
  });
  return { ...after, labels: { names: now.names, codes } };
}
