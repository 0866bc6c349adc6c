// GlobalAveragePool: the mean of each channel.
import type { Dim } from '../graph.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'GlobalAveragePool',
  shapes: (_, [x]) => [x?.map((dim, i): Dim => (i < 2 ? dim : 1))],
  gradient: ({ g, inputs: [x = ''], output, dy }) => {
    const shape = g.op('Shape', [x]);
    const count = g.op('Div', [g.op('Size', [x]), g.op('Size', [output])]);
    const share = g.op('Div', [dy, g.op('Cast', [count], { to: 1 })]);
    return [g.op('Expand', [share, shape])];
  },
};
