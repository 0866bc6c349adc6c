// access-token: whoever shows a secret with this digest acts as that identity, within these bounds and until then.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, time } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface AccessToken {
  readonly action: 'issue' | 'revoke';
  readonly identity: string;
  /** SHA-256 of the secret, which is 256 random bits: the digest tells nothing about it. */
  readonly token: Sha256;
  /** What people call it. */
  readonly label: string;
  /** Actions and zones that it is good for; `*` is not allowed, so that nobody issues one for everything without noticing. */
  readonly actions: readonly string[];
  readonly zones: readonly string[];
  readonly expiresAt: string;
  readonly why: string;
}

const listed = name.refine((text) => !text.includes('*'), { error: 'no wildcard' });

export const predicate: Predicate<AccessToken> = {
  kind: 'access-token',
  type: ownType('access-token'),
  meaning:
    'Whoever shows the secret with this digest acts as the identity, within these bounds, until then or no longer.',
  subject: 'the name of the identity, and the digest of the secret',
  schema: z.strictObject({
    action: z.enum(['issue', 'revoke']),
    identity: name,
    token: digest,
    label: name,
    actions: z.array(listed).min(1),
    zones: z.array(listed),
    expiresAt: time,
    why: reason,
  }),
  example: {
    action: 'issue',
    identity: 'ci@example.org',
    token: exampleDigest('a'),
    label: 'nightly scan',
    actions: ['see', 'use'],
    zones: ['data-engineering'],
    expiresAt: '2026-06-01T00:00:00.000Z',
    why: 'the nightly scan asks the server',
  },
  timeToLiveDays: 365,
  invalidatedBy: ['its revocation', 'the end of the identity'],
  parties: ({ identity }) => [{ role: 'identity', id: identity }],
  subjects: ({ identity, token }) => [nameDigest('identity', identity), token],
  endsAt: ({ expiresAt }) => expiresAt,
};
