// Sqrt: derivative 1 / (2 y).
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Sqrt',
  shapes: (_, [x]) => [x],
  gradient: ({ g, output, dy }) => [g.op('Div', [dy, g.op('Add', [output, output])])],
};
