// Thrift compact protocol, as Parquet writes its footer and its page headers. Every length is checked against the bytes that are there
// before anything is made of it. Source: apache/thrift, doc/specs/thrift-compact-protocol.md.
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';

export type ThriftValue = number | boolean | Uint8Array | ThriftStruct | readonly ThriftValue[];

/** Fields by their number in the definition. A field of another type than asked for is not there. */
export class ThriftStruct {
  readonly #fields: ReadonlyMap<number, ThriftValue>;

  constructor(fields: ReadonlyMap<number, ThriftValue>) {
    this.#fields = fields;
  }

  has(id: number): boolean {
    return this.#fields.has(id);
  }

  /** Not exact above 2^53. */
  number(id: number): number | undefined {
    const value = this.#fields.get(id);
    return typeof value === 'number' ? value : undefined;
  }

  flag(id: number): boolean | undefined {
    const value = this.#fields.get(id);
    return typeof value === 'boolean' ? value : undefined;
  }

  text(id: number): string | undefined {
    const value = this.#fields.get(id);
    return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : undefined;
  }

  struct(id: number): ThriftStruct | undefined {
    const value = this.#fields.get(id);
    return value instanceof ThriftStruct ? value : undefined;
  }

  structs(id: number): readonly ThriftStruct[] {
    return this.list(id).filter((value) => value instanceof ThriftStruct);
  }

  list(id: number): readonly ThriftValue[] {
    const value = this.#fields.get(id);
    return Array.isArray(value) ? value : [];
  }
}

/**
 * The struct at the beginning of `bytes`, and where it ends there.
 * @param offset - of `bytes` in the file, for messages
 * @throws {FormatError} FORMAT_TRUNCATED, FORMAT_MALFORMED, FORMAT_LIMIT
 */
export function parseThrift(
  bytes: Uint8Array,
  offset: number,
  budget: WorkBudget,
): { readonly value: ThriftStruct; readonly end: number } {
  const reader = new ThriftReader(bytes, offset, budget);
  const value = reader.struct(0);
  return { value, end: reader.at };
}

class ThriftReader {
  readonly #bytes: Uint8Array;
  readonly #offset: number;
  readonly #budget: WorkBudget;
  at = 0;

  constructor(bytes: Uint8Array, offset: number, budget: WorkBudget) {
    this.#bytes = bytes;
    this.#offset = offset;
    this.#budget = budget;
  }

  struct(depth: number): ThriftStruct {
    if (depth > deepest) throw this.#malformed('structures are nested too deep');
    const fields = new Map<number, ThriftValue>();
    let id = 0;
    for (;;) {
      this.#budget.spend(1);
      const head = this.#byte();
      const type = head & 0x0f;
      if (type === types.stop) return new ThriftStruct(fields);
      id = head >> 4 === 0 ? this.#zigzag() : id + (head >> 4);
      // A boolean field has its value in its type.
      fields.set(id, type === types.true || type === types.false ? type === types.true : this.#value(type, depth));
    }
  }

  #value(type: number, depth: number): ThriftValue {
    switch (type) {
      case types.true:
      case types.false:
        return this.#byte() === types.true;
      case types.byte:
        return (this.#byte() << 24) >> 24;
      case types.i16:
      case types.i32:
      case types.i64:
        return this.#zigzag();
      case types.double:
        return Buffer.from(this.#take(8)).readDoubleLE(0);
      case types.binary:
        return this.#take(this.#varint());
      case types.list:
      case types.set:
        return this.#list(depth);
      case types.struct:
        return this.struct(depth + 1);
      default:
        throw this.#malformed('a field has a type that Parquet does not use');
    }
  }

  #list(depth: number): readonly ThriftValue[] {
    const head = this.#byte();
    const size = head >> 4 === 15 ? this.#varint() : head >> 4;
    // ATTACKER: every element takes at least one byte.
    if (size > this.#bytes.length - this.at) throw this.#truncated();
    if (depth > deepest) throw this.#malformed('lists are nested too deep');
    this.#budget.spend(size);
    return Array.from({ length: size }, () => this.#value(head & 0x0f, depth + 1));
  }

  #zigzag(): number {
    const value = this.#varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  #varint(): number {
    let value = 0;
    let scale = 1;
    for (let length = 0; length < 10; length += 1) {
      const byte = this.#byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    throw this.#malformed('a number has more than ten bytes');
  }

  #take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.at) throw this.#truncated();
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }

  #byte(): number {
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw this.#truncated();
    this.at += 1;
    return byte;
  }

  #truncated(): FormatError {
    return new FormatError('FORMAT_TRUNCATED', 'a structure of the table ends early', {
      offset: this.#offset + this.at,
    });
  }

  #malformed(message: string): FormatError {
    return new FormatError('FORMAT_MALFORMED', message, { offset: this.#offset + this.at });
  }
}

const types = {
  stop: 0,
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  struct: 12,
} as const;
/** Structures inside structures; Parquet's own are 6 deep. */
const deepest = 24;
