// Where: each branch gets the gradient of the places that it gave.
import { broadcastShape, unbroadcast } from '../broadcast.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Where',
  shapes: (_, inputs) => [broadcastShape(inputs)],
  gradient: ({ g, inputs: [condition = '', a = '', b = ''], output, dy, wanted }) => [
    undefined,
    wanted[1] === true ? unbroadcast(g, g.op('Where', [condition, dy, g.float(0)]), a, output) : undefined,
    wanted[2] === true ? unbroadcast(g, g.op('Where', [condition, g.float(0), dy]), b, output) : undefined,
  ],
};
