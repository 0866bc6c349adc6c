// The reader of CPython's marshal format (Python/marshal.c): one pass, no recursion, nothing is executed.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';
import { type CodeLayout, codeLayouts, type MarshalValue } from './marshal-value.ts';
import { ObjectFrame, type OpenObject } from './open-object.ts';

export interface Marshalled {
  readonly value: MarshalValue;
  /** CPython versions that write code objects this way; of no meaning when there is no code object. */
  readonly versions: string;
  /** Offset after the value. */
  readonly end: number;
}

/**
 * Reads one marshalled value. The data does not say which CPython wrote it, so the layouts of code objects are tried,
 * newest first; a wrong one fails on the types of the fields.
 * @throws {FormatError} FORMAT_MALFORMED or FORMAT_TRUNCATED when no layout fits, FORMAT_LIMIT
 */
export function readMarshal(source: ByteSource, budget: WorkBudget, at = 0): Marshalled {
  let best: FormatError | undefined;
  for (const layout of codeLayouts) {
    try {
      const reading = new Reading(new ByteReader(source, budget, { at }), layout);
      return { value: reading.value(), versions: layout.versions, end: reading.reader.position };
    } catch (error) {
      if (!(error instanceof FormatError) || error.code === 'FORMAT_LIMIT') throw error;
      // The layout that came furthest explains best what is wrong.
      if (best === undefined || (error.fields.offset ?? 0) > (best.fields.offset ?? 0)) best = error;
    }
  }
  throw best ?? new FormatError('FORMAT_MALFORMED', 'no marshalled value', { offset: at });
}

class Reading {
  readonly reader: ByteReader;
  readonly #layout: CodeLayout;
  /** Values with FLAG_REF, by order of appearance. */
  readonly #references: MarshalValue[] = [];
  /** Interned strings of Python 2. */
  readonly #interned: MarshalValue[] = [];
  #values = 0;

  constructor(reader: ByteReader, layout: CodeLayout) {
    this.reader = reader;
    this.#layout = layout;
  }

  value(): MarshalValue {
    const open: OpenObject[] = [];
    for (;;) {
      let finished = this.#one(open);
      // Hand the finished value to the object it belongs to; that may finish this object, and so on.
      while (finished !== undefined) {
        const parent = open.at(-1);
        if (parent === undefined) return finished;
        finished = parent.add(finished, this.reader);
        if (finished !== undefined) open.pop();
      }
    }
  }

  /** Reads one type byte and what belongs to it: a value, or undefined when it opened an object. */
  #one(open: OpenObject[]): MarshalValue | undefined {
    const at = this.reader.position;
    this.reader.budget.spend(1, at);
    this.#values += 1;
    if (this.#values > limits.marshalValues.value) {
      throw new FormatError('FORMAT_LIMIT', 'too many marshalled values', { offset: at, limit: 'marshalValues' });
    }
    const byte = this.reader.u8();
    const type = String.fromCharCode(byte & 0x7f);
    const referable = (byte & 0x80) !== 0;
    if (type === 'r') return this.#reference(this.#references, at);
    if (type === 'R') return this.#reference(this.#interned, at);
    if (type === '0') return this.#endOfDict(open, at);
    const simple = this.#simple(type, at);
    if (simple !== undefined) {
      // None, True, False, StopIteration and Ellipsis are never entered, whatever their flag says.
      if (referable && !'NTFS.'.includes(type)) this.#references.push(simple);
      return simple;
    }
    const frame = this.#open(type, at);
    if (referable) this.#references.push(frame.value);
    const whole = frame.whole();
    if (whole !== undefined) return whole;
    if (open.length >= limits.marshalDepth.value) {
      throw new FormatError('FORMAT_LIMIT', 'marshalled values are nested too deep', {
        offset: at,
        limit: 'marshalDepth',
      });
    }
    open.push(frame);
    return undefined;
  }

  #simple(type: string, at: number): MarshalValue | undefined {
    const length = stringLengths[type];
    if (length !== undefined) {
      const bytes = this.reader.bytes(this.reader[length]());
      if (type === 's') return { kind: 'bytes', bytes };
      const text: MarshalValue = { kind: 'text', text: Buffer.from(bytes).toString(type === 'u' ? 'utf8' : 'latin1') };
      if (type === 't') this.#interned.push(text);
      return text;
    }
    const size = constantBytes[type];
    if (size !== undefined) this.reader.skip(size);
    else if (type === 'l') this.reader.skip(2 * Math.abs(this.reader.i32()));
    else if (type === 'f') this.reader.skip(this.reader.u8());
    else if (type === 'x') for (let part = 0; part < 2; part++) this.reader.skip(this.reader.u8());
    else if (!containerTypes.includes(type)) {
      throw new FormatError('FORMAT_MALFORMED', `marshal has no type ${JSON.stringify(type)}`, { offset: at });
    }
    return size !== undefined || 'lfx'.includes(type) ? { kind: 'constant' } : undefined;
  }

  #open(type: string, at: number): OpenObject {
    if (type === 'c') {
      this.reader.skip(4 * this.#layout.integersFirst);
      return ObjectFrame.code(this.#layout.fields, at);
    }
    if (type === '{') return ObjectFrame.dict();
    if (type === ':') return ObjectFrame.sequence(3);
    const count = type === ')' ? this.reader.u8() : this.reader.u32();
    return ObjectFrame.sequence(this.reader.assertCount(count, 1));
  }

  #reference(known: readonly MarshalValue[], at: number): MarshalValue {
    const index = this.reader.u32();
    const value = known[index];
    if (value === undefined) {
      throw new FormatError('FORMAT_MALFORMED', `reference ${index} points to no value`, { offset: at, value: index });
    }
    return value;
  }

  #endOfDict(open: OpenObject[], at: number): MarshalValue {
    const dict = open.at(-1);
    if (dict?.endsWithNull !== true) throw new FormatError('FORMAT_MALFORMED', 'NULL outside a dict', { offset: at });
    open.pop();
    return dict.value;
  }
}

const containerTypes = 'c{:([)<>';

/** How the length of a string type is written. `u` is UTF-8 (surrogatepass), the others are ASCII or bytes. */
const stringLengths: Readonly<Record<string, 'u8' | 'u32'>> = {
  s: 'u32',
  t: 'u32',
  u: 'u32',
  a: 'u32',
  A: 'u32',
  z: 'u8',
  Z: 'u8',
};

/** Bytes after the type: None, True, False, StopIteration, Ellipsis, int32, int64, float, complex. */
const constantBytes: Readonly<Record<string, number>> = { N: 0, T: 0, F: 0, S: 0, '.': 0, i: 4, I: 8, g: 8, y: 16 };
