// Operators that go by indices.
import { integerOf } from '../../graph/graph.ts';
import { axisOf, like, placesOf, sizeOf } from './array.ts';
import { given, type Kernels } from './kernel.ts';
import { flat } from './movement.ts';

export const indexing: Kernels = {
  Gather: (node, inputs) => {
    const [x, indices] = [given(inputs, 0), given(inputs, 1)];
    const axis = axisOf(integerOf(node, 'axis', 0), x.dims.length);
    const dims = [...x.dims.slice(0, axis), ...indices.dims, ...x.dims.slice(axis + 1)];
    return [
      like(x, dims, (i) => {
        const places = placesOf(i, dims);
        const index = indices.data[flat(indices.dims, places.slice(axis, axis + indices.dims.length))] ?? 0;
        const rest = places.slice(axis + indices.dims.length);
        return x.data[flat(x.dims, [...places.slice(0, axis), axisOf(index, x.dims[axis] ?? 1), ...rest])] ?? 0;
      }),
    ];
  },
  OneHot: (_, inputs) => {
    const [indices, depth, values] = [given(inputs, 0), given(inputs, 1).data[0] ?? 0, given(inputs, 2)];
    const at = (i: number): number => (Math.floor(i % depth) === indices.data[Math.floor(i / depth)] ? 1 : 0);
    return [like(values, [...indices.dims, depth], (i) => values.data[at(i)] ?? 0)];
  },
  ScatterElements: (_, inputs) => {
    const [x, indices, updates] = [given(inputs, 0), given(inputs, 1), given(inputs, 2)];
    // The form that is made here: one dimension, numbers are added.
    const data = x.data.slice();
    for (let i = 0; i < indices.data.length; i++) {
      const at = indices.data[i] ?? 0;
      data[at] = (data[at] ?? 0) + (updates.data[i] ?? 0);
    }
    return [like(x, x.dims, (i) => data[i] ?? 0)];
  },
  ScatterND: (_, inputs) => {
    const [x, indices, updates] = [given(inputs, 0), given(inputs, 1), given(inputs, 2)];
    // The form that is made here: whole rows are added.
    const data = x.data.slice();
    const row = sizeOf(x.dims.slice(1));
    for (let i = 0; i < updates.data.length; i++) {
      const at = axisOf(indices.data[Math.floor(i / row)] ?? 0, x.dims[0] ?? 1) * row + (i % row);
      data[at] = (data[at] ?? 0) + (updates.data[i] ?? 0);
    }
    return [like(x, x.dims, (i) => data[i] ?? 0)];
  },
};
