// Transpose: the gradient goes the way back.
import type { Dim } from '../graph.ts';
import { integersOf } from '../graph.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Transpose',
  shapes: (node, [x]) => {
    if (x === undefined) return [undefined];
    const perm = integersOf(node, 'perm') ?? x.map((_, i) => x.length - 1 - i);
    return [perm.map((axis): Dim => x[axis] ?? 1)];
  },
  gradient: ({ g, node, dy }) => {
    const perm = integersOf(node, 'perm');
    // Without `perm` all dimensions turn round, which undoes itself.
    if (perm === undefined) return [g.op('Transpose', [dy])];
    return [g.op('Transpose', [dy], { perm: perm.map((_, axis) => perm.indexOf(axis)) })];
  },
};
