// Conv: groups, strides, padding on each side, dilation; any number of spatial dimensions.
import { type Builder, type GraphNode, integerOf, type Shape } from '../graph.ts';
import { type Operator, unsupported } from '../operator.ts';
import { sizes, sumOver } from '../opset-forms.ts';
import { transposeWindow } from '../transpose-window.ts';
import { slidSizes, type Window, windowOf } from '../window.ts';

export const operator: Operator = {
  type: 'Conv',
  shapes: (node, [x, w]) => {
    if (x === undefined || w === undefined) return [undefined];
    const window = windowOf(node, x, w.slice(2));
    return [window === undefined ? undefined : [x[0] ?? 1, w[0] ?? 1, ...slidSizes(node, x, window)]];
  },
  gradient: ({ g, node, inputs: [x = '', w = ''], dy, wanted }) => {
    const window = windowOf(node, g.shapeOf(x), g.shapeOf(w)?.slice(2));
    if (window === undefined) return unsupported(node, 'the size of its kernel is not known');
    const groups = integerOf(node, 'group', 1);
    const spatial = window.kernel.map((_, i) => i + 2);
    return [
      wanted[0] === true ? transposeWindow(g, dy, w, x, window, groups) : undefined,
      wanted[1] === true ? ofWeights(g, node, x, w, dy, window, groups) : undefined,
      wanted[2] === true ? sumOver(g, dy, [0, ...spatial], false) : undefined,
    ];
  },
};

/**
 * The input convolved with the gradient of the output: batch and channels change places, stride and dilation too. What
 * the stride left over at the end makes it larger than the kernel and is cut off.
 */
function ofWeights(
  g: Builder,
  node: GraphNode,
  x: string,
  w: string,
  dy: string,
  window: Window,
  groups: number,
): string {
  const { kernel, strides, dilations, before, after } = window;
  const swap = [1, 0, ...kernel.map((_, i) => i + 2)];
  const image = groups === 1 ? g.op('Transpose', [x], { perm: swap }) : groupsFirst(g, node, x, w, groups);
  const filters = g.op('Transpose', [dy], { perm: swap });
  const whole = g.op('Conv', [image, filters], {
    strides: dilations,
    dilations: strides,
    pads: [...before, ...after],
    group: groups,
  });
  const exact = strides.every((stride) => stride === 1) || isExact(g.shapeOf(whole), kernel);
  const zeros = g.integers(kernel.map(() => 0));
  const axes = g.integers(kernel.map((_, i) => i + 2));
  const cut = exact ? whole : g.op('Slice', [whole, zeros, g.integers(kernel), axes]);
  return g.op('Transpose', [cut], { perm: swap });
}

function isExact(shape: Shape | undefined, kernel: readonly number[]): boolean {
  return shape !== undefined && kernel.every((size, i) => shape[i + 2] === size);
}

/** [n, groups x c, ...] to [c, groups x n, ...]: a group of the result is the whole batch of one group. */
function groupsFirst(g: Builder, node: GraphNode, x: string, w: string, groups: number): string {
  const channels = g.shapeOf(w)?.[1];
  const rank = g.shapeOf(w)?.length;
  if (typeof channels !== 'number' || rank === undefined) unsupported(node, 'groups of unknown size');
  const apart = g.op('Reshape', [x, g.integers([0, groups, channels, -1])]);
  const turned = g.op('Transpose', [apart], { perm: [2, 1, 0, 3] });
  const shape = g.op('Concat', [g.integers([channels, -1]), sizes(g, x, 2, rank)], { axis: 0 });
  return g.op('Reshape', [turned, shape]);
}
