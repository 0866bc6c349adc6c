// Entries as they lie on disk: big-endian 16-bit length, then the bytes; up to 256 of them. C2SP tlog-tiles, "Log Entries".
import { concat } from './bytes.ts';
import { LogError } from './log-error.ts';

/** What 16 bits of length can say. */
export const maxEntryBytes = 65_535;

/** @throws {LogError} LOG_LIMIT for an entry longer than 65,535 bytes */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concat(...entries.flatMap((entry) => [encodeLength(entry), entry]));
}

/** @throws {LogError} LOG_CORRUPT unless the bytes are whole entries */
export function parseEntries(bytes: Uint8Array, path: string): readonly Uint8Array[] {
  const entries: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 <= bytes.length ? at + 2 + view.getUint16(at) : Number.POSITIVE_INFINITY;
    if (end > bytes.length) throw new LogError('LOG_CORRUPT', `${path} ends inside an entry`, { path, offset: at });
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

function encodeLength({ length }: Uint8Array): Uint8Array {
  if (length > maxEntryBytes) {
    throw new LogError('LOG_LIMIT', `An entry has at most ${maxEntryBytes} bytes, this one has ${length}.`, {
      value: length,
    });
  }
  return new Uint8Array([length >> 8, length & 255]);
}
