// LogSoftmax: dx = dy - softmax(x) sum(dy) along the axis.
import { integerOf } from '../graph.ts';
import { type Operator, unsupported } from '../operator.ts';
import { sumOver } from '../opset-forms.ts';

export const operator: Operator = {
  type: 'LogSoftmax',
  shapes: (_, [x]) => [x],
  gradient: ({ g, node, inputs: [x = ''], output, dy }) => {
    const axis = integerOf(node, 'axis', g.opset < 13 ? 1 : -1);
    const rank = g.shapeOf(x)?.length;
    if (g.opset < 13 && axis !== -1 && axis + 1 !== rank)
      unsupported(node, 'before version 13, over several dimensions');
    return [g.op('Sub', [dy, g.op('Mul', [g.op('Exp', [output]), sumOver(g, dy, [axis], true)])])];
  },
};
