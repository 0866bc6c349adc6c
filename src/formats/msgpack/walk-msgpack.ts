// Walks a MessagePack document without building it. A library that builds values cannot be bounded from outside: a
// declared count of 2^32 or a depth of a million is its business before it is ours.
import type { ByteReader } from '#core/byte-reader';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';

export interface MsgpackEvents {
  /** Bytes of a bin value. @param path - map keys and array indexes, joined by `/` */
  binary(path: string, from: number, to: number): void;
  /** An extension value; its bytes are [from, to). */
  extension(path: string, type: number, from: number, to: number): void;
  /** A text value of at most `limits.metadataText` bytes. */
  text(path: string, value: string, from: number): void;
}

/**
 * Walks one value, from the reader's position to its end.
 * @throws {FormatError} FORMAT_MALFORMED for the unused byte 0xc1, FORMAT_TRUNCATED, FORMAT_LIMIT for too much depth
 * @source https://github.com/msgpack/msgpack/blob/master/spec.md
 */
export function walkMsgpack(reader: ByteReader, events: MsgpackEvents): void {
  new Walker(reader, events).walk();
}

/** A map or array with values still to come. */
interface Open {
  readonly path: string;
  readonly map: boolean;
  left: number;
  index: number;
  /** Key of the value that comes next; undefined when a key comes next. */
  key: string | undefined;
}

class Walker {
  readonly #reader: ByteReader;
  readonly #events: MsgpackEvents;
  readonly #open: Open[] = [];

  constructor(reader: ByteReader, events: MsgpackEvents) {
    this.#reader = reader;
    this.#events = events;
  }

  walk(): void {
    this.#value('');
    for (let inner = this.#open.at(-1); inner !== undefined; inner = this.#open.at(-1)) {
      if (inner.left === 0) this.#open.pop();
      else if (inner.map && inner.key === undefined) inner.key = this.#key();
      else this.#next(inner);
    }
  }

  /** The path is put together only for values that have one to tell; most are numbers. */
  #next(inner: Open): void {
    const tag = this.#reader.peekByte() ?? 0;
    const plain = tag <= 0x7f || tag >= 0xe0 || tag === 0xc0 || tag === 0xc2 || tag === 0xc3 || numberBytes.has(tag);
    const step = inner.map ? (inner.key ?? '') : inner.index;
    inner.left -= 1;
    inner.index += 1;
    inner.key = undefined;
    this.#value(plain ? '' : inner.path === '' ? `${step}` : `${inner.path}/${step}`.slice(0, longestPath));
  }

  /** Keys are texts; another scalar is passed over and stands as '?'. */
  #key(): string {
    const at = this.#reader.position;
    const tag = this.#reader.u8();
    const length = this.#textLength(tag);
    if (length !== undefined) return this.#text(length);
    if (isContainer(tag)) throw new FormatError('FORMAT_MALFORMED', 'a map key is a map or array', { offset: at });
    this.#scalar(tag, '?', at);
    return '?';
  }

  #value(path: string): void {
    const at = this.#reader.position;
    this.#reader.budget.spend(1, at);
    const tag = this.#reader.u8();
    const length = this.#textLength(tag);
    if (length !== undefined) {
      const from = this.#reader.position;
      this.#events.text(path, this.#text(length), from);
    } else if (isContainer(tag)) this.#enter(tag, path, at);
    else this.#scalar(tag, path, at);
  }

  #enter(tag: number, path: string, at: number): void {
    const map = (tag & 0xf0) === 0x80 || tag === 0xde || tag === 0xdf;
    const count = tag < 0xa0 ? tag & 0x0f : this.#length(tag === 0xdc || tag === 0xde ? 2 : 4);
    this.#reader.assertCount(count, map ? 2 : 1);
    if (this.#open.length >= limits.msgpackDepth.value) {
      throw new FormatError('FORMAT_LIMIT', 'values are nested too deeply', { offset: at, limit: 'msgpackDepth' });
    }
    this.#reader.budget.spend(containerSteps, at);
    this.#open.push({ path, map, left: count, index: 0, key: undefined });
  }

  #scalar(tag: number, path: string, at: number): void {
    if (tag <= 0x7f || tag >= 0xe0 || tag === 0xc0 || tag === 0xc2 || tag === 0xc3) return;
    if (tag >= 0xc4 && tag <= 0xc6) this.#binary(path, this.#length(2 ** (tag - 0xc4)));
    else if (tag >= 0xc7 && tag <= 0xc9) this.#extension(path, this.#length(2 ** (tag - 0xc7)));
    else if (tag >= 0xd4 && tag <= 0xd8) this.#extension(path, 2 ** (tag - 0xd4));
    else if (tag === 0xc1) throw new FormatError('FORMAT_MALFORMED', 'the byte 0xc1 is never used', { offset: at });
    else this.#reader.skip(numberBytes.get(tag) ?? 0);
  }

  #binary(path: string, length: number): void {
    const from = this.#reader.position;
    this.#reader.skip(length);
    this.#events.binary(path, from, from + length);
  }

  #extension(path: string, length: number): void {
    const type = this.#reader.i8();
    const from = this.#reader.position;
    this.#reader.skip(length);
    this.#events.extension(path, type, from, from + length);
  }

  #textLength(tag: number): number | undefined {
    if (tag >= 0xa0 && tag <= 0xbf) return tag & 0x1f;
    return tag >= 0xd9 && tag <= 0xdb ? this.#length(2 ** (tag - 0xd9)) : undefined;
  }

  #text(length: number): string {
    if (length <= limits.metadataText.value) return Buffer.from(this.#reader.bytes(length)).toString('utf8');
    this.#reader.skip(length);
    return '';
  }

  #length(bytes: number): number {
    if (bytes === 1) return this.#reader.u8();
    return bytes === 2 ? this.#reader.u16() : this.#reader.u32();
  }
}

function isContainer(tag: number): boolean {
  return (tag >= 0x80 && tag <= 0x9f) || (tag >= 0xdc && tag <= 0xdf);
}

/** Floats, unsigned and signed integers. */
const numberBytes: ReadonlyMap<number, number> = new Map([
  [0xca, 4],
  [0xcb, 8],
  [0xcc, 1],
  [0xcd, 2],
  [0xce, 4],
  [0xcf, 8],
  [0xd0, 1],
  [0xd1, 2],
  [0xd2, 4],
  [0xd3, 8],
]);
const longestPath = 512;
/** What a container costs more than a number, measured. */
const containerSteps = 150;
