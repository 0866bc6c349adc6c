// What a planted attack has to provide: one file of `attacks/`, one attack. The list of them is generated. They are planted in
// copies of data, to learn what detectors find; nothing is written anywhere.
import type { Coding, DataSet } from '#core/dataset/data-set';

export interface PlantOptions {
  /** Planted rows to all rows of the set, 0..1. */
  readonly rate: number;
  /** The class that a trigger is to lead to; of a label flip the class that wrong labels name. */
  readonly target: number;
  /** Classes whose rows may be taken; absent: all but the target. Attacks with clean labels take rows of the target only. */
  readonly sources?: readonly number[];
  readonly seed: number;
}

export interface Planting {
  /** A view over the original: rows that are not planted are read from it, unchanged. */
  readonly set: DataSet;
  /** Planted rows, ascending. Fewer than asked for where too few rows may be taken; at least one. */
  readonly planted: Int32Array;
  /** Of the planted rows those whose label is another one now. */
  readonly changedLabels: number;
}

export interface Attack {
  /** Kebab-case, of the name in its paper: `badnets-patch`. */
  readonly id: string;
  readonly title: string;
  /** `backdoor`: a trigger makes the model do something. `sabotage`: it gets worse. */
  readonly category: 'backdoor' | 'sabotage';
  /** Kinds of data that it can be planted in. */
  readonly fits: readonly DataSet['kind'][];
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  /** Paper and section, and in what this departs from it. */
  readonly source: string;
  /**
   * Pure: same set, same options, same bytes, in whatever order rows are read.
   * @throws {TransformError} TRANSFORM_INPUT when the set is of another kind, has no labels, or has no row that may be taken
   */
  readonly plant: (set: DataSet, options: PlantOptions) => Planting;
}

/** A set with labels. */
export type Labelled<S extends DataSet = DataSet> = S & { readonly labels: Coding };
