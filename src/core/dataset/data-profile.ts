// What a data set is like, by seven characteristics: the document `assay.data-profile/1`.
import type { DataSet } from './data-set.ts';

export const profileCharacteristics = [
  'size',
  'integrity',
  'quality',
  'class labels',
  'age',
  'coverage',
  'sensitivity',
] as const;

export interface ProfileCharacteristic {
  readonly characteristic: (typeof profileCharacteristics)[number];
  /** False: it could not be computed, and `text` says why. */
  readonly known: boolean;
  readonly text: string;
  readonly measures: readonly { readonly name: string; readonly value: number }[];
}

export interface ProfiledColumn {
  readonly name: string;
  readonly kind: 'number' | 'category';
  readonly missing: number;
  readonly different: number;
  /** Rows per tenth between `least` and `most`. */
  readonly histogram?: { readonly least: number; readonly most: number; readonly counts: readonly number[] };
  /** The most frequent, at most ten. */
  readonly frequent?: readonly { readonly value: string; readonly count: number }[];
}

export interface DataProfile {
  readonly schema: 'assay.data-profile/1';
  readonly path: string;
  readonly kind: DataSet['kind'];
  readonly characteristics: readonly ProfileCharacteristic[];
  readonly columns: readonly ProfiledColumn[];
  /** What would make the data say less of persons. */
  readonly minimisation: readonly string[];
  readonly limitations: readonly string[];
}
