// What rules that were learnt from trusted rows say of the label of each row: the common ground of tables, texts and pictures.

/** Labels of both sets by the names of the trusted one. */
export interface SharedLabels {
  readonly names: readonly string[];
  /** Per row; -1: no label. */
  readonly trusted: Int32Array;
  /** Per row; -1: no label, or one that no trusted row has. */
  readonly fresh: Int32Array;
  /** Rows of the new set by label that no trusted row has. */
  readonly unknown: ReadonlyMap<string, readonly number[]>;
}

/** How much more another class fits than the label: higher = the label is more likely wrong. */
export interface MarginFold {
  /** Of trusted rows that the rule did not learn from; NaN where it says nothing. */
  readonly good: Float64Array;
  /** Their labels. */
  readonly goodLabels: Int32Array;
  /** Of all new rows; NaN where it says nothing. */
  readonly asked: Float64Array;
}

export interface LabelMargins {
  /** By the method: `random-forest votes`. */
  readonly how: string;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  readonly folds: readonly MarginFold[];
  /** Per new row the class that fits best, -1 where nothing is said. */
  readonly predicted: Int32Array;
  /** Per new row the trusted row of that class that is most like it, where the method has one. */
  readonly nearest?: Int32Array;
  readonly notes: readonly string[];
}

/**
 * The label with the largest value wins; the margin is that of the best other class over the own label.
 * @param values - of one row, one per class @param label - -1 gives NaN
 */
export function marginOf(values: ArrayLike<number>, label: number): number {
  if (label < 0) return Number.NaN;
  let other = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at++) if (at !== label) other = Math.max(other, values[at] ?? Number.NaN);
  return other - (values[label] ?? Number.NaN);
}

export function largestOf(values: ArrayLike<number>): number {
  let best = -1;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? Number.NaN;
    if (!Number.isNaN(value) && (best < 0 || value > (values[best] ?? 0))) best = at;
  }
  return best;
}
