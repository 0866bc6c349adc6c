// The reverse of a moving window: a transposed convolution of exactly the size of what the window moved over.
import type { Builder } from './graph.ts';
import { sizes } from './opset-forms.ts';
import { reach, type Window } from './window.ts';

/**
 * Adds up what each place of the window gives back.
 * @param dy - shape [n, m, ...], one number per place of the window
 * @param weights - shape [m, c / groups, ...kernel]
 * @param x - value whose sizes the result has
 * @returns shape [n, c, ...sizes of x]
 */
export function transposeWindow(
  g: Builder,
  dy: string,
  weights: string,
  x: string,
  window: Window,
  groups: number,
): string {
  const { kernel, strides, dilations, before, after } = window;
  const common = { kernel_shape: kernel, strides, dilations, group: groups };
  const shape = g.shapeOf(x);
  const steps = g.shapeOf(dy);
  const missing = kernel.map((_, i) => {
    const [n, m] = [shape?.[i + 2], steps?.[i + 2]];
    if (typeof n !== 'number' || typeof m !== 'number') return -1;
    return n - ((m - 1) * (strides[i] ?? 1) + reach(window, i) - (before[i] ?? 0) - (after[i] ?? 0));
  });
  if (missing.every((rest, i) => rest >= 0 && rest < Math.max(strides[i] ?? 1, dilations[i] ?? 1))) {
    const pads = [...before, ...after];
    const exact = missing.some((rest) => rest > 0) ? { output_padding: missing } : {};
    return g.op('ConvTranspose', [dy, weights], { ...common, pads, ...exact });
  }
  // Sizes are known at run time only: nothing is cut at the end, room is added, and the size of `x` is taken of it.
  const rank = kernel.length;
  const whole = g.op('ConvTranspose', [dy, weights], { ...common, pads: [...before, ...kernel.map(() => 0)] });
  const room = [0, 0, ...kernel.map(() => 0), 0, 0, ...strides.map((stride) => stride - 1)];
  const roomy = strides.some((stride) => stride > 1) ? g.op('Pad', [whole, g.integers(room)]) : whole;
  const axes = kernel.map((_, i) => i + 2);
  return g.op('Slice', [roomy, g.integers(kernel.map(() => 0)), sizes(g, x, 2, rank + 2), g.integers(axes)]);
}
