// Reciprocal: derivative -y^2.
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Reciprocal',
  shapes: (_, [x]) => [x],
  gradient: ({ g, output, dy }) => [g.op('Neg', [g.op('Mul', [dy, g.op('Mul', [output, output])])])],
};
