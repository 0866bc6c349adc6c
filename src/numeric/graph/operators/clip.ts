// Clip: the gradient passes where the value was not cut. Bounds are taken for constants; before version 11 they were attributes.
import { floatOf } from '../graph.ts';
import { type Operator, unsupported } from '../operator.ts';

export const operator: Operator = {
  type: 'Clip',
  shapes: (_, [x]) => [x],
  gradient: ({ g, node, inputs: [x = '', least, most], dy, wanted }) => {
    if (wanted[1] === true || wanted[2] === true) unsupported(node, 'its bounds are no constants');
    const low = g.opset < 11 && 'min' in node.attributes ? g.float(floatOf(node, 'min', 0)) : least;
    const high = g.opset < 11 && 'max' in node.attributes ? g.float(floatOf(node, 'max', 0)) : most;
    const zero = g.float(0);
    let result = dy;
    if (low !== undefined && low !== '') result = g.op('Where', [g.op('Greater', [x, low]), result, zero]);
    if (high !== undefined && high !== '') result = g.op('Where', [g.op('Less', [x, high]), result, zero]);
    return [result];
  },
};
