// OneHot: a row of zeros with one at the index. Indices are whole numbers, so there is no gradient.
import { integerOf } from '../graph.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'OneHot',
  shapes: (node, [indices]) => {
    // The number of classes is a value; a name of its own says that it is some size.
    const size = `${node.outputs[0]}/depth`;
    return [indices === undefined || integerOf(node, 'axis', -1) !== -1 ? undefined : [...indices, size]];
  },
};
