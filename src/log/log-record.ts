// What the checkpoint store keeps for a log: the checkpoint that was signed last and the entries it added. As long as these are
// there, every tile that a crash kept from being written can be made again.
import { hash as oneShot } from 'node:crypto';
import { concat, decodeUtf8, parseDecimal, utf8 } from './bytes.ts';
import { encodeEntries, parseEntries } from './entry-bundle.ts';
import { LogError } from './log-error.ts';

export interface LogRecord {
  /** Signed by the log. */
  readonly checkpoint: Uint8Array;
  /** The entries by which this checkpoint's tree is larger than the one before. */
  readonly added: readonly Uint8Array[];
}

/** A line `assay-log-record/1 LENGTH SHA256`, the checkpoint of that length, then the entries; the digest is of the length and both. */
export function encodeLogRecord({ checkpoint, added }: LogRecord): Uint8Array {
  const body = concat(checkpoint, encodeEntries(added));
  return concat(utf8(`${magic} ${checkpoint.length} ${digestOf(String(checkpoint.length), body)}\n`), body);
}

/** @throws {LogError} LOG_CORRUPT when one bit of it is another */
export function parseLogRecord(bytes: Uint8Array): LogRecord {
  const end = bytes.indexOf(newline);
  const head = bytes.subarray(0, end).every((byte) => byte < 128)
    ? decodeUtf8(bytes.subarray(0, Math.max(end, 0)), 'head')
    : '';
  const [, length, digest] = new RegExp(`^${magic} ([0-9]{1,9}) ([0-9a-f]{64})$`).exec(head) ?? [];
  const body = bytes.subarray(end + 1);
  if (length === undefined || digestOf(length, body) !== digest) {
    throw new LogError('LOG_CORRUPT', 'The last record of the checkpoint store is damaged.');
  }
  const split = parseDecimal(length, 'The length of the checkpoint');
  return { checkpoint: body.subarray(0, split), added: parseEntries(body.subarray(split), 'the last record') };
}

function digestOf(length: string, body: Uint8Array): string {
  return oneShot('sha256', concat(utf8(`${length}\n`), body));
}

const magic = 'assay-log-record/1';
const newline = 10;
