// What a user's model makes of examples: features for detectors.
import type { Engine } from '../engine/engine.ts';
import { modelNetwork } from '../models/model-network.ts';
import type { Examples } from './examples.ts';
import { OpenNetwork } from './open-network.ts';

export interface ActivationOptions {
  readonly engine: Engine;
  /** Bytes of an ONNX model with weights inside. */
  readonly model: Uint8Array;
  /** In the order and on the scale that the model takes. */
  readonly examples: Examples;
  readonly rows: ArrayLike<number>;
  /** Name of a value of the graph; absent: what goes into the last layer with weights. */
  readonly layer?: string;
  /** Numbers of one example, where the model does not say them. */
  readonly inputDims?: readonly number[];
  readonly signal?: AbortSignal;
}

export interface Activations {
  /** Shape [rows, width]. */
  readonly values: Float32Array;
  readonly width: number;
  /** First output of the model before its softmax, shape [rows, classes]. */
  readonly logits: Float32Array;
  /** Name of the value in the graph. */
  readonly layer: string;
}

/**
 * @throws {NumericError} NUMERIC_MODEL for models that cannot be used so; NUMERIC_ENGINE when they cannot be run;
 * NUMERIC_RANGE, NUMERIC_SHAPE for rows that are not there
 */
export async function activationsOf(options: ActivationOptions): Promise<Activations> {
  const { engine, model, examples, rows, layer, inputDims, signal } = options;
  const network = modelNetwork(model, {
    ...(layer === undefined ? {} : { layers: [layer] }),
    ...(inputDims === undefined ? {} : { inputDims }),
  });
  const open = new OpenNetwork(engine, network);
  try {
    const name = layer ?? 'penultimate';
    const { logits, layers } = await open.forward({}, examples, rows, [name], signal);
    const values = layers[name] ?? new Float32Array();
    return {
      values,
      width: rows.length === 0 ? 0 : values.length / rows.length,
      logits,
      layer: layer ?? network.penultimate,
    };
  } finally {
    await open.close();
  }
}
