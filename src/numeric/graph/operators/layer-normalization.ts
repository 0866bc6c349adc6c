// LayerNormalization: each row is brought to mean 0 and variance 1, then scaled and shifted.
// Source: Ba, Kiros, Hinton 2016 (1607.06450), section 3.
import { unbroadcast } from '../broadcast.ts';
import { type Builder, floatOf, integerOf } from '../graph.ts';
import { type Operator, unsupported } from '../operator.ts';
import { meanOver } from '../opset-forms.ts';

export const operator: Operator = {
  type: 'LayerNormalization',
  shapes: (_, [x]) => [x],
  gradient: ({ g, node, inputs: [x = '', scale = '', offset = ''], output, dy, wanted }) => {
    const axis = integerOf(node, 'axis', -1);
    const rank = g.shapeOf(x)?.length;
    if (rank === undefined && axis !== -1) return unsupported(node, 'of a value of unknown rank');
    const from = axis < 0 ? axis : axis - (rank ?? 0);
    const axes = Array.from({ length: -from }, (_, i) => from + i);
    const { normal, deviation } = standardize(g, x, axes, floatOf(node, 'epsilon', 1e-5));
    const dn = g.op('Mul', [dy, scale]);
    const dx = (): string => {
      const mean = meanOver(g, dn, axes, true);
      const along = g.op('Mul', [normal, meanOver(g, g.op('Mul', [dn, normal]), axes, true)]);
      return g.op('Div', [g.op('Sub', [g.op('Sub', [dn, mean]), along]), deviation]);
    };
    return [
      wanted[0] === true ? dx() : undefined,
      wanted[1] === true ? unbroadcast(g, g.op('Mul', [dy, normal]), scale, output) : undefined,
      wanted[2] === true ? unbroadcast(g, dy, offset, output) : undefined,
    ];
  },
};

function standardize(
  g: Builder,
  x: string,
  axes: readonly number[],
  epsilon: number,
): { readonly normal: string; readonly deviation: string } {
  const centred = g.op('Sub', [x, meanOver(g, x, axes, true)]);
  const variance = meanOver(g, g.op('Mul', [centred, centred]), axes, true);
  const deviation = g.op('Sqrt', [g.op('Add', [variance, g.float(epsilon)])]);
  return { normal: g.op('Div', [centred, deviation]), deviation };
}
