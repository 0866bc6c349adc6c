// What convolutions and pools have in common: a window that moves over the dimensions behind batch and channels.
import { type Dim, type GraphNode, integerOf, integersOf, knownSizes, type Shape, textOf } from './graph.ts';
import { unsupported } from './operator.ts';

/** Per spatial dimension; `before` and `after` are padding. */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * The window of a node with its padding worked out.
 * @param input - shape of what it moves over, where known
 * @param kernel - size of the window where the node does not say it
 * @returns undefined where the size of the window is not known
 * @throws {NumericError} NUMERIC_OPERATOR when the padding depends on sizes that are not known
 * @source ONNX operators Conv and MaxPool: `auto_pad`
 */
export function windowOf(node: GraphNode, input: Shape | undefined, kernel?: Shape): Window | undefined {
  const sizes = integersOf(node, 'kernel_shape') ?? knownSizes(kernel);
  if (sizes === undefined) return undefined;
  const ones = sizes.map(() => 1);
  const strides = integersOf(node, 'strides') ?? ones;
  const dilations = integersOf(node, 'dilations') ?? ones;
  const pads = integersOf(node, 'pads') ?? [...ones, ...ones].map(() => 0);
  const given = { kernel: sizes, strides, dilations };
  const auto = textOf(node, 'auto_pad', 'NOTSET');
  if (auto === 'NOTSET') return { ...given, before: pads.slice(0, sizes.length), after: pads.slice(sizes.length) };
  if (auto === 'VALID') return { ...given, before: ones.map(() => 0), after: ones.map(() => 0) };
  const totals = sizes.map((size, i) => {
    const n = input?.[i + 2];
    if (typeof n !== 'number') return unsupported(node, `auto_pad ${auto} of a size that is not known`);
    const stride = strides[i] ?? 1;
    return Math.max(0, (Math.ceil(n / stride) - 1) * stride + (size - 1) * (dilations[i] ?? 1) + 1 - n);
  });
  const small = totals.map((total) => Math.floor(total / 2));
  const large = totals.map((total) => Math.ceil(total / 2));
  return auto === 'SAME_UPPER' ? { ...given, before: small, after: large } : { ...given, before: large, after: small };
}

/** How far the window reaches in one dimension. */
export function reach(window: Window, i: number): number {
  return ((window.kernel[i] ?? 1) - 1) * (window.dilations[i] ?? 1) + 1;
}

/** Sizes of the output behind batch and channels; a name where the size of the input is one. */
export function slidSizes(node: GraphNode, input: Shape, window: Window): readonly Dim[] {
  return window.kernel.map((_, i) => {
    const n = input[i + 2];
    if (typeof n !== 'number') return `${n}/${node.outputs[0]}`;
    const room = n + (window.before[i] ?? 0) + (window.after[i] ?? 0) - reach(window, i);
    const steps = room / (window.strides[i] ?? 1);
    return (integerOf(node, 'ceil_mode', 0) === 1 ? Math.ceil(steps) : Math.floor(steps)) + 1;
  });
}
