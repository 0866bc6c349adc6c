// Arrays of the plain engine: numbers of all types as doubles, rounded to float32 where the type says so.
import type { Tensor, TensorData } from '../engine.ts';

export interface Value {
  readonly type: Tensor['type'];
  readonly dims: readonly number[];
  readonly data: Float64Array;
}

export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((a, b) => a * b, 1);
}

/** An array of float32 numbers, each given by its place. */
export function floatsOf(dims: readonly number[], at: (place: number) => number): Value {
  const data = new Float64Array(sizeOf(dims));
  for (let i = 0; i < data.length; i++) data[i] = Math.fround(at(i));
  return { type: 'float32', dims, data };
}

/** The same type, other numbers. */
export function like({ type }: Value, dims: readonly number[], at: (place: number) => number): Value {
  if (type === 'float32') return floatsOf(dims, at);
  const data = new Float64Array(sizeOf(dims));
  for (let i = 0; i < data.length; i++) data[i] = at(i);
  return { type, dims, data };
}

export function integersValue(values: readonly number[], dims: readonly number[] = [values.length]): Value {
  return { type: 'int64', dims, data: Float64Array.from(values) };
}

/** Steps in memory per dimension. */
export function stridesOf(dims: readonly number[]): readonly number[] {
  const strides = dims.map(() => 1);
  for (let i = dims.length - 2; i >= 0; i--) strides[i] = (strides[i + 1] ?? 1) * (dims[i + 1] ?? 1);
  return strides;
}

/** Place in each dimension of a place in memory. */
export function placesOf(place: number, dims: readonly number[]): number[] {
  const places = dims.map(() => 0);
  let rest = place;
  for (let i = dims.length - 1; i >= 0; i--) {
    const size = dims[i] ?? 1;
    places[i] = rest % size;
    rest = Math.floor(rest / size);
  }
  return places;
}

/** Place in memory; dimensions of size 1 are repeated, missing ones in front too. */
export function placeIn(value: Value, places: readonly number[]): number {
  const strides = stridesOf(value.dims);
  const lead = places.length - value.dims.length;
  return value.dims.reduce((sum, size, i) => sum + (size === 1 ? 0 : (places[i + lead] ?? 0) * (strides[i] ?? 1)), 0);
}

export function axisOf(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

export function toValue({ type, dims, data }: Tensor): Value {
  return { type, dims, data: Float64Array.from(data, Number) };
}

export function toTensor({ type, dims, data }: Value): Tensor {
  return { type, dims, data: numbersOf(type, data) };
}

function numbersOf(type: Tensor['type'], data: Float64Array): TensorData {
  switch (type) {
    case 'float32':
      return Float32Array.from(data);
    case 'int64':
      return BigInt64Array.from(Array.from(data, BigInt));
    case 'int32':
      return Int32Array.from(data);
    default:
      return Uint8Array.from(data);
  }
}
