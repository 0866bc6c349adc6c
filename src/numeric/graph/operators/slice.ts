// Slice: the gradient goes back to the places that were taken, zero elsewhere.
import { type Builder, type Dim, type GraphNode, type Shape, unknownSizes } from '../graph.ts';
import { type Operator, unsupported } from '../operator.ts';
import { scatterAdd } from '../opset-forms.ts';

export const operator: Operator = {
  type: 'Slice',
  shapes: (node, [x], g) => [x === undefined ? undefined : slicedShape(g, node, x)],
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

/** Sizes that a range of constants leaves; names where something is not known. */
function slicedShape(g: Builder, { inputs, outputs }: GraphNode, x: Shape): Shape {
  const [starts, ends, axes, steps] = inputs.slice(1).map((name) => g.constantOf(name));
  const unknown = unknownSizes(outputs[0] ?? '', x.length);
  const named = inputs[3] ?? '';
  const over = named === '' ? starts?.map((_, i) => i) : axes;
  if (over === undefined || starts === undefined || ends === undefined) return unknown;
  return x.map((size, axis): Dim => {
    const i = over.findIndex((one) => one === axis || one + x.length === axis);
    if (i < 0) return size;
    const step = (inputs[4] ?? '') === '' ? 1 : steps?.[i];
    if (typeof size !== 'number' || step !== 1) return unknown[axis] ?? '';
    const place = (at: number): number => Math.max(0, Math.min(size, at < 0 ? at + size : at));
    return Math.max(0, place(ends[i] ?? 0) - place(starts[i] ?? 0));
  });
}
