// Skippable frames, which zstd and lz4 share: any content, ignored by every decoder (RFC 8878 section 3.1.2).
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';

export interface Skippable {
  /** Offset of the content, after the eight bytes in front of it. */
  readonly contentFrom: number;
  readonly to: number;
}

export function isSkippable(magic: number): boolean {
  return magic >>> 4 === 0x184d2a5;
}

/** @throws {FormatError} FORMAT_TRUNCATED when the frame goes past the end */
export function readSkippable(source: ByteSource, at: number): Skippable {
  const head = source.read(at, 8);
  const length = head.length < 8 ? 0 : new DataView(head.buffer, head.byteOffset).getUint32(4, true);
  const to = at + 8 + length;
  if (head.length < 8 || to > source.size) {
    throw new FormatError('FORMAT_TRUNCATED', 'a skippable frame goes past the end of the file', { offset: at });
  }
  return { contentFrom: at + 8, to };
}
