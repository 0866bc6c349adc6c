// Universal Binary JSON, draft 12, as XGBoost writes it: numbers big-endian, typed arrays, keys with 64-bit lengths.
// One pass, no recursion; nothing of the document is kept but what the caller takes from the events.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';

export interface UbjsonEvents {
  /** A key of an object; its value follows. */
  key(text: string): void;
  string(text: string, offset: number): void;
}

interface Container {
  readonly isObject: boolean;
  /** Values still to come; undefined: until the closing bracket. */
  left: number | undefined;
  /** Type of every value, when the container says so. */
  readonly type: string | undefined;
}

/** Reads one value. @returns the offset after it. @throws {FormatError} */
export function readUbjson(source: ByteSource, events: UbjsonEvents, budget: WorkBudget): number {
  const reader = new ByteReader(source, budget, { littleEndian: false });
  const open: Container[] = [];
  for (;;) {
    const container = open.at(-1);
    if (container === undefined || !closes(container, reader)) {
      if (container?.isObject === true) events.key(text(reader, length(reader)));
      if (container?.left !== undefined) container.left -= 1;
      value(reader, events, open, container?.type);
    } else {
      open.pop();
    }
    if (open.length === 0) return reader.position;
  }
}

function closes(container: Container, reader: ByteReader): boolean {
  if (container.left !== undefined) return container.left === 0;
  while (reader.peekByte() === 0x4e) reader.skip(1);
  const closing = container.isObject ? 0x7d : 0x5d;
  if (reader.peekByte() !== closing) return false;
  reader.skip(1);
  return true;
}

function value(reader: ByteReader, events: UbjsonEvents, open: Container[], type: string | undefined): void {
  const at = reader.position;
  reader.budget.spend(1, at);
  const marker = type ?? String.fromCharCode(reader.u8());
  const fixed = valueBytes[marker];
  if (fixed !== undefined) reader.skip(fixed);
  else if (marker === 'S' || marker === 'H') events.string(text(reader, length(reader)), at);
  else if (marker === '[' || marker === '{') {
    if (open.length >= limits.jsonDepth.value) {
      throw new FormatError('FORMAT_LIMIT', 'containers are nested too deep', { offset: at, limit: 'jsonDepth' });
    }
    openContainer(reader, open, marker === '{');
  } else throw new FormatError('FORMAT_MALFORMED', `UBJSON has no type ${JSON.stringify(marker)}`, { offset: at });
}

function openContainer(reader: ByteReader, open: Container[], isObject: boolean): void {
  const type = accept(reader, '$') ? String.fromCharCode(reader.u8()) : undefined;
  const counted = accept(reader, '#');
  if (type !== undefined && !counted) {
    throw new FormatError('FORMAT_MALFORMED', 'a typed container has no count', { offset: reader.position });
  }
  const count = counted ? length(reader) : undefined;
  const bytes = type === undefined ? undefined : valueBytes[type];
  if (count !== undefined && bytes !== undefined && !isObject) {
    // ATTACKER: values of no bytes (null, true) may be counted to 2^63; none of them is visited.
    reader.skip(count * bytes);
    open.push({ isObject, left: 0, type });
    return;
  }
  if (count !== undefined) reader.assertCount(count, 1);
  open.push({ isObject, left: count, type });
}

function accept(reader: ByteReader, character: string): boolean {
  if (reader.peekByte() !== character.charCodeAt(0)) return false;
  reader.skip(1);
  return true;
}

function length(reader: ByteReader): number {
  const at = reader.position;
  const marker = String.fromCharCode(reader.u8());
  const read = integers[marker];
  if (read === undefined) throw new FormatError('FORMAT_MALFORMED', 'a length is no integer', { offset: at });
  const count = read(reader);
  if (!(count >= 0 && count <= Number.MAX_SAFE_INTEGER)) {
    throw new FormatError('FORMAT_MALFORMED', 'a length is negative or too large', { offset: at });
  }
  return count;
}

function text(reader: ByteReader, bytes: number): string {
  if (bytes > limits.textBytes.value) {
    throw new FormatError('FORMAT_LIMIT', 'a string is too long', { offset: reader.position, limit: 'textBytes' });
  }
  return reader.utf8(bytes);
}

const integers: Readonly<Record<string, (reader: ByteReader) => number>> = {
  i: (reader) => reader.i8(),
  U: (reader) => reader.u8(),
  I: (reader) => reader.i16(),
  l: (reader) => reader.i32(),
  L: (reader) => Number(reader.i64()),
};

/** Bytes after the marker: null, no-op, true, false, integers, floats, character. */
const valueBytes: Readonly<Record<string, number>> = {
  Z: 0,
  N: 0,
  T: 0,
  F: 0,
  i: 1,
  U: 1,
  C: 1,
  I: 2,
  l: 4,
  d: 4,
  L: 8,
  D: 8,
};
