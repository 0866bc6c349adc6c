// Who signed a note: C2SP signed-note, "Signatures".

import { signedMessage, timestampBytes } from './cosignature.ts';
import type { Cryptography } from './cryptography.ts';
import { LogError } from './log-error.ts';
import { type Note, type NoteSignature, parseNote } from './note.ts';
import { type NoteKey, noteKeyKinds } from './note-key.ts';

/** A signature that holds. */
export interface HeldSignature {
  readonly key: NoteKey;
  /** POSIX time in seconds that a cosignature carries. */
  readonly seconds?: number;
  readonly line: NoteSignature;
}

/** Only this module has it, so only this module makes the type. */
const made: unique symbol = Symbol('made');

/** A note of which at least one known key has signed the text, and no known key's signature is wrong. */
export interface VerifiedNote {
  readonly text: string;
  /** At least one. */
  readonly signers: readonly HeldSignature[];
  readonly [made]: true;
}

/**
 * Signatures of other keys are passed over, also when they share a name or an id with a known one.
 * @param keys - the known keys
 * @throws {LogError} LOG_MALFORMED, LOG_LIMIT when it is no note; LOG_SIGNATURE when a known key's signature does not
 *   hold; LOG_UNTRUSTED when no known key signed; LOG_UNSUPPORTED when a known key's algorithm is not there
 */
export async function verifyNote(
  bytes: Uint8Array,
  keys: readonly NoteKey[],
  cryptography: Cryptography,
): Promise<VerifiedNote> {
  const note = parseNote(bytes);
  const signers: HeldSignature[] = [];
  for (const line of note.signatures) {
    const key = keys.find(({ name, id }) => name === line.name && id === line.id);
    if (key !== undefined) signers.push(await verifySignature(note, line, key, cryptography));
  }
  if (signers.length > 0) return { text: note.text, signers, [made]: true };
  throw new LogError('LOG_UNTRUSTED', 'None of the known keys has signed the note.');
}

async function verifySignature(
  note: Note,
  line: NoteSignature,
  key: NoteKey,
  cryptography: Cryptography,
): Promise<HeldSignature> {
  const { algorithm, isCosignature } = noteKeyKinds[key.kind];
  if (!cryptography.supports(algorithm)) {
    throw new LogError(
      'LOG_UNSUPPORTED',
      `Signatures of ${key.name} need ${algorithm}, which this runtime does not have.`,
    );
  }
  const seconds = isCosignature ? timeOf(line) : undefined;
  const message = signedMessage(key, note.text, seconds ?? 0);
  const signature = isCosignature ? line.signature.slice(timestampBytes) : line.signature;
  if (!(await cryptography.isSignature(algorithm, key.publicKey, message, signature))) throw wrong(key);
  return { key, line, ...(seconds === undefined ? {} : { seconds }) };
}

function timeOf({ name, signature }: NoteSignature): number {
  const { buffer, length } = signature;
  const seconds = length < timestampBytes ? -1 : Number(new DataView(buffer).getBigUint64(0));
  if (Number.isSafeInteger(seconds) && seconds >= 0) return seconds;
  throw new LogError('LOG_SIGNATURE', `The cosignature of ${name} carries no time that can be read.`);
}

function wrong({ name }: NoteKey): LogError {
  return new LogError('LOG_SIGNATURE', `The signature of ${name} does not belong to this text and this key.`);
}
