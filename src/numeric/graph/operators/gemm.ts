// Gemm: alpha A' B' + beta C, each of A and B turned or not.
import { unbroadcast } from '../broadcast.ts';
import { type Attributes, type Dim, floatOf, integerOf } from '../graph.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Gemm',
  shapes: (node, [a, b]) => {
    if (a === undefined || b === undefined) return [undefined];
    const rows: Dim = a[integerOf(node, 'transA', 0)] ?? 1;
    const columns: Dim = b[1 - integerOf(node, 'transB', 0)] ?? 1;
    return [[rows, columns]];
  },
  gradient: ({ g, node, inputs: [a = '', b = '', c = ''], output, dy, wanted }) => {
    const ta = integerOf(node, 'transA', 0);
    const tb = integerOf(node, 'transB', 0);
    const alpha: Attributes = { alpha: { float: floatOf(node, 'alpha', 1) } };
    const beta = floatOf(node, 'beta', 1);
    const da = (): string =>
      ta === 0
        ? g.op('Gemm', [dy, b], { ...alpha, transB: 1 - tb })
        : g.op('Gemm', [b, dy], { ...alpha, transA: tb, transB: 1 });
    const db = (): string =>
      tb === 0
        ? g.op('Gemm', [a, dy], { ...alpha, transA: 1 - ta })
        : g.op('Gemm', [dy, a], { ...alpha, transA: 1, transB: ta });
    const dc = (): string => unbroadcast(g, beta === 1 ? dy : g.op('Mul', [dy, g.float(beta)]), c, output);
    return [
      wanted[0] === true ? da() : undefined,
      wanted[1] === true ? db() : undefined,
      wanted[2] === true ? dc() : undefined,
    ];
  },
};
