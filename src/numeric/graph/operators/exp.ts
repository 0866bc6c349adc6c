// Exp: its own derivative.
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Exp',
  shapes: (_, [x]) => [x],
  gradient: ({ g, output, dy }) => [g.op('Mul', [dy, output])],
};
