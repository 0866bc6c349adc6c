// key-change: whose signatures count from here on. Trust is the fold over these statements; see attest/trust.ts.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, time } from './fields.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface ChangedKey {
  /** SHA-256 of the SubjectPublicKeyInfo, DER. */
  readonly id: Sha256;
  readonly kind: string;
  /** SubjectPublicKeyInfo. */
  readonly pem: string;
}

/** `trust`: the key may sign statements of these kinds; said again, it replaces what was said before. */
export interface KeyTrust {
  readonly action: 'trust';
  readonly key: ChangedKey;
  /** Kinds of statements; `keys` stands for changes of keys, `*` for everything. */
  readonly roles: readonly string[];
  /** What is dated earlier does not count. */
  readonly validFrom?: string;
  readonly holder?: string;
  readonly why: string;
}

/** `rotate`: a new key takes over the roles of an old one. What the old one signed until here keeps counting. */
export interface KeyRotation {
  readonly action: 'rotate';
  readonly old: Sha256;
  readonly key: ChangedKey;
  readonly why: string;
}

/** `revoke`: what the key signed at that time and later does not count. There is no way back for a key. */
export interface KeyRevocation {
  readonly action: 'revoke';
  readonly old: Sha256;
  readonly from: string;
  readonly why: string;
}

export type KeyChange = KeyTrust | KeyRotation | KeyRevocation;

const key: z.ZodType<ChangedKey> = z.strictObject({ id: digest, kind: name, pem: name });

export const predicate: Predicate<KeyChange> = {
  kind: 'key-change',
  type: ownType('key-change'),
  meaning:
    'From here on this key counts for these kinds of statements, is replaced by another, or does not count any more.',
  subject: 'the ids of the keys that are changed',
  schema: z.discriminatedUnion('action', [
    z.strictObject({
      action: z.literal('trust'),
      key,
      roles: z.array(name).min(1),
      validFrom: time.exactOptional(),
      holder: name.exactOptional(),
      why: reason,
    }),
    z.strictObject({ action: z.literal('rotate'), old: digest, key, why: reason }),
    z.strictObject({ action: z.literal('revoke'), old: digest, from: time, why: reason }),
  ]),
  example: {
    action: 'revoke',
    old: exampleDigest('a'),
    from: '2026-03-01T00:00:00.000Z',
    why: 'the laptop that held it was stolen in the night to the first of March',
  },
  timeToLiveDays: null,
  invalidatedBy: ['a later change of the same key', 'the revocation of the key that signed it'],
  subjects: (body) => {
    if (body.action === 'trust') return [body.key.id];
    return body.action === 'rotate' ? [body.old, body.key.id] : [body.old];
  },
};
