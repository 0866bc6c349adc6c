// Keys that sign notes and checkpoints. Private keys are written "PRIVATE+KEY+name+hash+key", as golang.org/x/mod/sumdb/note
// writes them.
import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { concat, decodeBase64, encodeBase64, encodeUint64 } from './bytes.ts';
import { signedMessage } from './cosignature.ts';
import { LogError } from './log-error.ts';
import { nodeCryptography } from './node-cryptography.ts';
import type { NoteSignature } from './note.ts';
import { makeNoteKey, type NoteKey, type NoteKeyKind, noteKeyKinds } from './note-key.ts';

export interface NoteSigner {
  readonly key: NoteKey;
  /** Signature of a note's text. @param seconds - POSIX time, for cosignatures */
  readonly sign: (text: string, seconds: number) => NoteSignature;
  /** The private key as text. */
  readonly encode: () => string;
}

/** Kinds of keys that are made here. ECDSA keys of others are verified only. */
export type SigningKind = Exclude<NoteKeyKind, 'ecdsa'>;

/** @throws {LogError} LOG_KEY for a name no signature line can hold, LOG_UNSUPPORTED where Node has no ML-DSA */
export async function createNoteSigner(name: string, kind: SigningKind): Promise<NoteSigner> {
  return signerOf(name, kind, randomBytes(seedBytes));
}

/** @throws {LogError} LOG_KEY when the text is no private note key, or its hash is not the key's */
export async function parseNoteSigner(text: string): Promise<NoteSigner> {
  const [, name = '', id = '', encoded = ''] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(\S+)\n?$/.exec(text) ?? [];
  if (name === '') throw invalid('It is not written PRIVATE+KEY+name+hash+key.');
  let bytes: Uint8Array;
  try {
    bytes = decodeBase64(encoded, 'The key');
  } catch (cause) {
    throw invalid('The key is not base64.', cause);
  }
  const kind = signingKinds.find((candidate) => noteKeyKinds[candidate].type === bytes[0]);
  if (kind === undefined) throw invalid(`Keys of type ${bytes[0]} do not sign here.`);
  const signer = await signerOf(name, kind, bytes.slice(1));
  if (signer.key.id !== Number.parseInt(id, 16)) throw invalid('Its hash does not belong to the key.');
  return signer;
}

async function signerOf(name: string, kind: SigningKind, seed: Uint8Array): Promise<NoteSigner> {
  const { type, keyBytes, isCosignature } = noteKeyKinds[kind];
  const privateKey = privateKeyOf(kind, seed);
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  // The raw key stands at the end of its DER.
  const publicKey = concat(spki.subarray(spki.length - (keyBytes ?? 0)));
  const key = await makeNoteKey(name, kind, publicKey, nodeCryptography);
  return {
    key,
    sign: (text, seconds) => {
      const signature = sign(null, signedMessage(key, text, seconds), privateKey);
      return {
        name,
        id: key.id,
        signature: isCosignature ? concat(encodeUint64(seconds), signature) : concat(signature),
      };
    },
    encode: () =>
      `PRIVATE+KEY+${name}+${key.id.toString(16).padStart(8, '0')}+${encodeBase64(concat(new Uint8Array([type]), seed))}\n`,
  };
}

/** @throws {LogError} LOG_KEY, LOG_UNSUPPORTED */
function privateKeyOf(kind: SigningKind, seed: Uint8Array): KeyObject {
  const { algorithm } = noteKeyKinds[kind];
  if (!nodeCryptography.supports(algorithm)) {
    throw new LogError('LOG_UNSUPPORTED', `This Node has no ${algorithm}; Node 24.7 and later do.`);
  }
  if (seed.length !== seedBytes) throw invalid(`It has ${seed.length} bytes, not ${seedBytes}.`);
  return createPrivateKey({ key: Buffer.concat([seedHeads[kind], seed]), format: 'der', type: 'pkcs8' });
}

function invalid(reason: string, cause?: unknown): LogError {
  return new LogError('LOG_KEY', `This is no private key of a log or witness. ${reason}`, { cause });
}

/** Private keys are seeds: RFC 8032 section 5.1.5, FIPS 204 section 6.1. */
const seedBytes = 32;
/** What comes before the seed in PKCS #8: RFC 8410 section 7, RFC 9881 section 6. */
const ed25519Head: Buffer = Buffer.from('302e020100300506032b657004220420', 'hex');
const seedHeads: Readonly<Record<SigningKind, Buffer>> = {
  ed25519: ed25519Head,
  'cosignature-ed25519': ed25519Head,
  'cosignature-ml-dsa-44': Buffer.from('3034020100300b060960864801650304031104228020', 'hex'),
};
const signingKinds: readonly SigningKind[] = ['ed25519', 'cosignature-ed25519', 'cosignature-ml-dsa-44'];
