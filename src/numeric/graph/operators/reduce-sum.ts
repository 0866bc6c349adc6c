// ReduceSum: the gradient is repeated over what was summed.
import type { Operator } from '../operator.ts';
import { reducedShape, repeatReduced } from '../reduction.ts';

export const operator: Operator = {
  type: 'ReduceSum',
  shapes: (node, [x], g) => [reducedShape(g, node, x)],
  gradient: (call) => [repeatReduced(call, call.dy)],
};
