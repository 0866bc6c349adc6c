// Shape: the sizes of a value, whole numbers without a gradient. That there are as many as dimensions is worth knowing.
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Shape',
  // `start` and `end` take a part of them.
  shapes: (node, [x]) => [x === undefined || Object.keys(node.attributes).length > 0 ? undefined : [x.length]],
};
