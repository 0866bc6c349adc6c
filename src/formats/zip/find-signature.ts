// Looks for four bytes in a range of the file, in bounded pieces.
import type { ByteSource } from '#core/byte-source';
import type { Range } from './records.ts';

const pieceBytes = 256 * 1024;

/** Offset of the first occurrence that lies wholly in `range`. @param signature - one character per byte */
export function findSignature(file: ByteSource, range: Range, signature: string): number | undefined {
  const step = pieceBytes - signature.length + 1;
  for (let at = range.from; at + signature.length <= range.to; at += step) {
    const bytes = file.read(at, Math.min(pieceBytes, range.to - at));
    const inside = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(signature, 0, 'latin1');
    if (inside >= 0) return at + inside;
  }
  return undefined;
}

/** True when every byte of the range is 0. */
export function isZero(file: ByteSource, range: Range): boolean {
  for (let at = range.from; at < range.to; at += pieceBytes) {
    const bytes = file.read(at, Math.min(pieceBytes, range.to - at));
    if (Buffer.compare(bytes, zeros.subarray(0, bytes.length)) !== 0) return false;
  }
  return true;
}

const zeros = new Uint8Array(pieceBytes);
