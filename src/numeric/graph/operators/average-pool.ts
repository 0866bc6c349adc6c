// AveragePool: each number of a window gets its share of the gradient.
import { type Builder, integerOf, knownSizes } from '../graph.ts';
import { type Operator, unsupported } from '../operator.ts';
import { sizes } from '../opset-forms.ts';
import { transposeWindow } from '../transpose-window.ts';
import { slidSizes, windowOf } from '../window.ts';

export const operator: Operator = {
  type: 'AveragePool',
  shapes: (node, [x]) => {
    const window = x === undefined ? undefined : windowOf(node, x);
    if (x === undefined || window === undefined) return [undefined];
    return [[x[0] ?? 1, x[1] ?? 1, ...slidSizes(node, x, window)]];
  },
  gradient: ({ g, node, inputs: [x = ''], output, dy }) => {
    const window = windowOf(node, g.shapeOf(x));
    if (window === undefined) return unsupported(node, 'the size of its window is not known');
    const { kernel, before, after } = window;
    const area = kernel.reduce((a, b) => a * b, 1);
    const padded = [...before, ...after].some((pad) => pad > 0);
    if (integerOf(node, 'ceil_mode', 0) === 1) unsupported(node, 'with ceil_mode');
    let shares = g.op('Mul', [dy, g.float(1 / area)]);
    if (padded && integerOf(node, 'count_include_pad', 0) === 0) {
      // Windows at the edge have fewer numbers: the average of ones with zeros around them is the share that is there.
      const one = g.op('Expand', [
        g.float(1),
        g.op('Concat', [g.integers([1, 1]), sizes(g, x, 2, kernel.length + 2)], { axis: 0 }),
      ]);
      const there = g.op('AveragePool', [one], { ...node.attributes, count_include_pad: 1 });
      shares = g.op('Div', [shares, there]);
    }
    // Every channel is an image of its own, so that their number need not be known.
    const apart = asSingleChannels(g, shares, output, kernel.length);
    const image = asSingleChannels(g, x, x, kernel.length);
    const dx = transposeWindow(g, apart, g.float(1, [1, 1, ...kernel]), image, window, 1);
    return [g.op('Reshape', [dx, g.op('Shape', [x])])];
  },
};

/** [n, c, ...] to [n c, 1, ...]. */
function asSingleChannels(g: Builder, x: string, like: string, rank: number): string {
  const known = knownSizes(g.shapeOf(like)?.slice(2));
  const target =
    known === undefined
      ? g.op('Concat', [g.integers([-1, 1]), sizes(g, like, 2, rank + 2)], { axis: 0 })
      : g.integers([-1, 1, ...known]);
  return g.op('Reshape', [x, target]);
}
