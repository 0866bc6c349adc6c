// Broadcasting, as numpy and ONNX have it, and its reverse.
import { NumericError } from '#core/errors';
import type { Builder, Dim, Shape } from './graph.ts';
import { sumOver } from './opset-forms.ts';

/**
 * The shape of an elementwise operation.
 * @returns undefined where a shape is not known
 * @throws {NumericError} NUMERIC_SHAPE when the shapes do not fit
 */
export function broadcastShape(shapes: readonly (Shape | undefined)[]): Shape | undefined {
  let result: Shape | undefined = [];
  for (const shape of shapes) {
    if (shape === undefined || result === undefined) return undefined;
    result = joinShapes(result, shape);
  }
  return result;
}

function joinShapes(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const joined: Dim[] = [];
  for (let i = 0; i < rank; i++) {
    const x = a[i - rank + a.length] ?? 1;
    const y = b[i - rank + b.length] ?? 1;
    if (x === y || y === 1) joined.push(x);
    else if (x === 1) joined.push(y);
    else if (typeof x === 'number' && typeof y === 'number') {
      throw new NumericError('NUMERIC_SHAPE', `arrays of shapes [${a.join()}] and [${b.join()}] do not fit`);
    } else joined.push(typeof x === 'number' ? x : y);
  }
  return joined;
}

/**
 * Sums a gradient over the dimensions along which its value was repeated.
 * @param dy - gradient, of the shape of `y`
 * @param x - what was broadcast to `y`
 * @returns a gradient of the shape of `x`
 */
export function unbroadcast(g: Builder, dy: string, x: string, y: string): string {
  const from = g.shapeOf(x);
  const to = g.shapeOf(y);
  const axes = from === undefined || to === undefined ? undefined : repeatedAxes(from, to);
  if (axes === undefined || from === undefined || to === undefined) return unbroadcastAtRun(g, dy, x);
  if (axes.length === 0) return dy;
  const lead = to.length - from.length;
  if (axes.length === lead) return sumOver(g, dy, axes, false);
  const sum = sumOver(g, dy, axes, true);
  return lead === 0 ? sum : g.op('Reshape', [sum, g.op('Shape', [x])]);
}

/** Undefined where sizes are not known well enough to tell. */
function repeatedAxes(from: Shape, to: Shape): readonly number[] | undefined {
  const lead = to.length - from.length;
  const axes: number[] = [];
  for (let i = 0; i < to.length; i++) {
    const x = i < lead ? 1 : from[i - lead];
    if (i < lead || (x === 1 && to[i] !== 1)) axes.push(i);
    else if (x !== to[i]) return undefined;
  }
  return axes;
}

/** The same with shapes that are known at run time only: an axis is repeated where `x` has size 1, or no size at all. */
function unbroadcastAtRun(g: Builder, dy: string, x: string): string {
  if (g.opset < 13) {
    const message = `the shapes are not known, and operators of version ${g.opset} cannot sum over axes found at run time`;
    throw new NumericError('NUMERIC_OPERATOR', message, { value: 'ReduceSum' });
  }
  const shape = g.op('Shape', [x]);
  const rank = g.op('Shape', [shape]);
  const lead = g.op('Sub', [g.op('Shape', [g.op('Shape', [dy])]), rank]);
  const ones = g.op('Expand', [g.integers([1]), lead]);
  const single = g.op('Equal', [g.op('Concat', [ones, shape], { axis: 0 }), g.integers([1])]);
  const axes = g.op('Reshape', [g.op('NonZero', [single]), g.integers([-1])]);
  const sum = g.op('ReduceSum', [dy, axes], { keepdims: 1, noop_with_empty_axes: 1 });
  return g.op('Reshape', [sum, shape]);
}
