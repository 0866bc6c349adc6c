// Verifier keys of signed notes, "name+hash+key": C2SP signed-note, "Signatures" and "Verifier keys"; types of tlog-cosignature.
import { concat, decodeBase64, encodeBase64, utf8 } from './bytes.ts';
import type { Cryptography, SignatureAlgorithm } from './cryptography.ts';
import { LogError } from './log-error.ts';

/** What a key signs: the text of a note, or a statement of a witness about the checkpoint in it. */
export type NoteKeyKind = 'ed25519' | 'ecdsa' | 'cosignature-ed25519' | 'cosignature-ml-dsa-44';

export interface NoteKey {
  /** The name in the signature line. */
  readonly name: string;
  /** First four bytes of the key's hash, as a number. */
  readonly id: number;
  readonly kind: NoteKeyKind;
  /** Raw public key; SPKI DER for ECDSA. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

interface KindFacts {
  /** First byte of the encoded key. */
  readonly type: number;
  readonly algorithm: SignatureAlgorithm;
  readonly keyBytes: number | undefined;
  readonly isCosignature: boolean;
}

export const noteKeyKinds: Readonly<Record<NoteKeyKind, KindFacts>> = {
  ed25519: { type: 1, algorithm: 'ed25519', keyBytes: 32, isCosignature: false },
  ecdsa: { type: 2, algorithm: 'ecdsa', keyBytes: undefined, isCosignature: false },
  'cosignature-ed25519': { type: 4, algorithm: 'ed25519', keyBytes: 32, isCosignature: true },
  'cosignature-ml-dsa-44': { type: 6, algorithm: 'ml-dsa-44', keyBytes: 1312, isCosignature: true },
};

const kindNames: readonly NoteKeyKind[] = ['ed25519', 'ecdsa', 'cosignature-ed25519', 'cosignature-ml-dsa-44'];

/** @throws {LogError} LOG_KEY when the text is no verifier key, or its hash is not the one of the key */
export async function parseVerifierKey(text: string, hashing: Pick<Cryptography, 'sha256'>): Promise<NoteKey> {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  if (!isKeyName(name)) throw new LogError('LOG_KEY', 'A verifier key is written name+hash+key.');
  const bytes = decodeKey(encoded);
  const kind = kindNames.find((candidate) => noteKeyKinds[candidate].type === bytes[0]);
  if (kind === undefined)
    throw new LogError('LOG_KEY', `The key ${name} is of type ${bytes[0] ?? 'none'}, which is not known here.`);
  const key = await makeNoteKey(name, kind, bytes.slice(1), hashing);
  if (key.id === Number.parseInt(id, 16)) return key;
  throw new LogError(
    'LOG_KEY',
    `The hash in the verifier key ${name} does not belong to the key: it was mistyped or altered.`,
  );
}

/** @throws {LogError} LOG_KEY for a name that no signature line can hold, or a key of another length */
export async function makeNoteKey(
  name: string,
  kind: NoteKeyKind,
  publicKey: Uint8Array<ArrayBuffer>,
  { sha256 }: Pick<Cryptography, 'sha256'>,
): Promise<NoteKey> {
  const { type, keyBytes } = noteKeyKinds[kind];
  if (!isKeyName(name))
    throw new LogError('LOG_KEY', 'A key name is not empty and has no spaces, no + and no control characters.');
  if (keyBytes !== undefined && publicKey.length !== keyBytes) {
    throw new LogError('LOG_KEY', `The key ${name} has ${publicKey.length} bytes, not ${keyBytes}.`);
  }
  const hashed = kind === 'ecdsa' ? publicKey : concat(utf8(`${name}\n`), new Uint8Array([type]), publicKey);
  const hash = await sha256(hashed);
  return { name, id: new DataView(hash.buffer, hash.byteOffset).getUint32(0), kind, publicKey };
}

export function encodeVerifierKey({ name, id, kind, publicKey }: NoteKey): string {
  const key = encodeBase64(concat(new Uint8Array([noteKeyKinds[kind].type]), publicKey));
  return `${name}+${id.toString(16).padStart(8, '0')}+${key}`;
}

/** Not empty, no Unicode space, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return /^[^\s+\u0000-\u001f\u007f\u0085]+$/u.test(name);
}

function decodeKey(text: string): Uint8Array<ArrayBuffer> {
  try {
    return decodeBase64(text, 'The key');
  } catch (cause) {
    throw new LogError('LOG_KEY', 'A verifier key is written name+hash+key, the key in base64.', { cause });
  }
}
