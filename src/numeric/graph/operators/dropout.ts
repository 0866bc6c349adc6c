// Dropout as it is when a model is used: nothing is dropped.
import { type Operator, unsupported } from '../operator.ts';

export const operator: Operator = {
  type: 'Dropout',
  shapes: (_, [x]) => [x],
  gradient: ({ node, dy }) => {
    // The third input switches training on; a model that is exported for use leaves it out.
    if ((node.inputs[2] ?? '') !== '') unsupported(node, 'it is in the mode of training');
    return [dy];
  },
};
