// FlatBuffers (flatbuffers.dev/internals): tables reached through offsets. Every offset, vtable and length is checked
// before it is followed; every visit costs work, so cycles and shared tables end in FORMAT_LIMIT and not in a hang.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';
import { PagedBytes } from './paged-bytes.ts';

/** Elements of a vector: `at` is the first one's offset. */
export interface FlatVector {
  readonly at: number;
  readonly length: number;
}

const tableWork = 16;

/** A FlatBuffer and the byte ranges of it that were visited. */
export class FlatBuffer {
  readonly bytes: PagedBytes;
  readonly budget: WorkBudget;
  /** Visited ranges, start and end alternating, in the order of their first visit. */
  readonly #visited = new Map<number, number>();

  constructor(source: ByteSource, budget: WorkBudget) {
    this.bytes = new PagedBytes(source);
    this.budget = budget;
  }

  get size(): number {
    return this.bytes.source.size;
  }

  /** The root table. @throws {FormatError} FORMAT_MALFORMED, FORMAT_TRUNCATED */
  root(): FlatTable {
    this.visit(0, 8);
    return this.table(this.bytes.u32(0));
  }

  table(at: number): FlatTable {
    this.budget.spend(tableWork, at);
    const vtable = at - this.bytes.i32(at);
    if (vtable < 0 || vtable + 4 > this.size) throw malformed('a table has its layout outside the file', at);
    const vtableBytes = this.bytes.u16(vtable);
    const tableBytes = this.bytes.u16(vtable + 2);
    if (vtableBytes < 4 || vtableBytes % 2 !== 0 || vtable + vtableBytes > this.size) {
      throw malformed('a table layout has an impossible size', vtable);
    }
    if (tableBytes < 4 || at + tableBytes > this.size) throw malformed('a table is longer than the file', at);
    this.visit(at, at + tableBytes);
    this.visit(vtable, vtable + vtableBytes);
    return new FlatTable(this, at, vtable, vtableBytes, tableBytes);
  }

  /** A vector of `elementBytes` each, or a string (1). */
  vector(at: number, elementBytes: number): FlatVector {
    const length = this.bytes.u32(at);
    const end = at + 4 + length * elementBytes;
    if (end > this.size) throw malformed('a vector is longer than the file', at);
    this.budget.spend(1 + (elementBytes === 1 ? length >> 10 : length >> 3), at);
    this.visit(at, end);
    return { at: at + 4, length };
  }

  /** The string at `at`, cut at `limits.protobufText`. */
  text(at: number): string {
    const { at: from, length } = this.vector(at, 1);
    const kept = Math.min(length, limits.protobufText.value);
    this.budget.spend(kept >> 4, at);
    this.visit(from + length, from + length + 1);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytes.copy(from, from + kept));
  }

  /** Notes [from, to) as part of the structure. */
  visit(from: number, to: number): void {
    if (to > (this.#visited.get(from) ?? from)) this.#visited.set(from, Math.min(to, this.size));
    if (this.#visited.size > limits.flatBufferRanges.value) {
      throw new FormatError('FORMAT_LIMIT', 'the file has too many tables and vectors', { limit: 'flatBufferRanges' });
    }
  }

  /** Ranges of at least `minBytes` that nothing visited, in order. */
  gaps(minBytes: number): readonly { readonly from: number; readonly to: number }[] {
    const gaps: { readonly from: number; readonly to: number }[] = [];
    let end = 0;
    for (const [from, to] of [...this.#visited].sort((a, b) => a[0] - b[0])) {
      if (from - end >= minBytes) gaps.push({ from: end, to: from });
      end = Math.max(end, to);
    }
    if (this.size - end >= minBytes) gaps.push({ from: end, to: this.size });
    return gaps;
  }
}

/** A table; fields by their number in the schema (its `id`, counted from 0; a union counts twice). */
export class FlatTable {
  readonly buffer: FlatBuffer;
  readonly at: number;
  readonly #vtable: number;
  readonly #vtableBytes: number;
  readonly #tableBytes: number;

  constructor(buffer: FlatBuffer, at: number, vtable: number, vtableBytes: number, tableBytes: number) {
    this.buffer = buffer;
    this.at = at;
    this.#vtable = vtable;
    this.#vtableBytes = vtableBytes;
    this.#tableBytes = tableBytes;
  }

  u8(field: number, otherwise = 0): number {
    const at = this.#place(field, 1);
    return at === undefined ? otherwise : this.buffer.bytes.u8(at);
  }

  i32(field: number, otherwise = 0): number {
    const at = this.#place(field, 4);
    return at === undefined ? otherwise : this.buffer.bytes.i32(at);
  }

  u32(field: number, otherwise = 0): number {
    const at = this.#place(field, 4);
    return at === undefined ? otherwise : this.buffer.bytes.u32(at);
  }

  u64(field: number, otherwise = 0): number {
    const at = this.#place(field, 8);
    return at === undefined ? otherwise : this.buffer.bytes.u64(at);
  }

  /** A string field; undefined when absent. */
  text(field: number): string | undefined {
    const at = this.#target(field);
    return at === undefined ? undefined : this.buffer.text(at);
  }

  table(field: number): FlatTable | undefined {
    const at = this.#target(field);
    return at === undefined ? undefined : this.buffer.table(at);
  }

  /** A vector of numbers or structs of `elementBytes` each. */
  vector(field: number, elementBytes: number): FlatVector | undefined {
    const at = this.#target(field);
    return at === undefined ? undefined : this.buffer.vector(at, elementBytes);
  }

  /** The tables of a vector of tables, one after the other. */
  *tables(field: number): Generator<FlatTable> {
    for (const at of this.#targets(field)) yield this.buffer.table(at);
  }

  /** The strings of a vector of strings. */
  *texts(field: number): Generator<string> {
    for (const at of this.#targets(field)) yield this.buffer.text(at);
  }

  *#targets(field: number): Generator<number> {
    const vector = this.vector(field, 4);
    for (let index = 0; index < (vector?.length ?? 0); index += 1) {
      const at = (vector?.at ?? 0) + index * 4;
      this.buffer.budget.spend(1, at);
      yield at + this.buffer.bytes.u32(at);
    }
  }

  /** Where the offset in a field leads to; offsets are counted from themselves. */
  #target(field: number): number | undefined {
    const at = this.#place(field, 4);
    if (at === undefined) return undefined;
    const offset = this.buffer.bytes.u32(at);
    if (offset === 0) throw malformed('an offset leads to itself', at);
    return at + offset;
  }

  #place(field: number, bytes: number): number | undefined {
    const entry = 4 + field * 2;
    if (entry + 2 > this.#vtableBytes) return undefined;
    const offset = this.buffer.bytes.u16(this.#vtable + entry);
    if (offset === 0) return undefined;
    if (offset + bytes > this.#tableBytes) throw malformed('a field lies outside its table', this.at);
    return this.at + offset;
  }
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', message, { offset });
}
