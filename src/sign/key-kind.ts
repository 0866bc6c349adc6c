// The kinds of keys that sign here, and the hash that goes with each.
import type { KeyObject } from 'node:crypto';
import { SignError } from './sign-error.ts';

export const keyKinds = ['ed25519', 'p-256', 'p-384', 'p-521'] as const;
export type KeyKind = (typeof keyKinds)[number];

/** @throws {SignError} SIGN_KEY for any other key, RSA included */
export function keyKindOf(key: KeyObject): KeyKind {
  if (key.asymmetricKeyType === 'ed25519') return 'ed25519';
  const kind = curves.get(key.asymmetricKeyDetails?.namedCurve ?? '');
  if (key.asymmetricKeyType === 'ec' && kind !== undefined) return kind;
  const given = key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType ?? key.type;
  throw new SignError('SIGN_KEY', `the key is of kind ${given}; usable are Ed25519, P-256, P-384 and P-521`);
}

/** Name of the hash for `node:crypto`; null for Ed25519, which hashes on its own. @source OMS v1.0 section 2.2, RFC 8032 */
export function hashOfKind(kind: KeyKind): 'sha256' | 'sha384' | 'sha512' | null {
  return hashes[kind];
}

const curves: ReadonlyMap<string, KeyKind> = new Map([
  ['prime256v1', 'p-256'],
  ['secp384r1', 'p-384'],
  ['secp521r1', 'p-521'],
]);

const hashes = { ed25519: null, 'p-256': 'sha256', 'p-384': 'sha384', 'p-521': 'sha512' } as const;
