// Different words and their numbers, found by their bytes: a string for every one of 10^7 cells would cost more than reading them.
import { isUtf8 } from 'node:buffer';

/** Numbers words from 0, in the order in which they are met. */
export class WordTable {
  readonly names: string[] = [];
  /** Per word `hashOf` its bytes. */
  readonly hashes: number[] = [];
  readonly #most: number;
  readonly #byName = new Map<string, number>();
  /** Words whose neighbourhood in the table is crowded, by their bytes as Latin-1. */
  readonly #crowded = new Map<string, number>();
  #slots: Int32Array = new Int32Array(256).fill(-1);
  /** Per stored spelling. */
  #hashes: Uint32Array = new Uint32Array(128);
  #starts: Uint32Array = new Uint32Array(129);
  #codes: Int32Array = new Int32Array(128);
  #spellings = 0;
  #bytes: Buffer = Buffer.allocUnsafe(1 << 10);
  #isFull = false;

  /** @param most - different words that are taken */
  constructor(most: number) {
    this.#most = most;
  }

  /** There were more different words than are taken. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Number of the word bytes[from, to); -1 when it is new and there are too many already. Equal text has equal numbers. */
  codeOf(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashOf(bytes, from, to);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let probe = 0; probe < mostProbes; probe += 1) {
      const spelling = this.#slots[slot] ?? -1;
      if (spelling < 0) return this.#store(bytes, from, to, hash, slot);
      if (this.#hashes[spelling] === hash && this.#isSame(spelling, bytes, from, to))
        return this.#codes[spelling] ?? -1;
      slot = (slot + 1) & mask;
    }
    // ATTACKER: words may be made to have one hash; V8's own table of strings is keyed at random.
    const key = latin1(bytes, from, to);
    const known = this.#crowded.get(key);
    if (known !== undefined) return known;
    const code = this.#number(bytes, from, to, hash);
    if (code >= 0) this.#crowded.set(key, code);
    return code;
  }

  #isSame(spelling: number, bytes: Uint8Array, from: number, to: number): boolean {
    let at = this.#starts[spelling] ?? 0;
    if ((this.#starts[spelling + 1] ?? 0) - at !== to - from) return false;
    for (let other = from; other < to; other += 1, at += 1) if (this.#bytes[at] !== bytes[other]) return false;
    return true;
  }

  #store(bytes: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const code = this.#number(bytes, from, to, hash);
    if (code < 0) return code;
    const spelling = this.#spellings;
    const start = this.#starts[spelling] ?? 0;
    if (start + to - from > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes], Math.max(2 * this.#bytes.length, start + to - from));
    }
    this.#bytes.set(bytes.subarray(from, to), start);
    this.#hashes[spelling] = hash;
    this.#codes[spelling] = code;
    this.#starts[spelling + 1] = start + to - from;
    this.#slots[slot] = spelling;
    this.#spellings += 1;
    if (this.#spellings === this.#hashes.length) this.#grow();
    return code;
  }

  /** A spelling that decodes to a known name, in another encoding, has its number. */
  #number(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const name = wordText(bytes, from, to);
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    if (this.names.length >= this.#most) {
      this.#isFull = true;
      return -1;
    }
    this.names.push(name);
    this.hashes.push(hash);
    this.#byName.set(name, this.names.length - 1);
    return this.names.length - 1;
  }

  #grow(): void {
    const length = 2 * this.#hashes.length;
    this.#hashes = resized(this.#hashes, new Uint32Array(length));
    this.#codes = resized(this.#codes, new Int32Array(length));
    this.#starts = resized(this.#starts, new Uint32Array(length + 1));
    const slots = new Int32Array(2 * length).fill(-1);
    const mask = slots.length - 1;
    for (let spelling = 0; spelling < this.#spellings; spelling += 1) {
      let slot = (this.#hashes[spelling] ?? 0) & mask;
      let probe = 1;
      while ((slots[slot] ?? -1) >= 0 && probe < mostProbes) {
        slot = (slot + 1) & mask;
        probe += 1;
      }
      if ((slots[slot] ?? -1) < 0) slots[slot] = spelling;
      else this.#crowded.set(this.#spelled(spelling), this.#codes[spelling] ?? -1);
    }
    this.#slots = slots;
  }

  #spelled(spelling: number): string {
    return latin1(this.#bytes, this.#starts[spelling] ?? 0, this.#starts[spelling + 1] ?? 0);
  }
}

/** 32 bits, the same everywhere. @param seed - another one makes another hash @source FNV-1a, with the last steps of MurmurHash3 so that low bits depend on all */
export function hashOf(bytes: Uint8Array, from: number, to: number, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** UTF-8, or each byte a character of Latin-1 where it is none. */
export function wordText(bytes: Uint8Array, from: number, to: number): string {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
  return isUtf8(view) ? view.toString('utf8') : view.toString('latin1');
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}

function resized<T extends Uint32Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

const mostProbes = 64;
