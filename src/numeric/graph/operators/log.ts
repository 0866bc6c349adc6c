// Log: derivative 1 / x.
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Log',
  shapes: (_, [x]) => [x],
  gradient: ({ g, inputs: [x = ''], dy }) => [g.op('Div', [dy, x])],
};
