// Which tree a log has signed, and which witnesses have seen it: C2SP tlog-checkpoint and tlog-cosignature.
import { type Checkpoint, parseCheckpointText } from './checkpoint.ts';
import type { Cryptography } from './cryptography.ts';
import { LogError } from './log-error.ts';
import type { NoteKey } from './note-key.ts';
import { type HeldSignature, verifyNote } from './verify-note.ts';

/** Only this module has it, so only this module makes the type. */
const made: unique symbol = Symbol('made');

/** A checkpoint that its log has signed. */
export interface VerifiedCheckpoint extends Checkpoint {
  /** The note's text: what the signatures cover. */
  readonly text: string;
  /** Signatures of the log. */
  readonly logSigners: readonly HeldSignature[];
  /** Cosignatures of known witnesses; may be none. */
  readonly witnessSigners: readonly HeldSignature[];
  readonly [made]: true;
}

/**
 * @param logKeys - keys that may sign for a log; a key counts for the origin that is its name
 * @param witnessKeys - witnesses whose cosignatures are looked at
 * @throws {LogError} as `verifyNote`; LOG_UNTRUSTED also when the signing key is the key of another log
 */
export async function verifyCheckpoint(
  note: Uint8Array,
  logKeys: readonly NoteKey[],
  witnessKeys: readonly NoteKey[],
  cryptography: Cryptography,
): Promise<VerifiedCheckpoint> {
  const { text, signers } = await verifyNote(note, [...logKeys, ...witnessKeys], cryptography);
  const checkpoint = parseCheckpointText(text);
  const logSigners = signers.filter(({ key }) => logKeys.includes(key) && key.name === checkpoint.origin);
  const witnessSigners = signers.filter(({ key }) => witnessKeys.includes(key));
  if (logSigners.length === 0)
    throw new LogError('LOG_UNTRUSTED', 'No known key of this log has signed the checkpoint.');
  return { ...checkpoint, text, logSigners, witnessSigners, [made]: true };
}
