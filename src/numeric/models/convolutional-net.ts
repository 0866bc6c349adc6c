// The reference net for small pictures: blocks of convolution, max pool and Relu, one dense layer, logits.
import { NumericError } from '#core/errors';
import type { Builder } from '../graph/graph.ts';
import { meanOver } from '../graph/opset-forms.ts';
import { assertSizes, type Network, type NetworkSpec, type Parameter } from './network.ts';

type Spec = Extract<NetworkSpec, { kind: 'convolutional-net' }>;

/**
 * Layers: `channels-1`, `channels-2`, ... are the means of each channel after each block; `penultimate` is the dense
 * layer after its Relu.
 * @param spec - pixels lie as [height, width, channels], 0..1
 * @throws {NumericError} NUMERIC_RANGE for sizes below 1, NUMERIC_SHAPE when the picture is too small for the blocks
 * @source LeCun, Bottou, Bengio, Haffner 1998 (LeNet-5), with Relu and max pools
 */
export function convolutionalNet(spec: Spec): Network {
  const { height, width, channels, classes, filters, kernel, padding, dense } = spec;
  assertSizes({ height, width, channels, classes, kernel, dense, blocks: filters.length });
  for (const count of filters) assertSizes({ filters: count });
  let size = [height, width];
  for (const _ of filters) size = size.map((n) => Math.floor((n + 2 * padding - kernel + 1) / 2));
  const [rows = 0, columns = 0] = size;
  if (rows < 1 || columns < 1) {
    throw new NumericError('NUMERIC_SHAPE', `a picture of ${height} x ${width} is too small for this network`);
  }
  const flat = rows * columns * (filters.at(-1) ?? 1);
  return {
    spec,
    inputDims: [height, width, channels],
    classes,
    parameters: [
      ...convolutions(spec),
      ...denseLayer('dense', flat, dense, 2),
      ...denseLayer('out', dense, classes, 1),
    ],
    layers: [
      ...filters.map((count, i) => ({ name: `channels-${i + 1}`, width: count })),
      { name: 'penultimate', width: dense },
    ],
    forward: (g, x) => forward(g, x, spec, flat),
  };
}

function convolutions({ channels, filters, kernel }: Spec): readonly Parameter[] {
  return filters.flatMap((count, i) => {
    const from = filters[i - 1] ?? channels;
    const dims = [count, from, kernel, kernel];
    return [
      { name: `conv${i + 1}.weight`, dims, fanIn: from * kernel * kernel, gain: 2 },
      { name: `conv${i + 1}.bias`, dims: [count], fanIn: 0, gain: 0 },
    ];
  });
}

/** Weights of shape [inputs, outputs]. */
export function denseLayer(name: string, inputs: number, outputs: number, gain: number): readonly Parameter[] {
  return [
    { name: `${name}.weight`, dims: [inputs, outputs], fanIn: inputs, gain },
    { name: `${name}.bias`, dims: [outputs], fanIn: 0, gain: 0 },
  ];
}

function forward(
  g: Builder,
  x: string,
  { height, width, channels, filters, kernel, padding }: Spec,
  flat: number,
): { readonly logits: string; readonly layers: readonly string[] } {
  // With one channel both orders are the same bytes.
  let value =
    channels === 1
      ? g.op('Reshape', [x, g.integers([-1, 1, height, width])])
      : g.op('Transpose', [x], { perm: [0, 3, 1, 2] });
  const pads = [padding, padding, padding, padding];
  const layers: string[] = [];
  filters.forEach((_, i) => {
    const inputs = [value, `conv${i + 1}.weight`, `conv${i + 1}.bias`];
    const wide = g.op('Conv', inputs, { kernel_shape: [kernel, kernel], strides: [1, 1], pads });
    // The order of pool and Relu makes no difference, and four times less is left for Relu.
    value = g.op('Relu', [g.op('MaxPool', [wide], { kernel_shape: [2, 2], strides: [2, 2] })]);
    layers.push(meanOver(g, value, [2, 3], false));
  });
  const row = g.op('Reshape', [value, g.integers([-1, flat])]);
  const penultimate = g.op('Relu', [g.op('Gemm', [row, 'dense.weight', 'dense.bias'])]);
  return { logits: g.op('Gemm', [penultimate, 'out.weight', 'out.bias']), layers: [...layers, penultimate] };
}
