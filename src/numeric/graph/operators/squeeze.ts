// Squeeze: drops dimensions of size 1.
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Squeeze',
  gradient: ({ g, inputs: [x = ''], dy }) => [g.op('Reshape', [dy, g.op('Shape', [x])])],
};
