// Runs of zero bytes: the padding that tapes, archives and file systems leave.
import type { ByteSource } from '#core/byte-source';
import type { WorkBudget } from '#core/work-budget';

const pieceBytes = 64 * 1024;

/** Offset of the first byte at or after `from` that is not zero; the size of the source when there is none. */
export function skipZeros(source: ByteSource, from: number, budget: WorkBudget): number {
  let at = from;
  while (at < source.size) {
    const piece = source.read(at, at === from ? 16 : pieceBytes);
    const stop = piece.findIndex((byte) => byte !== 0);
    budget.spend(1 + (piece.length >> 3), at);
    if (stop >= 0) return at + stop;
    if (piece.length === 0) break;
    at += piece.length;
  }
  return source.size;
}
