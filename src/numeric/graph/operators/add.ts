// Add: elementwise sum with broadcasting.
import { broadcastShape, unbroadcast } from '../broadcast.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Add',
  shapes: (_, inputs) => [broadcastShape(inputs)],
  gradient: ({ g, inputs, output, dy, wanted }) =>
    inputs.map((x, i) => (wanted[i] === true ? unbroadcast(g, dy, x, output) : undefined)),
};
