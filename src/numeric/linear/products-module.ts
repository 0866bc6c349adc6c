// The WebAssembly module that `row-products` runs: one function of 128-bit vector arithmetic, written down instruction by
// instruction. Vector addition and multiplication of WebAssembly are IEEE 754 without fusing, so the result has the same bits on
// every machine.
// Source: WebAssembly Core Specification 2.0, section 5 (binary format).

/** Bytes of memory that the module has. */
export const productsMemory: number = 64 * 16 * 1024;

/**
 * A module that exports `memory` and `products(a, b, c, rowsA, rowsB, stride)`: c[i, j] = sum over k of a[i, k] b[j, k], all of
 * them 32-bit floats in memory at these byte offsets, row-major. `rowsA` is a multiple of 4, `rowsB` of 2, `stride` (bytes of a row of a
 * and b) of 16, none of them 0. Four lanes are summed apart: lane l holds k = l, l + 4, ..., and the end is (l0 + l1) + (l2 + l3).
 */
export function productsModule(): Uint8Array<ArrayBuffer> {
  const type = section(1, [1, 0x60, 6, i32, i32, i32, i32, i32, i32, 0]);
  const functions = section(3, [1, 0]);
  const memory = section(5, [1, 0, ...unsigned(productsMemory / (64 * 1024))]);
  const exported = section(7, [2, ...name('memory'), 2, 0, ...name('products'), 0, 0]);
  const body = [2, ...unsigned(local.accumulators - local.bRow), i32, ...unsigned(11), v128, ...instructions(), end];
  // Locals of one type stand together: pointers first, then the vectors.
  const code = section(10, [1, ...unsigned(body.length), ...body]);
  return Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...type, ...functions, ...memory, ...exported, ...code);
}

/** For four rows of a at a time, for two rows of b at a time: eight sums in registers along k. */
function instructions(): readonly number[] {
  const sums = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => local.accumulators + index);
  const [x, b0, b1] = [local.accumulators + 8, local.accumulators + 9, local.accumulators + 10] as const;
  const aRows = [local.a, local.a1, local.a2, local.a3];
  const along = loop([
    ...set(b0, load(local.bRow)),
    ...set(b1, load(local.bRow1)),
    ...aRows.flatMap((row, r) => [
      ...set(x, load(row)),
      ...addProduct(sums[2 * r] ?? 0, x, b0),
      ...addProduct(sums[2 * r + 1] ?? 0, x, b1),
    ]),
    ...set(local.offset, add(get(local.offset), constant(16))),
    ...branchIfLess(local.offset, local.stride),
  ]);
  const overB = loop([
    ...set(local.bRow1, add(get(local.bRow), get(local.stride))),
    ...sums.flatMap((sum) => set(sum, [simd, 0x0c, ...new Array<number>(16).fill(0)])),
    ...set(local.offset, constant(0)),
    ...along,
    ...set(local.cell, get(local.cRow)),
    ...[0, 1, 2, 3].flatMap((r) => [
      ...storeSum(sums[2 * r] ?? 0, 0),
      ...storeSum(sums[2 * r + 1] ?? 0, 4),
      ...set(local.cell, add(get(local.cell), get(local.cStride))),
    ]),
    ...set(local.cRow, add(get(local.cRow), constant(8))),
    ...set(local.bRow, add(get(local.bRow1), get(local.stride))),
    ...branchIfLess(local.bRow, local.bEnd),
  ]);
  return [
    ...set(local.aEnd, add(get(local.a), multiply(get(local.rowsA), get(local.stride)))),
    ...set(local.bEnd, add(get(local.b), multiply(get(local.rowsB), get(local.stride)))),
    ...set(local.cStride, multiply(get(local.rowsB), constant(4))),
    ...loop([
      ...set(local.a1, add(get(local.a), get(local.stride))),
      ...set(local.a2, add(get(local.a1), get(local.stride))),
      ...set(local.a3, add(get(local.a2), get(local.stride))),
      ...set(local.bRow, get(local.b)),
      ...set(local.cRow, get(local.c)),
      ...overB,
      ...set(local.c, add(get(local.c), multiply(get(local.cStride), constant(4)))),
      ...set(local.a, add(get(local.a3), get(local.stride))),
      ...branchIfLess(local.a, local.aEnd),
    ]),
  ];
}

/** The four lanes of a sum, added, to the cell at `offset` bytes from the current one. */
function storeSum(sum: number, offset: number): number[] {
  const lane = (index: number): number[] => [...get(sum), simd, 0x1f, index];
  const f32Add = 0x92;
  const f32Store = [0x38, 2, offset];
  return [...get(local.cell), ...lane(0), ...lane(1), f32Add, ...lane(2), ...lane(3), f32Add, f32Add, ...f32Store];
}

/** sum = sum + x * y, lane by lane. */
function addProduct(sum: number, x: number, y: number): number[] {
  const f32x4Multiply = [simd, 0xe6, 1];
  const f32x4Add = [simd, 0xe4, 1];
  return set(sum, [...get(sum), ...get(x), ...get(y), ...f32x4Multiply, ...f32x4Add]);
}

/** Four floats at row + offset. */
function load(row: number): number[] {
  return [...add(get(row), get(local.offset)), simd, 0x00, 4, 0];
}

function get(index: number): number[] {
  return [0x20, index];
}

function set(index: number, value: readonly number[]): number[] {
  return [...value, 0x21, index];
}

function add(a: readonly number[], b: readonly number[]): number[] {
  return [...a, ...b, 0x6a];
}

function multiply(a: readonly number[], b: readonly number[]): number[] {
  return [...a, ...b, 0x6c];
}

/** 0..63: one byte of signed LEB128. */
function constant(value: number): number[] {
  return [0x41, value];
}

/** A loop that runs again when the branch at its end is taken. */
function loop(body: readonly number[]): number[] {
  return [0x03, 0x40, ...body, end];
}

function branchIfLess(a: number, b: number): number[] {
  return [...get(a), ...get(b), 0x49, 0x0d, 0];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function name(text: string): number[] {
  return [text.length, ...Array.from(text, (letter) => letter.charCodeAt(0))];
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

const i32 = 0x7f;
const v128 = 0x7b;
const simd = 0xfd;
const end = 0x0b;

/** Parameters, then pointers, then the eleven vectors: eight sums, a row of a, two rows of b. */
const local = {
  a: 0,
  b: 1,
  c: 2,
  rowsA: 3,
  rowsB: 4,
  stride: 5,
  bRow: 6,
  bRow1: 7,
  aEnd: 8,
  bEnd: 9,
  a1: 10,
  a2: 11,
  a3: 12,
  offset: 13,
  cRow: 14,
  cell: 15,
  cStride: 16,
  accumulators: 17,
} as const;
