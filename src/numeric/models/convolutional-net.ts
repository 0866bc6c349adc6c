// The reference net for small pictures: blocks of convolution, max pool and Relu, one dense layer, logits.
import { NumericError } from '#core/errors';
import type { Builder } from '../graph/graph.ts';
import { batchNormalization } from '../graph/operators/batch-normalization.ts';
import { meanOver } from '../graph/opset-forms.ts';
import { assertSizes, type Forward, type Network, type NetworkSpec, type Parameter } from './network.ts';

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
    forward: (g, x, training) => forward(g, x, spec, flat, training),
  };
}

function convolutions({ channels, filters, kernel, normalized }: Spec): readonly Parameter[] {
  return filters.flatMap((count, i) => {
    const from = filters[i - 1] ?? channels;
    const perChannel = { dims: [count], fanIn: 0, gain: 0 };
    const weight = {
      name: `conv${i + 1}.weight`,
      dims: [count, from, kernel, kernel],
      fanIn: from * kernel * kernel,
      gain: 2,
    };
    if (normalized !== true) return [weight, { name: `conv${i + 1}.bias`, ...perChannel }];
    return [
      weight,
      { name: `norm${i + 1}.scale`, ...perChannel, fill: 1 },
      { name: `norm${i + 1}.offset`, ...perChannel },
      { name: `norm${i + 1}.mean`, ...perChannel, frozen: true },
      { name: `norm${i + 1}.variance`, ...perChannel, fill: 1, frozen: true },
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

function forward(g: Builder, x: string, spec: Spec, flat: number, training: boolean): Forward {
  const { height, width, channels, filters, kernel } = spec;
  // With one channel both orders are the same bytes.
  let value =
    channels === 1
      ? g.op('Reshape', [x, g.integers([-1, 1, height, width])])
      : g.op('Transpose', [x], { perm: [0, 3, 1, 2] });
  const pads = [1, 1, 1, 1].map(() => spec.padding);
  const layers: string[] = [];
  const statistics: Record<string, string> = {};
  filters.forEach((_, i) => {
    const inputs = [value, `conv${i + 1}.weight`, ...(spec.normalized === true ? [] : [`conv${i + 1}.bias`])];
    const wide = g.op('Conv', inputs, { kernel_shape: [kernel, kernel], strides: [1, 1], pads });
    const even = spec.normalized === true ? normalize(g, wide, `norm${i + 1}`, training, statistics) : wide;
    // The order of pool and Relu makes no difference, and four times less is left for Relu.
    value = g.op('Relu', [g.op('MaxPool', [even], { kernel_shape: [2, 2], strides: [2, 2] })]);
    layers.push(meanOver(g, value, [2, 3], false));
  });
  const row = g.op('Reshape', [value, g.integers([-1, flat])]);
  const penultimate = g.op('Relu', [g.op('Gemm', [row, 'dense.weight', 'dense.bias'])]);
  return {
    logits: g.op('Gemm', [penultimate, 'out.weight', 'out.bias']),
    layers: [...layers, penultimate],
    statistics,
  };
}

/** In training by the statistics of the batch, which are noted; in use by those that followed them. */
function normalize(g: Builder, x: string, name: string, training: boolean, statistics: Record<string, string>): string {
  const [scale, offset, mean, variance] = [`${name}.scale`, `${name}.offset`, `${name}.mean`, `${name}.variance`];
  if (!training) return g.op('BatchNormalization', [x, scale, offset, mean, variance]);
  const normal = batchNormalization(g, x, scale, offset, 4);
  statistics[mean] = normal.mean;
  statistics[variance] = normal.variance;
  return normal.y;
}
