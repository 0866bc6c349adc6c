// Which output of a model stands for which declared class, by what it says of the rows.

export interface MatchedClasses {
  /** Output per class, -1 where no output is mostly that class. */
  readonly outputOf: Int32Array;
  /** Of the rows, the share in which the model says the declared class, 0..1. */
  readonly agreement: number;
}

/**
 * @param logits - shape [labels, outputs]
 * @param labels - class per row, 0..classes-1
 */
export function matchClasses(logits: Float32Array, labels: Int32Array, classes: number): MatchedClasses {
  const outputs = labels.length === 0 ? 0 : logits.length / labels.length;
  const counts = new Map<number, number>();
  labels.forEach((label, row) => {
    const said = largest(logits, row * outputs, outputs);
    if (said >= 0) counts.set(label * outputs + said, (counts.get(label * outputs + said) ?? 0) + 1);
  });
  const outputOf = new Int32Array(classes).fill(-1);
  const taken = new Set<number>();
  let agreeing = 0;
  // The clearest pairs first, each class and each output once.
  for (const [pair, count] of [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    const label = Math.floor(pair / outputs);
    const output = pair % outputs;
    if (outputOf[label] !== -1 || taken.has(output)) continue;
    outputOf[label] = output;
    taken.add(output);
    agreeing += count;
  }
  return { outputOf, agreement: labels.length === 0 ? 0 : agreeing / labels.length };
}

/** Place of the largest of some numbers, -1 when one of them is none. */
function largest(values: Float32Array, from: number, count: number): number {
  let best = -1;
  let most = -Infinity;
  for (let i = 0; i < count; i++) {
    const value = values[from + i] ?? Number.NaN;
    if (Number.isNaN(value)) return -1;
    if (value > most) [most, best] = [value, i];
  }
  return best;
}
