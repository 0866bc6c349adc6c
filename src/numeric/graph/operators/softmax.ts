// Softmax: dx = y (dy - sum(dy y)) along the axis.
import { integerOf } from '../graph.ts';
import { type Operator, unsupported } from '../operator.ts';
import { sumOver } from '../opset-forms.ts';

export const operator: Operator = {
  type: 'Softmax',
  shapes: (_, [x]) => [x],
  gradient: ({ g, node, inputs: [x = ''], output, dy }) => {
    const axis = integerOf(node, 'axis', g.opset < 13 ? 1 : -1);
    const rank = g.shapeOf(x)?.length;
    // Before version 13 all dimensions from the axis on were taken together.
    if (g.opset < 13 && axis !== -1 && axis + 1 !== rank)
      unsupported(node, 'before version 13, over several dimensions');
    const sum = sumOver(g, g.op('Mul', [dy, output]), [axis], true);
    return [g.op('Mul', [output, g.op('Sub', [dy, sum])])];
  },
};
