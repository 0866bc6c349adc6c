// Products of all rows of one matrix with all rows of another: what distances, covariances and projections are made of.
import { NumericError } from '#core/errors';
import { productsMemory, productsModule } from './products-module.ts';

/** Rows of equal width, row-major, finite. */
export interface RowMatrix {
  readonly values: Float32Array;
  readonly count: number;
  readonly width: number;
}

/**
 * c[i, j] = sum over k of a[i, k] b[j, k].
 * @param out - shape [a.count, b.count]; overwritten and returned
 * @param lowerOnly - leaves cells with j > i undefined where a whole tile of 128 x 128 is above the diagonal: for symmetric results
 * @returns sums of 512 terms in 32-bit floats, those added in 64 bits and rounded once more; the same bits on every machine
 * @throws {NumericError} NUMERIC_SHAPE when widths differ or an array is too short
 * @limits one copy of a tile in 1 MiB of memory of its own; about 20 GFLOP/s with WebAssembly vectors, .5 without WebAssembly
 */
export function rowProducts(
  a: RowMatrix,
  b: RowMatrix,
  out: Float32Array = new Float32Array(a.count * b.count),
  lowerOnly = false,
): Float32Array {
  assertShapes(a, b, out);
  const kernel = loadKernel();
  const { width } = a;
  out.fill(0);
  for (let i = 0; i < a.count; i += tileRows) {
    const rowsA = Math.min(tileRows, a.count - i);
    const lastB = lowerOnly ? Math.min(b.count, i + tileRows) : b.count;
    for (let j = 0; j < lastB; j += tileRows) {
      const rowsB = Math.min(tileRows, b.count - j);
      for (let k = 0; k < width; k += tileWidth) {
        const depth = Math.min(tileWidth, width - k);
        const stride = roundUp(depth, 4);
        fill(kernel.a, a, { row: i, rows: rowsA, column: k, columns: depth, stride });
        fill(kernel.b, b, { row: j, rows: rowsB, column: k, columns: depth, stride });
        kernel.multiply(roundUp(rowsA, 4), roundUp(rowsB, 2), stride);
        addTile(kernel.c, roundUp(rowsB, 2), out, { row: i, column: j, rows: rowsA, columns: rowsB, width: b.count });
      }
    }
  }
  return out;
}

function assertShapes(a: RowMatrix, b: RowMatrix, out: Float32Array): void {
  const fits =
    a.width === b.width &&
    a.values.length >= a.count * a.width &&
    b.values.length >= b.count * b.width &&
    out.length >= a.count * b.count;
  if (fits) return;
  throw new NumericError(
    'NUMERIC_SHAPE',
    `[${a.count}, ${a.width}] in ${a.values.length} numbers times [${b.count}, ${b.width}] in ${b.values.length} into ${out.length}`,
  );
}

interface Tile {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
  readonly stride: number;
}

/** Copies a tile; what the padding of a row holds is set to 0, rows of padding may hold anything. */
function fill(target: Float32Array, source: RowMatrix, { row, rows, column, columns, stride }: Tile): void {
  for (let r = 0; r < rows; r++) {
    const from = (row + r) * source.width + column;
    target.set(source.values.subarray(from, from + columns), r * stride);
    for (let pad = columns; pad < stride; pad++) target[r * stride + pad] = 0;
  }
}

interface Place {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
}

function addTile(tile: Float32Array, tileStride: number, out: Float32Array, place: Place): void {
  for (let r = 0; r < place.rows; r++) {
    const from = r * tileStride;
    const to = (place.row + r) * place.width + place.column;
    for (let c = 0; c < place.columns; c++) out[to + c] = (out[to + c] ?? 0) + (tile[from + c] ?? 0);
  }
}

interface Kernel {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly c: Float32Array;
  readonly multiply: (rowsA: number, rowsB: number, stride: number) => void;
}

/** What is used of the WebAssembly of the platform. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: KernelExports };
}

interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly products: (a: number, b: number, c: number, rowsA: number, rowsB: number, stride: number) => void;
}

declare const WebAssembly: WebAssemblyApi | undefined;

let kernel: Kernel | undefined;

function loadKernel(): Kernel {
  kernel ??= typeof WebAssembly === 'undefined' ? plainKernel() : vectorKernel(WebAssembly);
  return kernel;
}

function vectorKernel(api: WebAssemblyApi): Kernel {
  const { memory, products } = new api.Instance(new api.Module(productsModule())).exports;
  return {
    ...views(memory.buffer),
    multiply: (rowsA, rowsB, stride) => products(0, bOffset, cOffset, rowsA, rowsB, stride * 4),
  };
}

/** Without WebAssembly: the same sums in the same order, bit for bit. */
export function plainKernel(): Kernel {
  const { a, b, c } = views(new ArrayBuffer(productsMemory));
  const lanes = new Float32Array(4);
  const multiply = (rowsA: number, rowsB: number, stride: number): void => {
    for (let i = 0; i < rowsA; i++) {
      for (let j = 0; j < rowsB; j++) {
        lanes.fill(0);
        for (let k = 0; k < stride; k++) {
          const product = Math.fround((a[i * stride + k] ?? 0) * (b[j * stride + k] ?? 0));
          lanes[k & 3] = (lanes[k & 3] ?? 0) + product;
        }
        const low = Math.fround((lanes[0] ?? 0) + (lanes[1] ?? 0));
        c[i * rowsB + j] = low + Math.fround((lanes[2] ?? 0) + (lanes[3] ?? 0));
      }
    }
  };
  return { a, b, c, multiply };
}

function views(buffer: ArrayBuffer): Pick<Kernel, 'a' | 'b' | 'c'> {
  const cells = tileRows * tileWidth;
  return {
    a: new Float32Array(buffer, 0, cells),
    b: new Float32Array(buffer, bOffset, cells),
    c: new Float32Array(buffer, cOffset, tileRows * tileRows),
  };
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

/** Two tiles of 256 KiB stay in the second level cache. */
const tileRows = 128;
const tileWidth = 512;
const bOffset = tileRows * tileWidth * 4;
const cOffset = 2 * bOffset;
