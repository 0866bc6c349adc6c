// ReduceMean: each number gets its share of the gradient.
import type { Operator } from '../operator.ts';
import { reducedShape, repeatReduced } from '../reduction.ts';

export const operator: Operator = {
  type: 'ReduceMean',
  shapes: (node, [x], g) => [reducedShape(g, node, x)],
  gradient: (call) => {
    const {
      g,
      inputs: [x = ''],
      output,
      dy,
    } = call;
    const count = g.op('Div', [g.op('Size', [x]), g.op('Size', [output])]);
    return [repeatReduced(call, g.op('Div', [dy, g.op('Cast', [count], { to: 1 })]))];
  },
};
