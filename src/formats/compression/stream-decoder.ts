// What a decompressor is here: something that is asked for the next piece, so that nothing expands before it is wanted.
import type { ByteSource } from '#core/byte-source';
import type { WorkBudget } from '#core/work-budget';

/** One compressed stream, decoded piece by piece. It charges nothing for its output: whoever asks for a piece does. */
export interface StreamDecoder {
  /**
   * The next decompressed bytes, at least 1 and at most 1 MiB of them; undefined at the end of the stream. Valid until
   * the next call.
   * @throws {FormatError} FORMAT_MALFORMED, FORMAT_TRUNCATED, FORMAT_UNSUPPORTED, or what reading the source throws
   */
  next(): Uint8Array | undefined;
  /** Offset in the source after what was consumed. Once `next` gave undefined: the first byte after the stream. */
  readonly position: number;
  /** Bytes of memory held now, for back references and the like. */
  readonly memory: number;
  /** Frees what it holds. No other member may be used afterwards. */
  close(): void;
}

/** A way of compressing. Stateless; a codec with parameters is made by a function. */
export interface Codec {
  readonly id: string;
  /** What a decoded byte costs, as a multiple of what inflating it would; 1 when absent. */
  readonly weight?: number;
  /** A decoder of the stream that starts at offset 0 of `source`. @throws {FormatError} like `next` */
  open(source: ByteSource, budget: WorkBudget): StreamDecoder;
}
