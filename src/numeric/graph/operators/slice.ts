// Slice: the gradient goes back to the places that were taken, zero elsewhere.

import { type Operator, unsupported } from '../operator.ts';
import { scatterAdd } from '../opset-forms.ts';

export const operator: Operator = {
  type: 'Slice',
  gradient: ({ g, node, inputs: [x = '', ...range], dy }) => {
    if (range.length === 0) unsupported(node, 'the form of before version 10');
    // The same slice of the flat places of `x` says where each number came from.
    const count = g.op('Reshape', [g.op('Size', [x]), g.integers([-1])]);
    const flat = g.op('Range', [g.integer(0), g.op('Size', [x]), g.integer(1)]);
    const places = g.op('Slice', [g.op('Reshape', [flat, g.op('Shape', [x])]), ...range]);
    const end = g.integers([-1]);
    const zeros = g.op('ConstantOfShape', [count]);
    const inputs = [zeros, g.op('Reshape', [places, end]), g.op('Reshape', [dy, end])];
    return [g.op('Reshape', [scatterAdd(g, 'ScatterElements', inputs, { axis: 0 }), g.op('Shape', [x])])];
  },
};
