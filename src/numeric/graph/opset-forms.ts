// Operators whose form changed between the versions of ONNX, in the form that the graph's version has.
import { NumericError } from '#core/errors';
import type { Attributes, Builder } from './graph.ts';

/** Sum over axes. Axes became an input with version 13. */
export function sumOver(g: Builder, x: string, axes: readonly number[], keep: boolean): string {
  const keepdims = keep ? 1 : 0;
  return g.opset < 13
    ? g.op('ReduceSum', [x], { axes, keepdims })
    : g.op('ReduceSum', [x, g.integers(axes)], { keepdims });
}

/** Mean over axes. Axes became an input with version 18. */
export function meanOver(g: Builder, x: string, axes: readonly number[], keep: boolean): string {
  const keepdims = keep ? 1 : 0;
  return g.opset < 18
    ? g.op('ReduceMean', [x], { axes, keepdims })
    : g.op('ReduceMean', [x, g.integers(axes)], { keepdims });
}

/** Adds dimensions of size 1. Axes became an input with version 13. */
export function unsqueeze(g: Builder, x: string, axes: readonly number[]): string {
  return g.opset < 13 ? g.op('Unsqueeze', [x], { axes }) : g.op('Unsqueeze', [x, g.integers(axes)]);
}

/** Sizes [from, to) of the shape of a value, as an int64 list. */
export function sizes(g: Builder, x: string, from: number, to: number): string {
  return g.op('Slice', [g.op('Shape', [x]), g.integers([from]), g.integers([to]), g.integers([0])]);
}

/** An array of zeros of the shape of a value. */
export function zerosLike(g: Builder, x: string): string {
  return g.op('ConstantOfShape', [g.op('Shape', [x])]);
}

/**
 * Adds updates into zeros at flat places: `ScatterElements` knows addition from version 16 on.
 * @throws {NumericError} NUMERIC_OPERATOR in graphs of earlier versions
 */
export function scatterAdd(
  g: Builder,
  type: 'ScatterElements' | 'ScatterND',
  inputs: readonly string[],
  more: Attributes = {},
): string {
  if (g.opset < 16) {
    const message = `operators of version ${g.opset} have no ${type} that adds; it came with version 16`;
    throw new NumericError('NUMERIC_OPERATOR', message, { value: type });
  }
  return g.op(type, inputs, { ...more, reduction: 'add' });
}
