// Expand: broadcasting to a given shape; the gradient is summed over what was repeated.
import { unbroadcast } from '../broadcast.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Expand',
  gradient: ({ g, inputs: [x = ''], output, dy }) => [unbroadcast(g, dy, x, output)],
};
