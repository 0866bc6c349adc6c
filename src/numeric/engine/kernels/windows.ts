// Convolutions and pools: loops over the places of the window.
import { type GraphNode, integerOf, integersOf } from '../../graph/graph.ts';
import { slidSizes, type Window, windowOf } from '../../graph/window.ts';
import { floatsOf, integersValue, placesOf, sizeOf, type Value } from './array.ts';
import { given, type Kernels } from './kernel.ts';

export const windows: Kernels = {
  Conv: (node, inputs) => {
    const [x, w, b] = [given(inputs, 0), given(inputs, 1), inputs[2]];
    const window = windowFor(node, x, w.dims.slice(2));
    const dims = [x.dims[0] ?? 1, w.dims[0] ?? 1, ...sizes(node, x, window)];
    const channels = w.dims[1] ?? 1;
    const perGroup = (w.dims[0] ?? 1) / integerOf(node, 'group', 1);
    const area = sizeOf(window.kernel);
    return [
      floatsOf(dims, (i) => {
        const [n = 0, m = 0, ...places] = placesOf(i, dims);
        let sum = b?.data[m] ?? 0;
        for (let c = 0; c < channels; c++) {
          const plane = (n * (x.dims[1] ?? 1) + Math.floor(m / perGroup) * channels + c) * sizeOf(x.dims.slice(2));
          visit(window, places, x.dims, (from, k) => {
            sum += (x.data[plane + from] ?? 0) * (w.data[(m * channels + c) * area + k] ?? 0);
          });
        }
        return sum;
      }),
    ];
  },
  ConvTranspose: (node, inputs) => {
    const [x, w] = [given(inputs, 0), given(inputs, 1)];
    const window = windowFor(node, x, w.dims.slice(2));
    const groups = integerOf(node, 'group', 1);
    const perGroup = w.dims[1] ?? 1;
    const more = integersOf(node, 'output_padding') ?? [];
    const spatial = window.kernel.map((size, i) => {
      const reach = (size - 1) * (window.dilations[i] ?? 1) + 1;
      const whole = ((x.dims[i + 2] ?? 1) - 1) * (window.strides[i] ?? 1) + reach + (more[i] ?? 0);
      return whole - (window.before[i] ?? 0) - (window.after[i] ?? 0);
    });
    const dims = [x.dims[0] ?? 1, perGroup * groups, ...spatial];
    const sums = new Float64Array(sizeOf(dims));
    const area = sizeOf(window.kernel);
    x.data.forEach((value, i) => {
      const [n = 0, m = 0, ...places] = placesOf(i, x.dims);
      const group = Math.floor(m / ((x.dims[1] ?? 1) / groups));
      for (let c = 0; c < perGroup; c++) {
        const plane = (n * (dims[1] ?? 1) + group * perGroup + c) * sizeOf(spatial);
        visit(window, places, dims, (to, k) => {
          sums[plane + to] = (sums[plane + to] ?? 0) + value * (w.data[(m * perGroup + c) * area + k] ?? 0);
        });
      }
    });
    return [floatsOf(dims, (i) => sums[i] ?? 0)];
  },
  MaxPool: (node, inputs) => {
    const x = given(inputs, 0);
    const window = windowFor(node, x);
    const dims = [x.dims[0] ?? 1, x.dims[1] ?? 1, ...sizes(node, x, window)];
    const area = sizeOf(x.dims.slice(2));
    const places = Array.from({ length: sizeOf(dims) }, (_, i) => {
      const [n = 0, c = 0, ...at] = placesOf(i, dims);
      const plane = (n * (x.dims[1] ?? 1) + c) * area;
      let best = -1;
      visit(window, at, x.dims, (from) => {
        if (best < 0 || (x.data[plane + from] ?? 0) > (x.data[best] ?? 0)) best = plane + from;
      });
      return best;
    });
    return [floatsOf(dims, (i) => x.data[places[i] ?? 0] ?? 0), integersValue(places, dims)];
  },
  MaxUnpool: (_, inputs) => {
    const [x, indices, shape] = [given(inputs, 0), given(inputs, 1), given(inputs, 2)];
    const result = new Float64Array(sizeOf([...shape.data]));
    x.data.forEach((value, i) => {
      result[indices.data[i] ?? 0] = value;
    });
    return [floatsOf([...shape.data], (i) => result[i] ?? 0)];
  },
  AveragePool: (node, inputs) => {
    const x = given(inputs, 0);
    const window = windowFor(node, x);
    const dims = [x.dims[0] ?? 1, x.dims[1] ?? 1, ...sizes(node, x, window)];
    const withPads = integerOf(node, 'count_include_pad', 0) === 1;
    return [
      floatsOf(dims, (i) => {
        const [n = 0, c = 0, ...at] = placesOf(i, dims);
        const plane = (n * (x.dims[1] ?? 1) + c) * sizeOf(x.dims.slice(2));
        let [sum, count] = [0, 0];
        visit(window, at, x.dims, (from) => {
          sum += x.data[plane + from] ?? 0;
          count += 1;
        });
        return sum / (withPads ? sizeOf(window.kernel) : count);
      }),
    ];
  },
};

function windowFor(node: GraphNode, x: Value, kernel?: readonly number[]): Window {
  const window = windowOf(node, x.dims, kernel);
  if (window === undefined) throw new Error('the window has no size');
  return window;
}

function sizes(node: GraphNode, x: Value, window: Window): readonly number[] {
  return slidSizes(node, x.dims, window).map(Number);
}

/** Each number under the window that is no padding: its place in the plane and in the kernel. */
function visit(
  window: Window,
  places: readonly number[],
  dims: readonly number[],
  see: (place: number, kernel: number) => void,
): void {
  const area = sizeOf(window.kernel);
  for (let k = 0; k < area; k++) {
    const offsets = placesOf(k, window.kernel);
    let at = 0;
    let inside = true;
    offsets.forEach((offset, i) => {
      const size = dims[i + 2] ?? 1;
      const place =
        (places[i] ?? 0) * (window.strides[i] ?? 1) - (window.before[i] ?? 0) + offset * (window.dilations[i] ?? 1);
      if (place < 0 || place >= size) inside = false;
      at = at * size + place;
    });
    if (inside) see(at, k);
  }
}
