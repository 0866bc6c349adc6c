// Abs: derivative sign x.
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Abs',
  shapes: (_, [x]) => [x],
  gradient: ({ g, inputs: [x = ''], dy }) => [g.op('Mul', [dy, g.op('Sign', [x])])],
};
