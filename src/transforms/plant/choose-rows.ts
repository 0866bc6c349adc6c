// Which rows an attack takes.
import type { DataSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';
import { TransformError } from '../transform-error.ts';
import type { Labelled, PlantOptions } from './attack.ts';
import { rowsStream } from './streams.ts';

/** Whose rows are taken: `others`: of the sources, all but the target; `target`: of the target only, whose label they keep. */
export type From = 'others' | 'target';

/**
 * @returns rows, ascending: `rate` times all rows, rounded, at least one and at most as many as may be taken
 * @throws {TransformError} TRANSFORM_INPUT when no row may be taken, or the options make no sense
 */
export function chooseRows({ labels, count }: Labelled, options: PlantOptions, from: From): Int32Array {
  const { rate, target, sources, seed } = options;
  if (!(rate > 0 && rate <= 1)) throw new TransformError('TRANSFORM_INPUT', `${rate} is no rate between 0 and 1`);
  if (labels.names[target] === undefined) {
    throw new TransformError('TRANSFORM_INPUT', `there is no class number ${target}`, { value: target });
  }
  const wanted = new Set(from === 'target' ? [target] : (sources ?? labels.names.keys()));
  if (from === 'others') wanted.delete(target);
  const candidates: number[] = [];
  for (let row = 0; row < count; row++) if (wanted.has(labels.codes[row] ?? -1)) candidates.push(row);
  if (candidates.length === 0) {
    throw new TransformError('TRANSFORM_INPUT', 'none of the classes that rows may be taken of has a row');
  }
  const chosen = Int32Array.from(candidates);
  seeded(seed, rowsStream).shuffle(chosen);
  return chosen.subarray(0, Math.min(chosen.length, Math.max(1, Math.round(rate * count)))).sort();
}

/** @throws {TransformError} TRANSFORM_INPUT when it has none */
export function assertLabelled<S extends DataSet>(set: S): Labelled<S> {
  if (!hasLabels(set)) throw new TransformError('TRANSFORM_INPUT', 'attacks are planted in data with labels');
  return set;
}

function hasLabels<S extends DataSet>(set: S): set is Labelled<S> {
  return set.labels !== undefined;
}
