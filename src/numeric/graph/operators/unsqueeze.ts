// Unsqueeze: adds dimensions of size 1. The axes are an input since version 13.
import { type Dim, integersOf } from '../graph.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Unsqueeze',
  shapes: (node, [x], g) => {
    const axes = g.opset < 13 ? integersOf(node, 'axes') : g.constantOf(node.inputs[1] ?? '');
    if (x === undefined || axes === undefined) return [undefined];
    const rank = x.length + axes.length;
    const added = new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)));
    const rest = [...x];
    return [Array.from({ length: rank }, (_, i): Dim => (added.has(i) ? 1 : (rest.shift() ?? 1)))];
  },
  gradient: ({ g, inputs: [x = ''], dy }) => [g.op('Reshape', [dy, g.op('Shape', [x])])],
};
