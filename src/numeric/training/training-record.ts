// What was run, so that somebody else can run it again and compare digests.
import { type Sha256, Sha256Stream } from '#core/digest';
import type { Engine } from '../engine/engine.ts';
import type { ModelSpec, NetworkSpec, Weights } from '../models/network.ts';
import type { Optimizer } from './optimizer.ts';

export interface TrainingRecord {
  readonly engine: Omit<Engine, 'load'>;
  readonly network: NetworkSpec | ModelSpec;
  /** Of the ONNX bytes of one step: forward pass, loss, gradients, optimizer. */
  readonly stepGraph: Sha256;
  readonly optimizer: Optimizer;
  readonly rate: number;
  readonly epochs: number;
  readonly batch: number;
  readonly seed: number;
  readonly rows: number;
  readonly steps: number;
  /** Before and after. The same record with the same rows gives the same bits. */
  readonly initialWeights: Sha256;
  readonly weights: Sha256;
}

/** Digest of weights: their names, lengths and little-endian numbers, by name. */
export function digestWeights(weights: Weights): Sha256 {
  const hash = new Sha256Stream();
  for (const name of Object.keys(weights).sort()) {
    const values = weights[name] ?? new Float32Array();
    hash.update(new TextEncoder().encode(`${name}\n${values.length}\n`));
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.finish();
}
