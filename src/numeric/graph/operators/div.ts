// Div: elementwise quotient with broadcasting. By the divisor: -(y / b) dy.
import { broadcastShape, unbroadcast } from '../broadcast.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Div',
  shapes: (_, inputs) => [broadcastShape(inputs)],
  gradient: ({ g, inputs: [a = '', b = ''], output, dy, wanted }) => {
    const part = g.op('Div', [dy, b]);
    return [
      wanted[0] === true ? unbroadcast(g, part, a, output) : undefined,
      wanted[1] === true ? unbroadcast(g, g.op('Neg', [g.op('Mul', [part, output])]), b, output) : undefined,
    ];
  },
};
