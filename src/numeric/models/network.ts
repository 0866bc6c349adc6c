// What a small model of ours is: its parameters, and how its graph is built. Weights are inputs of every graph, so one
// compiled graph serves all clones of a network.

import type { Sha256 } from '#core/digest';
import { NumericError } from '#core/errors';
import type { Builder, Dim, Graph } from '../graph/graph.ts';
import { seeded } from '../random/seeded.ts';

export interface Parameter {
  readonly name: string;
  readonly dims: readonly number[];
  /** Inputs that one output adds up: initial weights have variance `gain / fanIn`. 0: they begin at zero. */
  readonly fanIn: number;
  /** 2 before Relu (He and others 2015), else 1. */
  readonly gain: number;
  /** What all numbers begin at, where `fanIn` is 0; absent: 0. */
  readonly fill?: number;
  /** Drawn once and never trained. */
  readonly frozen?: boolean;
}

/** A value inside the network that detectors look at, one row per example. */
export interface Layer {
  readonly name: string;
  /** Numbers per example; a name where it is known only at run time. */
  readonly width: Dim;
}

export interface Network {
  /** Kind and options, as `networkOf` takes them; goes into provenance. */
  readonly spec: NetworkSpec | ModelSpec;
  /** What its graphs go on from: the operators that it was written in. Absent: those of this program. */
  readonly base?: Graph;
  /** Rows per run, where the network takes no other number. */
  readonly batch?: number;
  /** Of one example, as it lies in memory: [height, width, channels] or [columns]. */
  readonly inputDims: readonly number[];
  readonly classes: number;
  readonly parameters: readonly Parameter[];
  readonly layers: readonly Layer[];
  /**
   * @param x - shape [n, ...inputDims]
   * @param training - batch normalisation takes the statistics of the batch
   */
  readonly forward: (g: Builder, x: string, training: boolean) => Forward;
}

/** The values that a network computes. */
export interface Forward {
  /** Shape [n, classes]. */
  readonly logits: string;
  /** One of shape [n, width] for each of the network's layers, in their order. */
  readonly layers: readonly string[];
  /** In training, statistics of the batch by the name of the frozen parameter that follows them. */
  readonly statistics?: Readonly<Record<string, string>>;
}

export type NetworkSpec =
  | {
      readonly kind: 'convolutional-net';
      readonly height: number;
      readonly width: number;
      readonly channels: number;
      readonly classes: number;
      /** Filters per block; a block is a convolution, a pool of 2 x 2 and Relu. */
      readonly filters: readonly number[];
      /** Side of the square kernels. */
      readonly kernel: number;
      /** Zeros around the image before each convolution. */
      readonly padding: number;
      /** Neurons of the layer before the last. */
      readonly dense: number;
      /** Batch normalisation after each convolution; absent: none. */
      readonly normalized?: boolean;
    }
  | {
      readonly kind: 'multilayer-perceptron';
      readonly inputs: number;
      readonly hidden: readonly number[];
      readonly classes: number;
    }
  | { readonly kind: 'logistic-regression'; readonly inputs: number; readonly classes: number }
  | {
      readonly kind: 'random-features';
      readonly inputs: number;
      readonly classes: number;
      readonly features: number;
      /** Standard deviation of the frequencies: 1 / the width of the Gaussian kernel that is approximated. */
      readonly scale: number;
    };

/** A model of somebody else, of which some weights are trained. */
export interface ModelSpec {
  readonly kind: 'onnx-model';
  readonly digest: Sha256;
  readonly trained: readonly string[];
}

/** Weights by the names of the parameters. */
export type Weights = Readonly<Record<string, Float32Array>>;

/**
 * Initial weights, the same for the same seed on every machine: normal numbers of variance gain / fanIn, biases 0.
 * @source He, Zhang, Ren, Sun 2015 (1502.01852), section 2.2
 */
export function initialWeights(network: Network, seed: number): Weights {
  const random = seeded(seed, initialStream);
  return Object.fromEntries(
    network.parameters.map(({ name, dims, fanIn, gain, fill = 0 }) => {
      const values = new Float32Array(dims.reduce((a, b) => a * b, 1)).fill(fill);
      const deviation = fanIn === 0 ? 0 : Math.sqrt(gain / fanIn);
      if (deviation > 0) for (let i = 0; i < values.length; i++) values[i] = random.normal() * deviation;
      return [name, values];
    }),
  );
}

/** Draws of initial weights are independent of other draws of the same seed. */
const initialStream = 1;

/** @throws {NumericError} NUMERIC_RANGE when a size is no whole number of at least 1 */
export function assertSizes(sizes: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(sizes)) {
    if (!Number.isInteger(value) || value < 1) {
      throw new NumericError('NUMERIC_RANGE', `${name} of a network has to be a whole number of at least 1`, { value });
    }
  }
}
