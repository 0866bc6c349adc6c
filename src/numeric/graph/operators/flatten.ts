// Flatten: two dimensions of many.
import { integerOf } from '../graph.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Flatten',
  shapes: (node, [x]) => {
    if (x === undefined || integerOf(node, 'axis', 1) !== 1) return [undefined];
    let width = 1;
    for (const dim of x.slice(1)) {
      if (typeof dim === 'string') return [undefined];
      width *= dim;
    }
    return [[x[0] ?? 1, width]];
  },
  gradient: ({ g, inputs: [x = ''], dy }) => [g.op('Reshape', [dy, g.op('Shape', [x])])],
};
