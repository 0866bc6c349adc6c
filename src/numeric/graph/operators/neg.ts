// Neg: the gradient changes its sign.
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Neg',
  shapes: (_, [x]) => [x],
  gradient: ({ g, dy }) => [g.op('Neg', [dy])],
};
