// Trained weights back into the bytes of the model they were taken of.
import { NumericError } from '#core/errors';
import { decodeModel } from '../graph/decode-model.ts';
import type { Weights } from './network.ts';

export interface WrittenModel {
  readonly bytes: Uint8Array;
  /** Initializers whose numbers are others than before. */
  readonly changed: readonly string[];
}

/**
 * A copy of a model with other numbers in some initializers. INVARIANT: every byte outside of the numbers of those
 * initializers is as it was, so parent and child differ in exactly the weights that are named.
 * @throws {NumericError} NUMERIC_MODEL when the model has no such weights, NUMERIC_SHAPE when they are more or fewer
 */
export function writeWeights(model: Uint8Array, weights: Weights): WrittenModel {
  const { stored } = decodeModel(model);
  const bytes = model.slice();
  const changed: string[] = [];
  for (const [name, values] of Object.entries(weights)) {
    const tensor = stored.get(name);
    if (tensor?.place === undefined || tensor.type !== 'float32') {
      throw new NumericError('NUMERIC_MODEL', `the model has no weights ${JSON.stringify(name.slice(0, 80))} to write`);
    }
    const { from, to } = tensor.place;
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    if (raw.length !== to - from) {
      throw new NumericError('NUMERIC_SHAPE', `${values.length} numbers do not fill ${(to - from) / 4}`);
    }
    if (raw.some((byte, i) => byte !== model[from + i])) changed.push(name);
    bytes.set(raw, from);
  }
  return { bytes, changed };
}
