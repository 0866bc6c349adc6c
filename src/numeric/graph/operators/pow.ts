// Pow: by the base n x^(n-1) dy. The exponent is taken for a constant.
import { broadcastShape, unbroadcast } from '../broadcast.ts';
import { type Operator, unsupported } from '../operator.ts';

export const operator: Operator = {
  type: 'Pow',
  shapes: (_, inputs) => [broadcastShape(inputs)],
  gradient: ({ g, node, inputs: [x = '', n = ''], output, dy, wanted }) => {
    if (wanted[1] === true) unsupported(node, 'the exponent is no constant');
    const slope = g.op('Mul', [n, g.op('Pow', [x, g.op('Sub', [n, g.float(1)])])]);
    return [unbroadcast(g, g.op('Mul', [dy, slope]), x, output), undefined];
  },
};
