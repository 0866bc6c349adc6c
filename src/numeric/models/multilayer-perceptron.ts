// Dense layers with Relu between them.
import { denseLayer } from './convolutional-net.ts';
import { assertSizes, type Network, type NetworkSpec } from './network.ts';

/**
 * Layers: `hidden-1`, ... and `penultimate`, which is the last of them.
 * @throws {NumericError} NUMERIC_RANGE for sizes below 1
 */
export function multilayerPerceptron(spec: Extract<NetworkSpec, { kind: 'multilayer-perceptron' }>): Network {
  const { inputs, hidden, classes } = spec;
  assertSizes({ inputs, classes, 'hidden layers': hidden.length });
  for (const width of hidden) assertSizes({ hidden: width });
  const nameOf = (i: number): string => (i === hidden.length - 1 ? 'penultimate' : `hidden-${i + 1}`);
  return {
    spec,
    inputDims: [inputs],
    classes,
    parameters: [
      ...hidden.flatMap((width, i) => denseLayer(`dense${i + 1}`, hidden[i - 1] ?? inputs, width, 2)),
      ...denseLayer('out', hidden.at(-1) ?? inputs, classes, 1),
    ],
    layers: hidden.map((width, i) => ({ name: nameOf(i), width })),
    forward: (g, x) => {
      const layers: string[] = [];
      let value = x;
      hidden.forEach((_, i) => {
        value = g.op('Relu', [g.op('Gemm', [value, `dense${i + 1}.weight`, `dense${i + 1}.bias`])]);
        layers.push(value);
      });
      return { logits: g.op('Gemm', [value, 'out.weight', 'out.bias']), layers };
    },
  };
}
