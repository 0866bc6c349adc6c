// An npy file as numbers, read in parts.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import { readNpyHeader } from './header.ts';

export interface NumberArray {
  readonly shape: readonly number[];
  /** Product of the shape. */
  readonly count: number;
  /** `u1`, `f4`, ...; `b1` for truth values. */
  readonly type: NumberType;
  /** Elements [from, to) in row-major order; of 64-bit integers what a double can hold. A fresh array. */
  readonly read: (from: number, to: number) => Float64Array;
}

export type NumberType = 'b1' | 'u1' | 'i1' | 'u2' | 'i2' | 'u4' | 'i4' | 'u8' | 'i8' | 'f2' | 'f4' | 'f8';

/**
 * @throws {FormatError} FORMAT_UNSUPPORTED for elements that are no numbers and for arrays stored column by column;
 *   FORMAT_MALFORMED, FORMAT_TRUNCATED, FORMAT_LIMIT
 */
export function openNumberArray(source: ByteSource, budget: WorkBudget): NumberArray {
  const reader = new ByteReader(source, budget);
  const header = readNpyHeader(reader, []);
  const match = header.descr.kind === 'text' ? /^([<>=|])?([a-z]\d)$/.exec(header.descr.text) : null;
  const type = match?.[2];
  if (type === undefined || !isNumberType(type)) throw unsupported('the elements of the array are no numbers');
  const shape = (header.shape.kind === 'tuple' ? header.shape.items : []).map((item) => {
    if (item.kind !== 'integer' || !(item.value >= 0))
      throw new FormatError('FORMAT_MALFORMED', 'the shape has no proper sizes');
    return item.value;
  });
  if (header.fortran && shape.filter((size) => size > 1).length > 1) {
    throw unsupported('the array is stored column by column (fortran_order)');
  }
  const count = shape.reduce((product, size) => product * size, 1);
  const from = reader.position;
  const bytes = Number(type[1]);
  if (!(count * bytes <= source.size - from)) {
    throw new FormatError('FORMAT_TRUNCATED', 'the array has fewer bytes than its shape says', { offset: source.size });
  }
  const little = match?.[1] !== '>';
  return { shape, count, type, read: (start, end) => readElements(source, from, type, little, start, end) };
}

function readElements(
  source: ByteSource,
  dataFrom: number,
  type: NumberType,
  little: boolean,
  start: number,
  end: number,
): Float64Array {
  const size = Number(type[1]);
  const values = new Float64Array(end - start);
  const bytes = source.read(dataFrom + start * size, values.length * size);
  if (bytes.length < values.length * size) throw new FormatError('FORMAT_TRUNCATED', 'the array ends early');
  if (type === 'u1' || type === 'b1') values.set(bytes);
  else {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const read = readers[type];
    for (let at = 0; at < values.length; at++) values[at] = read(view, at * size, little);
  }
  return values;
}

function isNumberType(type: string): type is NumberType {
  return Object.hasOwn(readers, type);
}

function unsupported(message: string): FormatError {
  return new FormatError('FORMAT_UNSUPPORTED', message, { offset: 10 });
}

const readers: Readonly<Record<NumberType, (view: DataView, at: number, little: boolean) => number>> = {
  b1: (view, at) => view.getUint8(at),
  u1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  f2: (view, at, little) => half(view.getUint16(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};

/** IEEE 754 binary16; DataView has it only since Node 24. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
