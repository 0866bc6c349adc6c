// Canonical Huffman codes of bzip2, at most 20 bits long.
import { FormatError } from '#core/errors';
import type { Bzip2BitReader } from './bit-reader.ts';

const longest = 20;

export class HuffmanTable {
  /** Per code length: the first code, the index of its symbol, and one past the last code. */
  readonly #firstCode = new Int32Array(longest + 2);
  readonly #firstIndex = new Int32Array(longest + 2);
  readonly #limit = new Int32Array(longest + 2);
  readonly #symbols: Uint16Array;
  readonly #shortest: number;

  /** @param lengths - code length of each symbol, 1 to 20 */
  constructor(lengths: Uint8Array) {
    const counts = new Int32Array(longest + 2);
    let shortest = longest;
    for (const length of lengths) {
      counts[length] = (counts[length] ?? 0) + 1;
      if (length < shortest) shortest = length;
    }
    this.#shortest = shortest;
    this.#symbols = new Uint16Array(lengths.length);
    let code = 0;
    let index = 0;
    for (let length = 1; length <= longest; length++) {
      this.#firstCode[length] = code;
      this.#firstIndex[length] = index;
      code += counts[length] ?? 0;
      index += counts[length] ?? 0;
      this.#limit[length] = code;
      code <<= 1;
    }
    const next = this.#firstIndex.slice();
    for (const [symbol, length] of lengths.entries()) {
      const at = next[length] ?? 0;
      this.#symbols[at] = symbol;
      next[length] = at + 1;
    }
  }

  /** @throws {FormatError} FORMAT_MALFORMED for a code that no symbol has */
  decode(bits: Bzip2BitReader): number {
    let length = this.#shortest;
    let code = bits.read(length);
    while (length <= longest) {
      if (code < (this.#limit[length] ?? 0)) {
        const index = (this.#firstIndex[length] ?? 0) + code - (this.#firstCode[length] ?? 0);
        return this.#symbols[index] ?? 0;
      }
      code = (code << 1) | bits.read(1);
      length += 1;
    }
    throw new FormatError('FORMAT_MALFORMED', 'not a valid bzip2 stream: unknown code', { offset: bits.position });
  }
}
