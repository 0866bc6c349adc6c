// The key and value pairs of a GGUF file.

import type { ByteReader } from '#core/byte-reader';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { lookupKey } from '#core/lookup-key';
import { quote } from '#core/quote';
import { metadataPart } from '../metadata/metadata-part.ts';
import type { Oddity } from '../views/oddity.ts';
import type { Part } from '../views/part.ts';

export interface Metadata {
  readonly pairs: readonly { readonly key: string; readonly value: string }[];
  readonly parts: readonly Part[];
  readonly oddities: readonly Oddity[];
  /** `general.alignment`, a power of two, in bytes. */
  readonly alignment: number;
}

/**
 * Reads `count` pairs as llama.cpp does.
 * @throws {FormatError} where llama.cpp's reader refuses: empty or repeated key, unknown type, array of arrays, bad alignment
 * @source llama.cpp ggml/src/gguf.cpp, `gguf_init_from_file_impl`
 */
export function readMetadata(reader: ByteReader, count: number): Metadata {
  assertFew(reader, count, 'metadata pairs');
  const collector = new Collector(reader);
  const seen = new Set<string>();
  for (let index = 0; index < count; index += 1) {
    const at = reader.position;
    const key = readString(reader, limits.ggufKey.value);
    if (key === '') throw malformed('a key is empty', at);
    if (seen.has(lookupKey(key))) throw malformed(`key ${quote(key)} stands twice`, at);
    seen.add(lookupKey(key));
    collector.value(key);
  }
  return collector;
}

/** A length (u64) and that many bytes. @throws {FormatError} FORMAT_LIMIT when it is longer than `most` */
export function readString(reader: ByteReader, most: number): string {
  const at = reader.position;
  const length = readLength(reader);
  if (length > most)
    throw new FormatError('FORMAT_LIMIT', 'a string is too long to hold', { offset: at, value: length });
  return Buffer.from(reader.bytes(length)).toString('utf8');
}

/** @throws {FormatError} FORMAT_LIMIT when there are more than `limits.ggufEntries` */
export function assertFew(reader: ByteReader, count: number, what: string): void {
  if (count <= limits.ggufEntries.value) return;
  const fields = { offset: reader.position, limit: 'ggufEntries', value: count };
  throw new FormatError('FORMAT_LIMIT', `${count} ${what} are too many to hold`, fields);
}

class Collector implements Metadata {
  readonly pairs: { key: string; value: string }[] = [];
  readonly parts: Part[] = [];
  readonly oddities: Oddity[] = [];
  alignment = 32;
  readonly #reader: ByteReader;

  constructor(reader: ByteReader) {
    this.#reader = reader;
  }

  value(key: string): void {
    const at = this.#reader.position;
    const type = this.#reader.u32();
    if (key === 'general.alignment') this.#readAlignment(type, at);
    else if (type === stringType) this.#readText(key);
    else if (type === arrayType) this.#readArray(key);
    else this.pairs.push({ key, value: String(readScalar(this.#reader, type, at)) });
  }

  #readAlignment(type: number, at: number): void {
    if (type !== u32Type) throw malformed('general.alignment is not a u32', at);
    this.alignment = this.#reader.u32();
    if (this.alignment === 0 || (this.alignment & (this.alignment - 1)) !== 0) {
      throw malformed('general.alignment is not a power of two', at);
    }
    this.pairs.push({ key: 'general.alignment', value: String(this.alignment) });
  }

  #readText(key: string): void {
    const at = this.#reader.position;
    const length = readLength(this.#reader);
    if (length > limits.ggufText.value) {
      const message = `the value of ${quote(key)} is ${length} bytes long and was not looked into`;
      this.oddities.push({ kind: 'not-followed', message, where: { offset: at } });
      this.#reader.skip(length);
      return;
    }
    const from = this.#reader.position;
    const text = Buffer.from(this.#reader.bytes(length)).toString('utf8');
    this.pairs.push({ key, value: text.slice(0, limits.metadataText.value) });
    const part = metadataPart(key, text, { from, to: from + length });
    if (part === undefined) return;
    if (this.parts.length < limits.templatesPerFile.value) this.parts.push(part);
    else {
      const message = 'there are more templates and documents in the metadata than are followed';
      this.oddities.push({ kind: 'not-followed', message, where: { offset: from } });
    }
  }

  #readArray(key: string): void {
    const at = this.#reader.position;
    const type = this.#reader.u32();
    if (type === arrayType) throw malformed(`the value of ${quote(key)} is an array of arrays`, at);
    const count = readLength(this.#reader);
    if (count > mostElements) throw malformed('an array has more elements than the reader allows', at);
    const size = type === stringType ? lengthBytes : scalarSize(type, at);
    this.#reader.assertCount(count, size);
    if (type !== stringType) this.#reader.skip(count * size);
    else if (/(^|[._])chat_template$/.test(key)) for (let index = 0; index < count; index += 1) this.#readText(key);
    else for (let index = 0; index < count; index += 1) this.#reader.skip(readLength(this.#reader));
    this.pairs.push({ key, value: `${count} elements` });
  }
}

/** A u64 length. Without BigInt, because vocabularies have hundreds of thousands of them. */
function readLength(reader: ByteReader): number {
  const at = reader.position;
  const low = reader.u32();
  const length = reader.u32() * 2 ** 32 + low;
  if (length > mostElements) throw malformed('a length is more than the reader allows', at);
  if (length > reader.remaining) {
    throw new FormatError('FORMAT_TRUNCATED', 'a length reaches past the end of the file', {
      offset: at,
      value: length,
    });
  }
  return length;
}

function readScalar(reader: ByteReader, type: number, at: number): bigint | number {
  const read = scalars.get(type);
  if (read === undefined) throw malformed(`value type ${type} does not exist`, at);
  return read.value(reader);
}

function scalarSize(type: number, at: number): number {
  const size = scalars.get(type)?.bytes;
  if (size === undefined) throw malformed(`value type ${type} does not exist`, at);
  return size;
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', message, { offset });
}

const u32Type = 4;
const stringType = 8;
const arrayType = 9;
const lengthBytes = 8;
/** llama.cpp refuses longer strings and arrays. */
const mostElements = 2 ** 30;

interface Scalar {
  readonly bytes: number;
  readonly value: (reader: ByteReader) => bigint | number;
}

const scalars: ReadonlyMap<number, Scalar> = new Map<number, Scalar>([
  [0, { bytes: 1, value: (reader) => reader.u8() }],
  [1, { bytes: 1, value: (reader) => reader.i8() }],
  [2, { bytes: 2, value: (reader) => reader.u16() }],
  [3, { bytes: 2, value: (reader) => reader.i16() }],
  [4, { bytes: 4, value: (reader) => reader.u32() }],
  [5, { bytes: 4, value: (reader) => reader.i32() }],
  [6, { bytes: 4, value: (reader) => reader.f32() }],
  [7, { bytes: 1, value: (reader) => reader.u8() }],
  [10, { bytes: 8, value: (reader) => reader.u64() }],
  [11, { bytes: 8, value: (reader) => reader.i64() }],
  [12, { bytes: 8, value: (reader) => reader.f64() }],
]);
