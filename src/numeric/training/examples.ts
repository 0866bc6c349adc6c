// What a network is trained on: rows of numbers, read in batches.
import { NumericError } from '#core/errors';

export interface Examples {
  readonly count: number;
  /** Numbers per example. */
  readonly width: number;
  /** These examples one after the other. Bytes stand for 0..1, that is, they are divided by 255. */
  readonly read: (rows: ArrayLike<number>) => Promise<Uint8Array | Float32Array>;
}

/**
 * Examples that lie in memory, row after row.
 * @throws {NumericError} NUMERIC_SHAPE when the length is no multiple of the width
 */
export function examplesInMemory(values: Uint8Array | Float32Array, width: number): Examples {
  const count = values.length / width;
  if (!Number.isInteger(width) || width < 1 || !Number.isInteger(count)) {
    throw new NumericError('NUMERIC_SHAPE', `${values.length} numbers are no rows of ${width}`);
  }
  return {
    count,
    width,
    read: async (rows) => {
      const taken =
        values instanceof Uint8Array ? new Uint8Array(rows.length * width) : new Float32Array(rows.length * width);
      for (let i = 0; i < rows.length; i++) {
        const from = (rows[i] ?? 0) * width;
        taken.set(values.subarray(from, from + width), i * width);
      }
      return taken;
    },
  };
}

/** The examples of a batch as a network takes them. */
export async function readBatch(examples: Examples, rows: ArrayLike<number>): Promise<Float32Array> {
  const values = await examples.read(rows);
  if (values.length !== rows.length * examples.width) {
    throw new NumericError(
      'NUMERIC_SHAPE',
      `${values.length} numbers came for ${rows.length} rows of ${examples.width}`,
    );
  }
  if (values instanceof Float32Array) return values;
  const batch = new Float32Array(values.length);
  const scale = 1 / 255;
  for (let i = 0; i < batch.length; i++) batch[i] = (values[i] ?? 0) * scale;
  return batch;
}

/** @throws {NumericError} NUMERIC_RANGE when a row is none of the set, or its label none of the classes */
export function assertRows(
  rows: ArrayLike<number>,
  count: number,
  labels?: { readonly of: ArrayLike<number>; readonly classes: number },
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? -1;
    if (!Number.isInteger(row) || row < 0 || row >= count) {
      throw new NumericError('NUMERIC_RANGE', `there is no row ${row} among ${count}`, { value: row });
    }
    if (labels === undefined) continue;
    const label = labels.of[row] ?? -1;
    if (!Number.isInteger(label) || label < 0 || label >= labels.classes) {
      const message = `row ${row} has the label ${label}, which is none of ${labels.classes} classes`;
      throw new NumericError('NUMERIC_RANGE', message, { value: label });
    }
  }
}
