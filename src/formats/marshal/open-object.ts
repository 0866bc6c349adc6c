// A marshalled object that is still being read: a sequence, a dict or a code object, filled value by value.
import type { ByteReader } from '#core/byte-reader';
import { FormatError } from '#core/errors';
import { type CodeField, type MarshalContainer, type MarshalValue, textOf } from './marshal-value.ts';

export interface OpenObject {
  /** The object itself; shared with references to it, filled in place. */
  readonly value: MarshalValue;
  /** True for a dict, which ends with a NULL. */
  readonly endsWithNull: boolean;
  /** The object when nothing is missing, before any value was added. */
  whole(): MarshalValue | undefined;
  /** Adds the next value. @returns the object when that was the last one */
  add(value: MarshalValue, reader: ByteReader): MarshalValue | undefined;
}

/** Makers of the three kinds of open objects. */
export const ObjectFrame: {
  readonly sequence: (count: number) => OpenObject;
  readonly dict: () => OpenObject;
  readonly code: (fields: readonly CodeField[], at: number) => OpenObject;
} = {
  sequence: (count) => new OpenSequence(count),
  dict: () => new OpenSequence(Number.POSITIVE_INFINITY),
  code: (fields, at) => new OpenCode(fields, at),
};

class OpenSequence implements OpenObject {
  readonly #items: MarshalValue[] = [];
  readonly #count: number;
  readonly value: MarshalValue = { kind: 'container', items: this.#items };
  readonly endsWithNull: boolean;

  constructor(count: number) {
    this.#count = count;
    this.endsWithNull = count === Number.POSITIVE_INFINITY;
  }

  whole(): MarshalValue | undefined {
    return this.#count === 0 ? this.value : undefined;
  }

  add(value: MarshalValue): MarshalValue | undefined {
    this.#items.push(value);
    return this.#items.length === this.#count ? this.value : undefined;
  }
}

class OpenCode implements OpenObject {
  readonly endsWithNull = false;
  readonly #fields: readonly CodeField[];
  readonly #at: number;
  #next = 0;
  // Containers are kept as they are, not copied: thousands of code objects may refer to one of them.
  readonly #code = { kind: 'code' as const, name: '', filename: '', names: empty, constants: empty, codeBytes: 0 };

  constructor(fields: readonly CodeField[], at: number) {
    this.#fields = fields;
    this.#at = at;
  }

  get value(): MarshalValue {
    return this.#code;
  }

  whole(): undefined {
    return undefined;
  }

  add(value: MarshalValue, reader: ByteReader): MarshalValue | undefined {
    const field = this.#fields[this.#next];
    if (field !== undefined) this.#set(field, value);
    this.#next += 1;
    if (this.#fields[this.#next] === 'line') {
      reader.skip(4);
      this.#next += 1;
    }
    return this.#next >= this.#fields.length ? this.#code : undefined;
  }

  #set(field: CodeField, value: MarshalValue): void {
    if (field === 'constants') this.#code.constants = this.#container(field, value);
    else if (field === 'names') this.#code.names = this.#container(field, value);
    else if (field === 'variables') this.#container(field, value);
    else if (field === 'code') this.#code.codeBytes = this.#text(field, value).length;
    else if (field === 'filename') this.#code.filename = this.#text(field, value);
    else if (field === 'name') this.#code.name = this.#text(field, value);
    else this.#text(field, value);
  }

  /** Python 2 writes names as byte strings and interns some tables, so both are text here. */
  #text(field: CodeField, value: MarshalValue): string {
    const text = textOf(value);
    if (text === undefined) throw this.#wrong(field);
    return text;
  }

  #container(field: CodeField, value: MarshalValue): MarshalContainer {
    if (value.kind !== 'container') throw this.#wrong(field);
    return value;
  }

  #wrong(field: CodeField): FormatError {
    const message = `the field "${field}" of a code object has the wrong type`;
    return new FormatError('FORMAT_MALFORMED', message, { offset: this.#at });
  }
}

const empty: MarshalContainer = { kind: 'container', items: [] };
