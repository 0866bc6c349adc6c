// Mul: elementwise product with broadcasting.
import { broadcastShape, unbroadcast } from '../broadcast.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Mul',
  shapes: (_, inputs) => [broadcastShape(inputs)],
  gradient: ({ g, inputs: [a = '', b = ''], output, dy, wanted }) => [
    wanted[0] === true ? unbroadcast(g, g.op('Mul', [dy, b]), a, output) : undefined,
    wanted[1] === true ? unbroadcast(g, g.op('Mul', [dy, a]), b, output) : undefined,
  ],
};
