// Softplus: ln(1 + e^x), derivative sigmoid x.
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Softplus',
  shapes: (_, [x]) => [x],
  gradient: ({ g, inputs: [x = ''], dy }) => [g.op('Mul', [dy, g.op('Sigmoid', [x])])],
};
