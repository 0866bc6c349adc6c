// The checkpoint that readers see against the one that was signed last.
import { isEqual } from './bytes.ts';
import { parseUnverifiedCheckpoint } from './checkpoint.ts';
import { LogError } from './log-error.ts';
import { parseLogRecord } from './log-record.ts';
import type { TreeHead } from './verify-consistency.ts';

/**
 * @param shown - what the public checkpoint says
 * @param record - of the checkpoint store
 * @throws {LogError} LOG_ROLLED_BACK when one of the two is older than the other, LOG_INCONSISTENT when they contradict each
 *   other, LOG_CORRUPT when the record is damaged
 */
export function assertLatest(shown: TreeHead, record: Uint8Array): void {
  const signed = parseUnverifiedCheckpoint(parseLogRecord(record).checkpoint);
  if (shown.size < signed.size) {
    throw new LogError(
      'LOG_ROLLED_BACK',
      `The log shows ${shown.size} entries, ${signed.size} were signed. An append that was interrupted is completed by the next one; otherwise the log was put back to an older state.`,
    );
  }
  if (shown.size > signed.size) {
    throw new LogError(
      'LOG_ROLLED_BACK',
      `The log shows ${shown.size} entries, but its checkpoint store knows ${signed.size} only: the store was put back to an older state.`,
    );
  }
  if (!isEqual(shown.root, signed.root))
    throw new LogError('LOG_INCONSISTENT', `Two roots were signed for ${shown.size} entries.`);
}
