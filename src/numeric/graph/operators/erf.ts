// Erf: the error function, derivative 2 / sqrt(pi) exp(-x^2).
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Erf',
  shapes: (_, [x]) => [x],
  gradient: ({ g, inputs: [x = ''], dy }) => {
    const bell = g.op('Exp', [g.op('Neg', [g.op('Mul', [x, x])])]);
    return [g.op('Mul', [dy, g.op('Mul', [bell, g.float(2 / Math.sqrt(Math.PI))])])];
  },
};
