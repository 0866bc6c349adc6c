// MaxPool: the gradient goes to the largest number of each window, once.
import { integerOf } from '../graph.ts';
import { type Operator, unsupported } from '../operator.ts';
import { scatterAdd } from '../opset-forms.ts';
import { reach, slidSizes, windowOf } from '../window.ts';

export const operator: Operator = {
  type: 'MaxPool',
  shapes: (node, [x]) => {
    const window = x === undefined ? undefined : windowOf(node, x);
    const shape =
      x === undefined || window === undefined ? undefined : [x[0] ?? 1, x[1] ?? 1, ...slidSizes(node, x, window)];
    return [shape, shape];
  },
  gradient: ({ g, node, inputs: [x = ''], dy }) => {
    const window = windowOf(node, g.shapeOf(x));
    if (window === undefined) return unsupported(node, 'the size of its window is not known');
    if (integerOf(node, 'storage_order', 0) !== 0) unsupported(node, 'indices in the order of columns');
    const indices = g.secondOutput(node);
    const { kernel, strides, dilations, before } = window;
    const apart = strides.every((stride, i) => stride >= reach(window, i));
    // MaxUnpool overwrites instead of adding, which is the same where windows do not meet; it knows no dilation, and
    // padding only for the size of its output, which is given.
    if (apart && dilations.every((one) => one === 1) && before.every((pad) => pad === 0)) {
      const shape = g.op('Shape', [x]);
      return [g.op('MaxUnpool', [dy, indices, shape], { kernel_shape: kernel, strides })];
    }
    const end = g.integers([-1]);
    const size = g.op('Reshape', [g.op('Size', [x]), end]);
    const inputs = [g.op('ConstantOfShape', [size]), g.op('Reshape', [indices, end]), g.op('Reshape', [dy, end])];
    return [g.op('Reshape', [scatterAdd(g, 'ScatterElements', inputs, { axis: 0 }), g.op('Shape', [x])])];
  },
};
