// Node's own zlib and zstd, driven synchronously and in bounded steps. The public synchronous functions expand a whole
// stream at once; the binding under a zlib stream object takes an output buffer and says how far it came. That is what
// `inflateSync` itself calls, the same in Node 22.18 and 24 (tried in the tests); where a future Node lacks it, the
// content is reported as unreadable and never as clean.
import { constants, createBrotliDecompress, createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib';
import { FormatError } from '#core/errors';

export type EngineKind = 'deflate-raw' | 'zlib' | 'zstd' | 'brotli';

/** Largest zstd window that is accepted, as a power of two: the reference decoder's own default, 128 MiB. */
export const zstdWindowLog = 27;

export interface Step {
  readonly consumed: number;
  readonly produced: number;
  /** What the library says is wrong. The binding then does not say how far it came: both counts are 0. */
  readonly problem?: string;
}

/** The binding of one stream object. */
interface Binding {
  onerror: (message: string) => void;
  writeSync(
    flush: number,
    input: Uint8Array,
    inputAt: number,
    inputLength: number,
    output: Uint8Array,
    outputAt: number,
    outputLength: number,
  ): void;
}

/** A decompressor that does one step: some input, at most one output buffer full. */
export class ZlibEngine {
  readonly #stream: { close(): void };
  readonly #binding: Binding;
  readonly #state: Uint32Array;
  readonly #finish: number;
  #problem: string | undefined;

  /** @throws {FormatError} FORMAT_UNSUPPORTED when this Node has no such decompressor */
  constructor(kind: EngineKind) {
    const stream = createStream(kind);
    const binding = '_handle' in stream ? stream._handle : undefined;
    const state = '_writeState' in stream ? stream._writeState : undefined;
    if (!isBinding(binding) || !(state instanceof Uint32Array)) throw unavailable(kind);
    binding.onerror = (message) => {
      this.#problem = message;
    };
    this.#stream = stream;
    this.#finish = kind === 'brotli' ? constants.BROTLI_OPERATION_FINISH : constants.Z_FINISH;
    this.#binding = binding;
    this.#state = state;
  }

  step(input: Uint8Array, output: Uint8Array): Step {
    return this.#write(constants.Z_NO_FLUSH, input, output);
  }

  /** True when the stream is unfinished. To be asked when the input is used up and a step without input gave nothing. */
  isUnfinished(): boolean {
    return this.#write(this.#finish, new Uint8Array(0), new Uint8Array(1)).problem !== undefined;
  }

  #write(flush: number, input: Uint8Array, output: Uint8Array): Step {
    this.#binding.writeSync(flush, input, 0, input.length, output, 0, output.length);
    if (this.#problem !== undefined) return { consumed: 0, produced: 0, problem: this.#problem };
    const [outputLeft = 0, inputLeft = 0] = this.#state;
    return { consumed: input.length - inputLeft, produced: output.length - outputLeft };
  }

  close(): void {
    this.#stream.close();
  }
}

// The stream object's own output buffer is not used, so it is made as small as Node allows.
const chunkSize = 64;

function createStream(kind: EngineKind): { close(): void } {
  if (kind === 'deflate-raw') return createInflateRaw({ chunkSize });
  if (kind === 'zlib') return createInflate({ chunkSize });
  if (kind === 'brotli') return createBrotliDecompress({ chunkSize });
  if (typeof createZstdDecompress !== 'function') throw unavailable(kind);
  return createZstdDecompress({ chunkSize, params: { [constants.ZSTD_d_windowLogMax]: zstdWindowLog } });
}

function isBinding(value: unknown): value is Binding {
  return typeof value === 'object' && value !== null && 'writeSync' in value && typeof value.writeSync === 'function';
}

function unavailable(kind: EngineKind): FormatError {
  return new FormatError('FORMAT_UNSUPPORTED', `this version of Node cannot decompress ${kind} in steps`);
}
