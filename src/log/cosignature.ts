// What a witness signs: C2SP tlog-cosignature.
import { concat, encodeUint64, utf8 } from './bytes.ts';
import { parseCheckpointText } from './checkpoint.ts';
import { LogError } from './log-error.ts';
import type { NoteKey } from './note-key.ts';

/** Bytes of the time in front of the signature. */
export const timestampBytes = 8;

/**
 * The message that a signature by `key` covers; for a key that signs notes, the text itself.
 * @param seconds - POSIX time of the cosignature; 0..2^53-1; unused for other kinds
 * @throws {LogError} LOG_MALFORMED when a cosigned text is no checkpoint
 */
export function signedMessage(
  key: Pick<NoteKey, 'kind' | 'name'>,
  text: string,
  seconds: number,
): Uint8Array<ArrayBuffer> {
  if (key.kind === 'cosignature-ed25519') return utf8(`cosignature/v1\ntime ${seconds}\n${text}`);
  if (key.kind !== 'cosignature-ml-dsa-44') return utf8(text);
  const { origin, size, root } = parseCheckpointText(text);
  const time = encodeUint64(seconds);
  // start is 0: a checkpoint speaks of the whole tree.
  return concat(
    utf8('subtree/v1\n\0'),
    short(key.name),
    time,
    short(origin),
    encodeUint64(0),
    encodeUint64(size),
    root,
  );
}

function short(text: string): Uint8Array {
  const bytes = utf8(text);
  if (bytes.length > 255)
    throw new LogError('LOG_MALFORMED', 'A name in an ML-DSA-44 cosignature has at most 255 bytes.');
  return concat(new Uint8Array([bytes.length]), bytes);
}
