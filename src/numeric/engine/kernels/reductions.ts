// Sums, means, products of matrices, and what is made of them.
import { floatOf, integerOf, integersOf } from '../../graph/graph.ts';
import { axisOf, floatsOf, like, placeIn, placesOf, sizeOf, type Value } from './array.ts';
import { joined } from './elementwise.ts';
import { given, type Kernel, type Kernels } from './kernel.ts';

export const reductions: Kernels = {
  ReduceSum: reduce((sum) => sum),
  ReduceMean: reduce((sum, count) => sum / count),
  Softmax: softmax((x, total) => Math.exp(x) / total),
  LogSoftmax: softmax((x, total) => x - Math.log(total)),
  MatMul: (_, inputs) => [matMul(given(inputs, 0), given(inputs, 1))],
  Gemm: (node, inputs) => {
    const a = integerOf(node, 'transA', 0) === 1 ? turned(given(inputs, 0)) : given(inputs, 0);
    const b = integerOf(node, 'transB', 0) === 1 ? turned(given(inputs, 1)) : given(inputs, 1);
    const product = matMul(a, b);
    const [alpha, beta] = [floatOf(node, 'alpha', 1), floatOf(node, 'beta', 1)];
    const c = inputs[2];
    return [
      floatsOf(product.dims, (i) => {
        const more = c === undefined ? 0 : (c.data[placeIn(c, placesOf(i, product.dims))] ?? 0);
        return alpha * (product.data[i] ?? 0) + beta * more;
      }),
    ];
  },
  BatchNormalization: (node, inputs) => {
    const x = given(inputs, 0);
    const [scale, offset, mean, variance] = [1, 2, 3, 4].map((place) => given(inputs, place).data);
    const epsilon = floatOf(node, 'epsilon', 1e-5);
    return [
      floatsOf(x.dims, (i) => {
        const c = placesOf(i, x.dims)[1] ?? 0;
        const deviation = Math.sqrt((variance?.[c] ?? 0) + epsilon);
        return (((x.data[i] ?? 0) - (mean?.[c] ?? 0)) / deviation) * (scale?.[c] ?? 0) + (offset?.[c] ?? 0);
      }),
    ];
  },
  LayerNormalization: (node, inputs) => {
    const [x, scale, offset] = [given(inputs, 0), given(inputs, 1), inputs[2]];
    const width = sizeOf(x.dims.slice(axisOf(integerOf(node, 'axis', -1), x.dims.length)));
    const epsilon = floatOf(node, 'epsilon', 1e-5);
    const result = x.data.slice();
    for (let from = 0; from < result.length; from += width) {
      const row = x.data.subarray(from, from + width);
      const mean = row.reduce((a, b) => a + b, 0) / width;
      const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
      for (let i = 0; i < width; i++) {
        const normal = ((row[i] ?? 0) - mean) / Math.sqrt(variance + epsilon);
        result[from + i] = normal * (scale.data[i] ?? 1) + (offset?.data[i] ?? 0);
      }
    }
    return [floatsOf(x.dims, (i) => result[i] ?? 0)];
  },
  GlobalAveragePool: (_, inputs) => {
    const x = given(inputs, 0);
    const area = sizeOf(x.dims.slice(2));
    const mean = (i: number): number => x.data.subarray(i * area, (i + 1) * area).reduce((a, b) => a + b, 0) / area;
    return [
      floatsOf(
        x.dims.map((size, i) => (i < 2 ? size : 1)),
        mean,
      ),
    ];
  },
};

function reduce(finish: (sum: number, count: number) => number): Kernel {
  return (node, inputs) => {
    const x = given(inputs, 0);
    const listed = integersOf(node, 'axes') ?? [...(inputs[1]?.data ?? [])];
    const none = listed.length === 0 && integerOf(node, 'noop_with_empty_axes', 0) === 1;
    const axes =
      listed.length === 0 && !none ? x.dims.map((_, i) => i) : listed.map((axis) => axisOf(axis, x.dims.length));
    const kept = x.dims.map((size, axis) => (axes.includes(axis) ? 1 : size));
    const sums = new Float64Array(sizeOf(kept));
    const shape: Value = { type: 'float32', dims: kept, data: sums };
    for (let i = 0; i < x.data.length; i++) {
      const at = placeIn(shape, placesOf(i, x.dims));
      sums[at] = (sums[at] ?? 0) + (x.data[i] ?? 0);
    }
    const dims = integerOf(node, 'keepdims', 1) === 1 ? kept : x.dims.filter((_, axis) => !axes.includes(axis));
    return [like(x, dims, (i) => finish(sums[i] ?? 0, x.data.length / sums.length))];
  };
}

function softmax(finish: (x: number, total: number) => number): Kernel {
  return (node, inputs) => {
    const x = given(inputs, 0);
    const axis = axisOf(integerOf(node, 'axis', -1), x.dims.length);
    const dims = x.dims.with(axis, 1);
    const [largest, total] = [new Float64Array(sizeOf(dims)).fill(-Infinity), new Float64Array(sizeOf(dims))];
    const group: Value = { type: 'float32', dims, data: total };
    const groupOf = (i: number): number => placeIn(group, placesOf(i, x.dims));
    x.data.forEach((value, i) => {
      largest[groupOf(i)] = Math.max(largest[groupOf(i)] ?? 0, value);
    });
    x.data.forEach((value, i) => {
      total[groupOf(i)] = (total[groupOf(i)] ?? 0) + Math.exp(value - (largest[groupOf(i)] ?? 0));
    });
    return [floatsOf(x.dims, (i) => finish((x.data[i] ?? 0) - (largest[groupOf(i)] ?? 0), total[groupOf(i)] ?? 1))];
  };
}

/** Vectors are matrices of one row or one column whose dimension is dropped afterwards. */
function matMul(first: Value, second: Value): Value {
  const a = first.dims.length === 1 ? { ...first, dims: [1, ...first.dims] } : first;
  const b = second.dims.length === 1 ? { ...second, dims: [...second.dims, 1] } : second;
  const [rows = 1, inner = 1] = a.dims.slice(-2);
  const [depth = 1, columns = 1] = b.dims.slice(-2);
  if (inner !== depth) throw new Error(`[${a.dims}] and [${b.dims}] cannot be multiplied`);
  const batch = joined([a.dims.slice(0, -2), b.dims.slice(0, -2)]);
  const product = floatsOf([...batch, rows, columns], (i) => {
    const places = placesOf(i, [...batch, rows, columns]);
    const [row = 0, column = 0] = places.slice(-2);
    const left = placeIn({ ...a, dims: [...a.dims.slice(0, -2), rows, inner] }, [...places.slice(0, -2), row, 0]);
    const right = placeIn({ ...b, dims: [...b.dims.slice(0, -2), inner, columns] }, [
      ...places.slice(0, -2),
      0,
      column,
    ]);
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += (a.data[left + k] ?? 0) * (b.data[right + k * columns] ?? 0);
    return sum;
  });
  const dims = [...batch, ...(first.dims.length === 1 ? [] : [rows]), ...(second.dims.length === 1 ? [] : [columns])];
  return { ...product, dims };
}

function turned(x: Value): Value {
  const [rows = 1, columns = 1] = x.dims;
  return like(x, [columns, rows], (i) => x.data[(i % rows) * columns + Math.floor(i / rows)] ?? 0);
}
