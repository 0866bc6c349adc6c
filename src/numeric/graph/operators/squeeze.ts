// Squeeze: drops dimensions of size 1. The axes are an input since version 13.
import { integersOf } from '../graph.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Squeeze',
  shapes: (node, [x], g) => {
    const axes = g.opset < 13 ? integersOf(node, 'axes') : g.constantOf(node.inputs[1] ?? '');
    // Without axes every size of 1 is dropped, and which those are is known at run time only.
    if (x === undefined || axes === undefined) return [undefined];
    const dropped = new Set(axes.map((axis) => (axis < 0 ? axis + x.length : axis)));
    return [x.filter((_, i) => !dropped.has(i))];
  },
  gradient: ({ g, inputs: [x = ''], dy }) => [g.op('Reshape', [dy, g.op('Shape', [x])])],
};
