// The protobuf wire format, read from memory: one field after the other. Every length is checked against the bytes there are.
import { NumericError } from '#core/errors';

/** A field of a message: a number, or a range of bytes. */
export interface Field {
  readonly number: number;
  /** Of a varint; exact up to 2^53. */
  readonly value: number;
  /** Payload [from, to) in the whole; a varint has its own bytes. */
  readonly from: number;
  readonly to: number;
  /** Protobuf's wire type. */
  readonly wire: number;
}

/**
 * The fields of the message [from, to) in their order.
 * @throws {NumericError} NUMERIC_MODEL where the bytes are no message
 */
export function* fieldsOf(bytes: Uint8Array, from = 0, to: number = bytes.length): Generator<Field> {
  let at = from;
  while (at < to) {
    const tag = readVarint(bytes, at, to);
    const wire = tag.value % 8;
    const number = Math.floor(tag.value / 8);
    if (number < 1) throw malformed('a field has the number 0', at);
    const payload = payloadOf(bytes, tag.next, to, wire);
    yield { number, wire, ...payload };
    at = payload.to;
  }
}

function payloadOf(bytes: Uint8Array, at: number, to: number, wire: number): Pick<Field, 'value' | 'from' | 'to'> {
  if (wire === 0) {
    const { value, next } = readVarint(bytes, at, to);
    return { value, from: at, to: next };
  }
  const length = wire === 2 ? readVarint(bytes, at, to) : { value: fixedLengths[wire] ?? -1, next: at };
  // ATTACKER: the length. Wire types 3 and 4 are groups, which ONNX does not have.
  if (length.value < 0) throw malformed(`wire type ${wire} is none of ONNX`, at);
  if (length.value > to - length.next) throw malformed('a field is longer than the message it is in', at);
  return { value: 0, from: length.next, to: length.next + length.value };
}

/** Integers of a field that may be packed. @throws {NumericError} NUMERIC_MODEL */
export function integersOfField(bytes: Uint8Array, field: Field): readonly number[] {
  if (field.wire === 0) return [signed(bytes, field.from, field.to)];
  const values: number[] = [];
  for (let at = field.from; at < field.to; ) {
    const { next } = readVarint(bytes, at, field.to);
    values.push(signed(bytes, at, next));
    at = next;
  }
  return values;
}

/** Floats of a field that may be packed. @throws {NumericError} NUMERIC_MODEL */
export function floatsOfField(bytes: Uint8Array, { from, to }: Field): Float32Array {
  const length = to - from;
  if (length % 4 !== 0) throw malformed('float numbers end in the middle', from);
  return new Float32Array(bytes.slice(from, to).buffer);
}

export function textOfField(bytes: Uint8Array, { from, to }: Field): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(from, to));
}

/** A varint as the signed 64-bit number it stands for. */
function signed(bytes: Uint8Array, from: number, to: number): number {
  let value = 0n;
  for (let at = from; at < to; at++) value |= BigInt((bytes[at] ?? 0) & 0x7f) << BigInt(7 * (at - from));
  return Number(BigInt.asIntN(64, value));
}

function readVarint(bytes: Uint8Array, at: number, to: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    if (at + i >= to) throw malformed('a number ends in the middle', at);
    const byte = bytes[at + i] ?? 0;
    value += (byte & 0x7f) * 128 ** i;
    if (byte < 0x80) return { value, next: at + i + 1 };
  }
  throw malformed('a number has more than ten bytes', at);
}

export function malformed(message: string, offset: number): NumericError {
  return new NumericError('NUMERIC_MODEL', `no ONNX model: ${message}`, { offset });
}

/** Bytes after the tag of a number of fixed length: 64 and 32 bits. */
const fixedLengths: Readonly<Record<number, number>> = { 1: 8, 5: 4 };
