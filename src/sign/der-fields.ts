// Reads the fields of a DER sequence in the order that their specification gives them, and leaves none unread.
import { type DerValue, parseDerList } from './der.ts';
import { SignError } from './sign-error.ts';

export class DerFields {
  readonly #values: readonly DerValue[];
  readonly #what: string;
  #at = 0;

  /** @param what - the thing that the fields are of, for the error */
  constructor(content: Uint8Array, what: string) {
    this.#values = parseDerList(content);
    this.#what = what;
  }

  /** The next field, which has this tag. @throws {SignError} SIGN_MALFORMED */
  take(tag: number): Uint8Array {
    const content = this.optional(tag);
    if (content === undefined) throw this.malformed();
    return content;
  }

  /** The next field when it has this tag. */
  optional(tag: number): Uint8Array | undefined {
    const value = this.#values[this.#at];
    if (value?.tag !== tag) return undefined;
    this.#at += 1;
    return value.content;
  }

  /** The fields of the sequence that comes next. */
  sequence(): DerFields {
    return new DerFields(this.take(0x30), this.#what);
  }

  /** An object identifier in hex. */
  objectId(): string {
    return Buffer.from(this.take(0x06)).toString('hex');
  }

  /** A whole number, >= 0, of six bytes at most. */
  number(tag = 0x02): number {
    return this.numberOf(this.take(tag));
  }

  numberOf(content: Uint8Array): number {
    const [first = 0x80] = content;
    if (first >= 0x80 || content.length > 6) throw this.malformed();
    return content.reduce((sum, byte) => sum * 256 + byte, 0);
  }

  /** The remaining fields, each with this tag. */
  rest(tag: number): readonly Uint8Array[] {
    const contents: Uint8Array[] = [];
    while (this.#at < this.#values.length) contents.push(this.take(tag));
    return contents;
  }

  /** @throws {SignError} SIGN_MALFORMED when a field is left */
  end(): void {
    if (this.#at < this.#values.length) throw this.malformed();
  }

  malformed(): SignError {
    return new SignError('SIGN_MALFORMED', `${this.#what} does not follow its format`);
  }
}
