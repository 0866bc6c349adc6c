// Sin: derivative cos x.
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Sin',
  shapes: (_, [x]) => [x],
  gradient: ({ g, inputs: [x = ''], dy }) => [g.op('Mul', [dy, g.op('Cos', [x])])],
};
