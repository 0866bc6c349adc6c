// A kernel machine for tables: random cosines of the columns, and logistic regression on them.
import { denseLayer } from './convolutional-net.ts';
import { assertSizes, type Network, type NetworkSpec } from './network.ts';

/**
 * Layer `penultimate`: sqrt(2 / features) cos(x W + b), whose products approximate the Gaussian kernel
 * exp(-scale^2 |x - y|^2 / 2).
 * @param spec - columns are expected on one scale, for example mean 0 and deviation 1
 * @throws {NumericError} NUMERIC_RANGE for sizes below 1
 * @source Rahimi, Recht 2007 (Random Features for Large-Scale Kernel Machines), algorithm 1; deviation: the phases are
 * normal numbers of deviation 4 instead of uniform ones on [0, 2 pi], which modulo 2 pi differ by less than 1e-3
 */
export function randomFeatures(spec: Extract<NetworkSpec, { kind: 'random-features' }>): Network {
  const { inputs, classes, features, scale } = spec;
  assertSizes({ inputs, classes, features });
  return {
    spec,
    inputDims: [inputs],
    classes,
    parameters: [
      { name: 'frequencies', dims: [inputs, features], fanIn: 1, gain: scale * scale, frozen: true },
      { name: 'phases', dims: [features], fanIn: 1, gain: 16, frozen: true },
      ...denseLayer('out', features, classes, 1),
    ],
    layers: [{ name: 'penultimate', width: features }],
    forward: (g, x) => {
      const angles = g.op('Gemm', [x, 'frequencies', 'phases']);
      const penultimate = g.op('Mul', [g.op('Cos', [angles]), g.float(Math.sqrt(2 / features))]);
      return { logits: g.op('Gemm', [penultimate, 'out.weight', 'out.bias']), layers: [penultimate] };
    },
  };
}
