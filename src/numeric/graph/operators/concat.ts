// Concat: each part gets its piece of the gradient.

import type { Dim } from '../graph.ts';
import { integerOf } from '../graph.ts';
import { type Operator, unsupported } from '../operator.ts';
import { sizes } from '../opset-forms.ts';

export const operator: Operator = {
  type: 'Concat',
  shapes: (node, inputs) => {
    const [first] = inputs;
    if (first === undefined) return [undefined];
    const axis = integerOf(node, 'axis', 0);
    const at = axis < 0 ? axis + first.length : axis;
    let total = 0;
    for (const shape of inputs) {
      const size = shape?.[at];
      if (typeof size !== 'number') return [undefined];
      total += size;
    }
    return [first.map((dim, i): Dim => (i === at ? total : dim))];
  },
  gradient: ({ g, node, inputs, dy, wanted }) => {
    const axis = integerOf(node, 'axis', 0);
    const shape = inputs.map((x) => g.shapeOf(x)).find((known) => known !== undefined);
    if (axis < 0 && shape === undefined) unsupported(node, 'a negative axis of a value of unknown rank');
    const at = axis < 0 ? axis + (shape?.length ?? 0) : axis;
    const along = g.integers([at]);
    let from = g.integers([0]);
    return inputs.map((x, i) => {
      const to = g.op('Add', [from, sizes(g, x, at, at + 1)]);
      const piece = wanted[i] === true ? g.op('Slice', [dy, from, to, along]) : undefined;
      from = to;
      return piece;
    });
  },
};
