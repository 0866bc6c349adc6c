// Operators that move numbers and change none.
import { integerOf, integersOf } from '../../graph/graph.ts';
import { axisOf, integersValue, like, placeIn, placesOf, sizeOf, stridesOf, type Value } from './array.ts';
import { joined } from './elementwise.ts';
import { given, type Kernels } from './kernel.ts';

export const movement: Kernels = {
  Shape: (_, inputs) => [integersValue(given(inputs, 0).dims)],
  Size: (_, inputs) => [integersValue([given(inputs, 0).data.length], [])],
  Reshape: (_, inputs) => {
    const x = given(inputs, 0);
    const target = Array.from(given(inputs, 1).data, (size, i) => (size === 0 ? (x.dims[i] ?? 1) : size));
    const known = target.reduce((a, b) => (b === -1 ? a : a * b), 1);
    return [
      reshaped(
        x,
        target.map((size) => (size === -1 ? x.data.length / known : size)),
      ),
    ];
  },
  Flatten: (node, inputs) => {
    const x = given(inputs, 0);
    const axis = axisOf(integerOf(node, 'axis', 1), x.dims.length);
    return [reshaped(x, [sizeOf(x.dims.slice(0, axis)), sizeOf(x.dims.slice(axis))])];
  },
  Squeeze: (_, inputs) => {
    const x = given(inputs, 0);
    const axes = Array.from(given(inputs, 1).data, (axis) => axisOf(axis, x.dims.length));
    return [
      reshaped(
        x,
        x.dims.filter((_, i) => !axes.includes(i)),
      ),
    ];
  },
  Unsqueeze: (_, inputs) => {
    const x = given(inputs, 0);
    const rank = x.dims.length + given(inputs, 1).data.length;
    const axes = Array.from(given(inputs, 1).data, (axis) => axisOf(axis, rank));
    const rest = [...x.dims];
    return [
      reshaped(
        x,
        Array.from({ length: rank }, (_, i) => (axes.includes(i) ? 1 : (rest.shift() ?? 1))),
      ),
    ];
  },
  Transpose: (node, inputs) => {
    const x = given(inputs, 0);
    const perm = integersOf(node, 'perm') ?? x.dims.map((_, i) => x.dims.length - 1 - i);
    const strides = stridesOf(x.dims);
    const dims = perm.map((axis) => x.dims[axis] ?? 1);
    const at = (i: number): number =>
      placesOf(i, dims).reduce((sum, place, k) => sum + place * (strides[perm[k] ?? 0] ?? 0), 0);
    return [like(x, dims, (i) => x.data[at(i)] ?? 0)];
  },
  Concat: (node, inputs) => {
    const parts = inputs.map((_, i) => given(inputs, i));
    const first = given(inputs, 0);
    const axis = axisOf(integerOf(node, 'axis', 0), first.dims.length);
    const total = parts.reduce((sum, { dims }) => sum + (dims[axis] ?? 0), 0);
    const dims = first.dims.with(axis, total);
    return [
      like(first, dims, (i) => {
        const places = placesOf(i, dims);
        for (const part of parts) {
          const size = part.dims[axis] ?? 0;
          const at = places[axis] ?? 0;
          if (at < size) return part.data[flat(part.dims, places)] ?? 0;
          places[axis] = at - size;
        }
        return 0;
      }),
    ];
  },
  Split: (node, inputs) => {
    const x = given(inputs, 0);
    const axis = axisOf(integerOf(node, 'axis', 0), x.dims.length);
    let from = 0;
    return Array.from(given(inputs, 1).data, (size) => {
      const piece = taken(
        x,
        x.dims.map((full, i) => range(i === axis ? from : 0, i === axis ? from + size : full, 1)),
      );
      from += size;
      return piece;
    });
  },
  Slice: (_, inputs) => {
    const x = given(inputs, 0);
    const [starts, ends, axes, steps] = [1, 2, 3, 4].map((place) => inputs[place]?.data);
    const over = axes ?? Float64Array.from(starts ?? [], (_, i) => i);
    return [
      taken(
        x,
        x.dims.map((size, axis) => {
          const i = over.findIndex((one) => axisOf(one, x.dims.length) === axis);
          return i < 0 ? range(0, size, 1) : cut(size, starts?.[i] ?? 0, ends?.[i] ?? size, steps?.[i] ?? 1);
        }),
      ),
    ];
  },
  Expand: (_, inputs) => {
    const x = given(inputs, 0);
    const dims = joined([x.dims, [...given(inputs, 1).data]]);
    return [like(x, dims, (i) => x.data[placeIn(x, placesOf(i, dims))] ?? 0)];
  },
  ConstantOfShape: (_, inputs) => [like(zero, [...given(inputs, 0).data], () => 0)],
  Range: (_, inputs) => {
    const [from, to, step] = [0, 1, 2].map((place) => given(inputs, place).data[0] ?? 0);
    return [integersValue(range(from ?? 0, to ?? 0, step ?? 1))];
  },
  NonZero: (_, inputs) => {
    const x = given(inputs, 0);
    const places = [...x.data.keys()].filter((i) => x.data[i] !== 0).map((i) => placesOf(i, x.dims));
    return [
      integersValue(
        x.dims.flatMap((_, axis) => places.map((place) => place[axis] ?? 0)),
        [x.dims.length, places.length],
      ),
    ];
  },
  Pad: (_, inputs) => {
    const [x, pads] = [given(inputs, 0), given(inputs, 1).data];
    const rank = x.dims.length;
    const dims = x.dims.map((size, i) => size + (pads[i] ?? 0) + (pads[i + rank] ?? 0));
    return [
      like(x, dims, (i) => {
        const places = placesOf(i, dims).map((place, axis) => place - (pads[axis] ?? 0));
        const inside = places.every((place, axis) => place >= 0 && place < (x.dims[axis] ?? 0));
        return inside ? (x.data[flat(x.dims, places)] ?? 0) : 0;
      }),
    ];
  },
};

function reshaped(x: Value, dims: readonly number[]): Value {
  if (sizeOf(dims) !== x.data.length) throw new Error(`[${x.dims}] cannot become [${dims}]`);
  return { ...x, dims };
}

/** The numbers at the crossings of places per dimension. */
function taken(x: Value, places: readonly (readonly number[])[]): Value {
  const dims = places.map(({ length }) => length);
  return like(
    x,
    dims,
    (i) =>
      x.data[
        flat(
          x.dims,
          placesOf(i, dims).map((place, axis) => places[axis]?.[place] ?? 0),
        )
      ] ?? 0,
  );
}

export function flat(dims: readonly number[], places: readonly number[]): number {
  const strides = stridesOf(dims);
  return strides.reduce((sum, stride, i) => sum + stride * (places[i] ?? 0), 0);
}

/** As ONNX's Slice counts: negative places from the end, everything cut to what is there. */
function cut(size: number, start: number, end: number, step: number): readonly number[] {
  const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
  const bound = (at: number): number => Math.max(low, Math.min(high, at < 0 ? at + size : at));
  return range(step > 0 ? bound(start) : Math.min(size - 1, axisOf(start, size)), bound(end), step);
}

function range(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, i) => from + i * step);
}

const zero: Value = { type: 'float32', dims: [], data: new Float64Array(1) };
