// Deflate (RFC 1951) bare and in its zlib wrapper (RFC 1950), and Brotli (RFC 7932), as codecs over Node's own zlib.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Codec, StreamDecoder } from './stream-decoder.ts';
import { type EngineKind, type Step, ZlibEngine } from './zlib-engine.ts';

const inputBytes = 16 * 1024;
const outputBytes = 128 * 1024;
// What zlib allocates for a window and its tables.
const engineBytes = 64 * 1024;
// The largest window, and the ring around it.
const brotliBytes = 20 * 1024 * 1024;
const nothing = new Uint8Array(0);

/** Bare deflate, as in zip members and inside gzip. */
export const deflateRaw: Codec = { id: 'deflate', open: (source) => new InflateDecoder(source, 'deflate-raw') };

/** Deflate with the two-byte zlib header and the Adler-32 at the end, which is verified. */
export const zlib: Codec = { id: 'zlib', open: (source) => new InflateDecoder(source, 'zlib') };

/** Brotli with windows of up to 16 MiB. */
export const brotli: Codec = { id: 'brotli', open: (source) => new InflateDecoder(source, 'brotli') };

class InflateDecoder implements StreamDecoder {
  readonly #source: ByteSource;
  readonly #kind: EngineKind;
  readonly memory: number;
  /** Starts small, because archives have many small members. */
  #output = new Uint8Array(4096);
  #engine: ZlibEngine;
  #input: Uint8Array = nothing;
  #produced = 0;
  /** Where decoding will fail for sure, and why; the bytes before it are still being handed out. */
  #failure: FormatError | undefined;
  position = 0;

  constructor(source: ByteSource, kind: EngineKind) {
    this.#source = source;
    this.#kind = kind;
    this.memory = (kind === 'brotli' ? brotliBytes : engineBytes) + inputBytes + outputBytes;
    this.#engine = new ZlibEngine(kind);
  }

  next(): Uint8Array | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    for (;;) {
      const step = this.#step(this.#output);
      if (step.problem !== undefined) return this.#salvage(step.problem);
      if (step.produced > 0) return this.#give(step.produced);
      if (step.consumed > 0) continue;
      // No progress although room is there: past the last block, or out of input.
      if (this.#input.length > 0 || !this.#engine.isUnfinished()) return undefined;
      const message = 'the compressed data ends before its last block';
      throw new FormatError('FORMAT_TRUNCATED', message, { offset: this.position });
    }
  }

  close(): void {
    this.#engine.close();
  }

  /** The bytes of a step; the next step gets more room when this one filled its own. */
  #give(produced: number): Uint8Array {
    const piece = this.#output.subarray(0, produced);
    const isFull = produced === this.#output.length && produced < outputBytes;
    if (isFull) this.#output = new Uint8Array(Math.min(outputBytes, produced * 4));
    return piece;
  }

  #step(output: Uint8Array): Step {
    // A copy: the source may reuse its buffer for others that read between two steps.
    if (this.#input.length === 0) this.#input = this.#source.read(this.position, inputBytes).slice();
    const step = this.#engine.step(this.#input, output);
    this.position += step.consumed;
    this.#produced += step.produced;
    this.#input = this.#input.subarray(step.consumed);
    return step;
  }

  /**
   * Bad data in the middle of a step. A loader that reads in smaller pieces has used what comes out before it, so the
   * stream is decoded a second time, byte by byte in the step that failed.
   */
  #salvage(problem: string): Uint8Array {
    const producedBefore = this.#produced;
    this.#engine.close();
    this.#engine = new ZlibEngine(this.#kind);
    this.#input = nothing;
    this.#produced = 0;
    this.position = 0;
    // The same steps over the same input: they lead to the state before the one that failed.
    this.#output = new Uint8Array(4096);
    while (this.#produced < producedBefore) this.#give(this.#step(this.#output).produced);
    this.#output = new Uint8Array(outputBytes);
    let length = 0;
    while (length < outputBytes && this.#step(this.#output.subarray(length, length + 1)).problem === undefined) {
      length = this.#produced - producedBefore;
    }
    // The last byte and the error can come in one step, as with a wrong checksum. (A last zero byte stays unseen.)
    if (this.#output[length] !== 0 && length < outputBytes) length += 1;
    const message = `not valid ${this.#kind} data: ${problem}`;
    this.#failure = new FormatError('FORMAT_MALFORMED', message, { offset: this.position });
    if (length === 0) throw this.#failure;
    return this.#output.subarray(0, length);
  }
}
