// Deflated members of a few KiB, decoded whole. An archive may have 10^5 of them, and a streaming decoder with its
// buffers costs ten times as much as the member. Only the latest content is kept; it is decoded again when wanted.
import { inflateRawSync } from 'node:zlib';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import type { Decoded } from '../compression/decoded-source.ts';

/** Most bytes a member may have, compressed or not. */
export const smallBytes: number = 256 * 1024;

/** Decodes small members of one archive. */
export class SmallInflater {
  readonly #budget: WorkBudget;
  #latest: { readonly of: ByteSource; readonly bytes: Uint8Array } | undefined;

  constructor(budget: WorkBudget) {
    this.#budget = budget;
  }

  /**
   * @param packed - the compressed bytes
   * @param size - what the directory says they unpack to
   * @returns undefined when they are not small or not sound: the streaming decoder then says what is wrong
   * @throws {FormatError} FORMAT_LIMIT
   */
  open(packed: ByteSource, size: number): Decoded | undefined {
    if (packed.size > smallBytes || size > smallBytes) return undefined;
    const decoded = inflate(packed, size);
    if (decoded === undefined) return undefined;
    this.#budget.spendDecompressed(decoded.bytes.length);
    this.#latest = { of: packed, bytes: decoded.bytes };
    return { source: this.#again(packed, decoded.bytes.length), end: decoded.used };
  }

  #again(packed: ByteSource, size: number): ByteSource {
    return { size, read: (offset, length) => this.#bytes(packed, size).subarray(offset, offset + length) };
  }

  #bytes(packed: ByteSource, size: number): Uint8Array {
    if (this.#latest?.of === packed) return this.#latest.bytes;
    this.#budget.spendDecompressed(size);
    const bytes = inflate(packed, size)?.bytes;
    if (bytes === undefined) throw new FormatError('FORMAT_MALFORMED', 'the data decoded differently the second time');
    this.#latest = { of: packed, bytes };
    return bytes;
  }
}

function inflate(packed: ByteSource, size: number): { bytes: Uint8Array; used: number } | undefined {
  try {
    const options = { maxOutputLength: smallBytes, chunkSize: size + 64, info: true };
    const result: unknown = inflateRawSync(packed.read(0, packed.size), options);
    return isInflated(result) ? { bytes: result.buffer, used: result.engine.bytesWritten } : undefined;
  } catch {
    return undefined;
  }
}

/** What Node returns under `info: true`; its type definitions do not say so. */
function isInflated(value: unknown): value is { buffer: Uint8Array; engine: { bytesWritten: number } } {
  if (typeof value !== 'object' || value === null || !('buffer' in value) || !('engine' in value)) return false;
  const { buffer, engine } = value;
  if (!(buffer instanceof Uint8Array) || typeof engine !== 'object' || engine === null) return false;
  return 'bytesWritten' in engine && typeof engine.bytesWritten === 'number';
}
