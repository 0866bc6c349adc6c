// Multinomial logistic regression: a network without hidden layers.
import { denseLayer } from './convolutional-net.ts';
import { assertSizes, type Network, type NetworkSpec } from './network.ts';

/** @throws {NumericError} NUMERIC_RANGE for sizes below 1 */
export function logisticRegression(spec: Extract<NetworkSpec, { kind: 'logistic-regression' }>): Network {
  const { inputs, classes } = spec;
  assertSizes({ inputs, classes });
  return {
    spec,
    inputDims: [inputs],
    classes,
    parameters: denseLayer('out', inputs, classes, 1),
    layers: [],
    forward: (g, x) => ({ logits: g.op('Gemm', [x, 'out.weight', 'out.bias']), layers: [] }),
  };
}
