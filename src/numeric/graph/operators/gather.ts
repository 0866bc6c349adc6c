// Gather: rows of a table by index, the lookup of an embedding. Rows that were taken more than once add up.
import { integerOf } from '../graph.ts';
import { type Operator, unsupported } from '../operator.ts';
import { scatterAdd, unsqueeze, zerosLike } from '../opset-forms.ts';

export const operator: Operator = {
  type: 'Gather',
  shapes: (node, [x, indices]) => {
    if (x === undefined || indices === undefined) return [undefined];
    const axis = integerOf(node, 'axis', 0);
    const at = axis < 0 ? axis + x.length : axis;
    return [[...x.slice(0, at), ...indices, ...x.slice(at + 1)]];
  },
  gradient: ({ g, node, inputs: [x = '', indices = ''], dy }) => {
    const axis = integerOf(node, 'axis', 0);
    const rank = g.shapeOf(x)?.length;
    const taken = g.shapeOf(indices)?.length;
    if (axis === 0) return [scatterAdd(g, 'ScatterND', [zerosLike(g, x), unsqueeze(g, indices, [-1]), dy])];
    if (rank === undefined || taken === undefined) unsupported(node, 'an axis other than 0 of a value of unknown rank');
    // The axis first, then as above, then back.
    const at = axis < 0 ? axis + rank : axis;
    const axes = Array.from({ length: rank }, (_, i) => i);
    const forth = [at, ...axes.filter((i) => i !== at)];
    const all = Array.from({ length: rank - 1 + taken }, (_, i) => i);
    const middle = all.slice(at, at + taken);
    const moved = g.op('Transpose', [dy], { perm: [...middle, ...all.filter((i) => !middle.includes(i))] });
    const zeros = g.op('Transpose', [zerosLike(g, x)], { perm: forth });
    const sum = scatterAdd(g, 'ScatterND', [zeros, unsqueeze(g, indices, [-1]), moved]);
    return [g.op('Transpose', [sum], { perm: axes.map((i) => forth.indexOf(i)) })];
  },
};
