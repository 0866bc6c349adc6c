// TensorProto and ValueInfoProto: what a constant is and where its numbers stand; what an input is.
import { NumericError } from '#core/errors';
import { elementTypes } from './encode-model.ts';
import type { Dim, ElementType, Port, StoredConstant } from './graph.ts';
import { type Field, fieldsOf, integersOfField, malformed, textOfField } from './wire-reader.ts';

/** An initializer in the bytes of its model. */
export interface StoredTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly type: ElementType | 'other';
  /** The numbers, little-endian, as one piece [from, to) of the bytes; absent where they are stored in another way. */
  readonly place?: { readonly from: number; readonly to: number };
  /** Of a short int64 tensor. */
  readonly integers?: readonly number[];
}

/** What a graph has to know of a tensor that stays as it stands. */
export function constantOf({ dims, integers }: StoredTensor): StoredConstant {
  return integers === undefined ? { dims } : { dims, integers };
}

/**
 * @throws {NumericError} NUMERIC_MODEL when the numbers lie in another file
 */
export function decodeTensor(bytes: Uint8Array, tensor: Field): StoredTensor {
  let name = '';
  let type: number | undefined;
  const dims: number[] = [];
  const places: Field[] = [];
  const written: number[] = [];
  for (const field of fieldsOf(bytes, tensor.from, tensor.to)) {
    if (field.number === 1) for (const dim of integersOfField(bytes, field)) dims.push(dim);
    else if (field.number === 2) type = field.value;
    else if (field.number === 8) name = textOfField(bytes, field);
    // raw_data, and float_data, whose packed form is the same bytes.
    else if ((field.number === 9 || field.number === 4) && field.to > field.from) places.push(field);
    else if (field.number === 7 && field.to - field.from < shortBytes) {
      for (const value of integersOfField(bytes, field)) written.push(value);
    } else if (field.number === 14 && field.value === 1) {
      throw new NumericError('NUMERIC_MODEL', 'the weights of the model lie in a file of their own');
    }
  }
  if (dims.some((dim) => !(dim >= 0))) throw malformed('a tensor has a negative size', tensor.from);
  const known = typeOf(type);
  const [place] = places;
  const size = dims.reduce((a, b) => a * b, 1);
  const length = place === undefined ? 0 : place.to - place.from;
  const whole = places.length === 1 && place?.wire === 2 && length === size * (bytesOf[known] ?? -1);
  const raw = whole && known === 'int64' && length < shortBytes ? integersAt(bytes, place) : written;
  return {
    name,
    dims,
    type: known,
    ...(whole ? { place: { from: place.from, to: place.to } } : {}),
    ...(known === 'int64' && raw.length === size ? { integers: raw } : {}),
  };
}

function integersAt(bytes: Uint8Array, { from, to }: Field): readonly number[] {
  return Array.from(new BigInt64Array(bytes.slice(from, to).buffer), Number);
}

/** Shapes, axes and ranges are short; anything longer is an index table. */
const shortBytes = 512;

/** @throws {NumericError} NUMERIC_MODEL */
export function decodePort(bytes: Uint8Array, port: Field): Port {
  let name = '';
  let type: number | undefined;
  const dims: Dim[] = [];
  let ranked = false;
  for (const field of fieldsOf(bytes, port.from, port.to)) {
    if (field.number === 1) name = textOfField(bytes, field);
    if (field.number !== 2) continue;
    for (const tensor of within(bytes, field, 1)) {
      for (const part of fieldsOf(bytes, tensor.from, tensor.to)) {
        if (part.number === 1) type = part.value;
        if (part.number !== 2) continue;
        ranked = true;
        for (const dim of within(bytes, part, 1)) dims.push(decodeDim(bytes, dim, `${name}/${dims.length}`));
      }
    }
  }
  return { name, type: typeOf(type), dims, encoded: bytes.subarray(port.from, port.to), ...(ranked ? {} : { ranked }) };
}

function decodeDim(bytes: Uint8Array, dim: Field, otherwise: string): Dim {
  for (const field of fieldsOf(bytes, dim.from, dim.to)) {
    if (field.number === 1) return field.value;
    if (field.number === 2) return textOfField(bytes, field) || otherwise;
  }
  return otherwise;
}

/** Messages under one field number. */
function within(bytes: Uint8Array, { from, to }: Field, number: number): readonly Field[] {
  return [...fieldsOf(bytes, from, to)].filter((field) => field.number === number && field.wire === 2);
}

function typeOf(code: number | undefined): ElementType | 'other' {
  for (const type of ['float32', 'int64', 'int32', 'uint8', 'bool'] as const) {
    if (elementTypes[type] === code) return type;
  }
  return 'other';
}

const bytesOf: Readonly<Record<ElementType | 'other', number | undefined>> = {
  float32: 4,
  int32: 4,
  int64: 8,
  uint8: 1,
  bool: 1,
  other: undefined,
};
