// BatchNormalization as it is when a model is used: mean and variance are given. In training they are of the batch, and
// the operator is composed of others (`batchNormalization`), because engines that only run models do not have that mode.
// Source: Ioffe, Szegedy 2015 (1502.03167), section 3.
import { type Builder, floatOf, type GraphNode, integerOf } from '../graph.ts';
import { type Operator, unsupported } from '../operator.ts';
import { meanOver, sumOver } from '../opset-forms.ts';

export const operator: Operator = {
  type: 'BatchNormalization',
  shapes: (_, [x]) => [x],
  gradient: ({ g, node, inputs: [x = '', scale = '', , mean = '', variance = ''], dy, wanted }) => {
    if (integerOf(node, 'training_mode', 0) === 1) unsupported(node, 'it is in the mode of training');
    const rank = g.shapeOf(x)?.length;
    if (rank === undefined) return unsupported(node, 'of a value of unknown rank');
    const rest = [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2)];
    const wide = (channel: string): string => perChannel(g, channel, rank);
    const sum = (value: string): string => sumOver(g, value, rest, false);
    const inverse = g.op('Reciprocal', [g.op('Sqrt', [g.op('Add', [variance, epsilonOf(g, node)])])]);
    const factor = g.op('Mul', [scale, inverse]);
    const total = sum(dy);
    // sum of dy (x - mean), per channel
    const spread = () => sum(g.op('Mul', [dy, g.op('Sub', [x, wide(mean)])]));
    const cubed = () => g.op('Mul', [g.op('Mul', [factor, g.float(-0.5)]), g.op('Mul', [inverse, inverse])]);
    return [
      wanted[0] === true ? g.op('Mul', [dy, wide(factor)]) : undefined,
      wanted[1] === true ? g.op('Mul', [spread(), inverse]) : undefined,
      wanted[2] === true ? total : undefined,
      wanted[3] === true ? g.op('Neg', [g.op('Mul', [total, factor])]) : undefined,
      wanted[4] === true ? g.op('Mul', [spread(), cubed()]) : undefined,
    ];
  },
};

/** A normalised value, and what it was normalised with. */
export interface Normalized {
  readonly y: string;
  /** Of the batch, shape [channels]; the variance is divided by the count. */
  readonly mean: string;
  readonly variance: string;
}

/**
 * Batch normalisation in training, of operators that are differentiated one by one.
 * @param x - shape [n, channels, ...]
 * @param scale - shape [channels], as is `offset`
 */
export function batchNormalization(
  g: Builder,
  x: string,
  scale: string,
  offset: string,
  rank: number,
  epsilon = 1e-5,
): Normalized {
  const rest = [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2)];
  const mean = meanOver(g, x, rest, true);
  const centred = g.op('Sub', [x, mean]);
  const variance = meanOver(g, g.op('Mul', [centred, centred]), rest, true);
  const deviation = g.op('Sqrt', [g.op('Add', [variance, g.float(epsilon)])]);
  const scaled = g.op('Mul', [g.op('Div', [centred, deviation]), perChannel(g, scale, rank)]);
  const flat = (value: string): string => g.op('Reshape', [value, g.integers([-1])]);
  return { y: g.op('Add', [scaled, perChannel(g, offset, rank)]), mean: flat(mean), variance: flat(variance) };
}

/** [c] to [c, 1, ...], which meets the channels of [n, c, ...]. */
function perChannel(g: Builder, value: string, rank: number): string {
  return rank === 2 ? value : g.op('Reshape', [value, g.integers([-1, ...Array.from({ length: rank - 2 }, () => 1)])]);
}

function epsilonOf(g: Builder, node: GraphNode): string {
  return g.float(floatOf(node, 'epsilon', 1e-5));
}
