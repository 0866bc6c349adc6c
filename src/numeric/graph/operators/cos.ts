// Cos: derivative -sin x.
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Cos',
  shapes: (_, [x]) => [x],
  gradient: ({ g, inputs: [x = ''], dy }) => [g.op('Neg', [g.op('Mul', [dy, g.op('Sin', [x])])])],
};
