// MatMul: products of matrices, batches of them, vectors too. dA = dY B', dB = A' dY, summed over what was repeated.
import { broadcastShape, unbroadcast } from '../broadcast.ts';
import type { Builder, Shape } from '../graph.ts';
import { type Operator, unsupported } from '../operator.ts';
import { sumOver, unsqueeze } from '../opset-forms.ts';

export const operator: Operator = {
  type: 'MatMul',
  shapes: (_, [a, b]) => {
    if (a === undefined || b === undefined || a.length < 2 || b.length < 2) return [undefined];
    const batch = broadcastShape([a.slice(0, -2), b.slice(0, -2)]);
    return [batch === undefined ? undefined : [...batch, a.at(-2) ?? 1, b.at(-1) ?? 1]];
  },
  gradient: ({ g, node, inputs: [a = '', b = ''], output, dy, wanted }) => {
    const left = g.shapeOf(a);
    const right = g.shapeOf(b);
    if (left === undefined || right === undefined) unsupported(node, 'matrices of unknown rank');
    if (left.length === 1 || right.length === 1) return ofVectors(g, a, b, left, right, dy);
    const da = () => unbroadcastBatch(g, g.op('MatMul', [dy, turned(g, b, right.length)]), a, output);
    const db = () => {
      if (right.length === 2 && left.length > 2) return ofSharedMatrix(g, a, b, dy);
      return unbroadcastBatch(g, g.op('MatMul', [turned(g, a, left.length), dy]), b, output);
    };
    return [wanted[0] === true ? da() : undefined, wanted[1] === true ? db() : undefined];
  },
};

/** One matrix for a whole batch: one product of all rows instead of a sum over a batch of products. */
function ofSharedMatrix(g: Builder, a: string, b: string, dy: string): string {
  const flat = (x: string, like: string, axis: number): string => {
    const width = g.op('Gather', [g.op('Shape', [like]), g.integers([axis])], { axis: 0 });
    return g.op('Reshape', [x, g.op('Concat', [g.integers([-1]), width], { axis: 0 })]);
  };
  return g.op('Gemm', [flat(a, b, 0), flat(dy, b, 1)], { transA: 1 });
}

/** The last two dimensions of each matrix are never repeated, so only the batch is summed. */
function unbroadcastBatch(g: Builder, gradient: string, x: string, output: string): string {
  const shape = g.shapeOf(x);
  const all = g.shapeOf(output);
  if (shape !== undefined && shape.length === 2 && all?.length === 2) return gradient;
  const known = g.shapeOf(gradient);
  return unbroadcast(g, gradient, x, known === undefined ? output : gradient);
}

function turned(g: Builder, x: string, rank: number): string {
  const perm = Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));
  return g.op('Transpose', [x], { perm });
}

/** A vector is a matrix of one row (left) or one column (right); the dimension added is dropped again. */
function ofVectors(g: Builder, a: string, b: string, left: Shape, right: Shape, dy: string): readonly string[] {
  let wide = dy;
  if (right.length === 1) wide = unsqueeze(g, wide, [-1]);
  if (left.length === 1) wide = unsqueeze(g, wide, [-2]);
  const rows = left.length === 1 ? unsqueeze(g, a, [0]) : a;
  const columns = right.length === 1 ? unsqueeze(g, b, [1]) : b;
  const da = g.op('MatMul', [wide, turned(g, columns, Math.max(2, right.length))]);
  const db = g.op('MatMul', [turned(g, rows, Math.max(2, left.length)), wide]);
  return [shapedLike(g, da, a, left.length), shapedLike(g, db, b, right.length)];
}

function shapedLike(g: Builder, gradient: string, x: string, rank: number): string {
  if (rank > 1) return unbroadcast(g, gradient, x, '');
  // Rank 1: sum over the batch, then drop the dimension that was added.
  const width = g.op('Shape', [x]);
  const rows = g.op('Reshape', [gradient, g.op('Concat', [g.integers([-1]), width], { axis: 0 })]);
  return g.op('Reshape', [sumOver(g, rows, [0], false), width]);
}
