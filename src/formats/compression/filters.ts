// Reversible filters that xz and 7z put behind a compressor: differences, and jump addresses of x86 code.
import type { Codec, StreamDecoder } from './stream-decoder.ts';

/** Undoes a filter over bytes that arrive in pieces, in place. */
export interface Filter {
  /** @returns how many bytes from the start are final; the rest comes again in front of the next piece */
  undo(bytes: Uint8Array, last: boolean): number;
}

/** Each byte is stored as the difference to the one `distance` before. */
export function deltaFilter(distance: number): Filter {
  const past = new Uint8Array(distance);
  let at = 0;
  return {
    undo(bytes) {
      for (let i = 0; i < bytes.length; i++) {
        const value = ((bytes[i] ?? 0) + (past[at] ?? 0)) & 0xff;
        bytes[i] = value;
        past[at] = value;
        at = at + 1 === distance ? 0 : at + 1;
      }
      return bytes.length;
    },
  };
}

/**
 * x86 calls and jumps (E8, E9) hold absolute instead of relative addresses.
 * @source LZMA SDK, Bra86.c (public domain): the rules for which bytes count as an instruction
 */
export function x86Filter(): Filter {
  let position = 0;
  let mask = 0;
  return {
    undo(bytes, last) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      const end = bytes.length - 4;
      let at = 0;
      let previous = -1;
      while (at < end) {
        if (((bytes[at] ?? 0) & 0xfe) !== 0xe8) {
          at += 1;
          continue;
        }
        const gap = at - previous;
        previous = at;
        mask = gap > 3 ? 0 : (mask << (gap - 1)) & 7;
        if (mask !== 0 && (!maskAllows(mask) || isSignByte(bytes[at + 4 - maskShift(mask)] ?? 0))) {
          mask = ((mask << 1) & 7) | 1;
          at += 1;
          continue;
        }
        if (!isSignByte(bytes[at + 4] ?? 0)) {
          mask = ((mask << 1) & 7) | 1;
          at += 1;
          continue;
        }
        view.setUint32(at + 1, relative(view.getUint32(at + 1, true), position + at + 5, mask), true);
        mask = 0;
        at += 5;
        previous = at - 1;
      }
      const done = last ? bytes.length : Math.max(0, Math.min(at, bytes.length));
      const gap = done - previous;
      mask = gap > 3 ? 0 : (mask << (gap - 1)) & 7;
      position += done;
      return done;
    },
  };
}

/** A codec whose output goes through a filter. */
export function filtered(codec: Codec, makeFilter: () => Filter): Codec {
  return {
    id: codec.id,
    open: (source, budget) => new FilteredDecoder(codec.open(source, budget), makeFilter()),
  };
}

class FilteredDecoder implements StreamDecoder {
  readonly #inner: StreamDecoder;
  readonly #filter: Filter;
  #held: Uint8Array = new Uint8Array(0);
  #ended = false;

  constructor(inner: StreamDecoder, filter: Filter) {
    this.#inner = inner;
    this.#filter = filter;
  }

  get position(): number {
    return this.#inner.position;
  }

  get memory(): number {
    return this.#inner.memory;
  }

  next(): Uint8Array | undefined {
    while (!this.#ended) {
      const piece = this.#inner.next();
      this.#ended = piece === undefined;
      const bytes = new Uint8Array(this.#held.length + (piece?.length ?? 0));
      bytes.set(this.#held);
      if (piece !== undefined) bytes.set(piece, this.#held.length);
      const done = this.#filter.undo(bytes, this.#ended);
      this.#held = bytes.slice(done);
      if (done > 0) return bytes.subarray(0, done);
    }
    return undefined;
  }

  close(): void {
    this.#inner.close();
  }
}

function isSignByte(byte: number): boolean {
  return byte === 0 || byte === 0xff;
}

function maskAllows(mask: number): boolean {
  return mask === 0 || mask === 1 || mask === 2 || mask === 4;
}

function maskShift(mask: number): number {
  return mask < 2 ? mask : mask === 4 ? 3 : mask;
}

function relative(address: number, next: number, mask: number): number {
  let value = address;
  for (;;) {
    const difference = (value - next) >>> 0;
    if (mask === 0) return signExtended(difference);
    const shift = maskShift(mask) * 8;
    if (!isSignByte((difference >>> (24 - shift)) & 0xff)) return signExtended(difference);
    value = (difference ^ (2 ** (32 - shift) - 1)) >>> 0;
  }
}

/** 25 bits, the highest repeated. */
function signExtended(value: number): number {
  const low = value & 0x1ffffff;
  return (low & 0x1000000) === 0 ? low : (low | 0xfe000000) >>> 0;
}
