// Sub: elementwise difference with broadcasting.
import { broadcastShape, unbroadcast } from '../broadcast.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Sub',
  shapes: (_, inputs) => [broadcastShape(inputs)],
  gradient: ({ g, inputs: [a = '', b = ''], output, dy, wanted }) => [
    wanted[0] === true ? unbroadcast(g, dy, a, output) : undefined,
    wanted[1] === true ? unbroadcast(g, g.op('Neg', [dy]), b, output) : undefined,
  ],
};
