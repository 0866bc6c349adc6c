// Identity: the gradient passes.
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Identity',
  shapes: (_, [x]) => [x],
  gradient: ({ dy }) => [dy],
};
