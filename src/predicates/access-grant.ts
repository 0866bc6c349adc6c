// access-grant: somebody may do something with an asset or in a zone, for a purpose and a time.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, nonce, reason, time } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

/** A record of screening elsewhere; what was found in it is nobody's business here. */
export interface Screening {
  readonly issuer: string;
  readonly record: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
}

export interface AccessGrant {
  readonly action: 'grant' | 'withdraw';
  /** Whom it is for, as the access decision names them. */
  readonly identity: string;
  readonly identityKind: 'person' | 'service' | 'group';
  /** What it is for: a zone or an asset, one of the two. */
  readonly zone?: string;
  readonly asset?: Sha256;
  /** What may be done, for example `read`, `use`, `write`. */
  readonly permits: readonly string[];
  readonly purpose: string;
  readonly approver: string;
  /** Who asked for it, when it was not for themselves. */
  readonly requester?: string;
  readonly expiresAt: string;
  readonly screening?: Screening;
  /** Why it was given although a rule speaks against it. */
  readonly exception?: string;
  /** Random: the same can be given again. */
  readonly nonce?: string;
}

export const predicate: Predicate<AccessGrant> = {
  kind: 'access-grant',
  type: ownType('access-grant'),
  meaning: 'This identity may do this with the zone or asset, for this purpose and until then, or may not any more.',
  subject: 'the name of the identity, and the asset or the name of the zone',
  schema: z
    .strictObject({
      action: z.enum(['grant', 'withdraw']),
      identity: name,
      identityKind: z.enum(['person', 'service', 'group']),
      zone: name.exactOptional(),
      asset: digest.exactOptional(),
      permits: z.array(name).min(1),
      purpose: reason,
      approver: name,
      requester: name.exactOptional(),
      expiresAt: time,
      screening: z.strictObject({ issuer: name, record: name, issuedAt: time, expiresAt: time }).exactOptional(),
      exception: reason.exactOptional(),
      nonce: nonce.exactOptional(),
    })
    .refine(({ zone, asset }) => (zone === undefined) !== (asset === undefined), {
      error: 'a grant is for a zone or for an asset',
    })
    .refine(({ identity, approver, action }) => action === 'withdraw' || identity !== approver, {
      error: 'nobody approves a grant for themselves',
      path: ['approver'],
    }),
  example: {
    action: 'grant',
    identity: 'mira@example.org',
    identityKind: 'person',
    asset: exampleDigest('a'),
    permits: ['read', 'use'],
    purpose: 'label the March delivery',
    approver: 'owner@example.org',
    expiresAt: '2026-06-01T00:00:00.000Z',
    screening: {
      issuer: 'hr.example.org',
      record: '2025-118',
      issuedAt: '2025-09-01T00:00:00.000Z',
      expiresAt: '2027-09-01T00:00:00.000Z',
    },
  },
  timeToLiveDays: 180,
  invalidatedBy: ['a change of role', 'a grant that is not used', 'its expiry', 'an expired screening record'],
  parties: ({ identity, approver }) => [
    { role: 'grantee', id: identity },
    { role: 'approver', id: approver },
  ],
  subjects: ({ identity, zone, asset }) => [
    nameDigest('identity', identity),
    ...(zone === undefined ? [] : [nameDigest('zone', zone)]),
    ...(asset === undefined ? [] : [asset]),
  ],
  endsAt: ({ expiresAt, screening }) =>
    screening !== undefined && screening.expiresAt < expiresAt ? screening.expiresAt : expiresAt,
};
