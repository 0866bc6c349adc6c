// code-verification: a commit, and whose signature is under it. What is built or trained with is code that somebody vouches for.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, time } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

/** `unknown-key`: the signature is good, and nobody said that its key counts. */
export const commitSignatures = ['verified', 'unsigned', 'unknown-key', 'bad', 'expired', 'revoked'] as const;

export interface CodeVerification {
  /** 40 or 64 hexadecimal digits. */
  readonly commit: string;
  /** Of the commit: names all its files. */
  readonly tree: string;
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  readonly signature: (typeof commitSignatures)[number];
  /** As the list of allowed signers or the key ring names them. */
  readonly signer?: string;
  readonly fingerprint?: string;
  /** Files that differ from the commit, or are not part of it. */
  readonly dirty: boolean;
  /** The history is cut: what stands before is not here. */
  readonly shallow: boolean;
  /** No branch leads to it here, as in most builds. */
  readonly detached: boolean;
  /** Blob of the list of allowed signers; absent where the key ring decided. */
  readonly policy?: Sha256;
  readonly checkedAt: string;
}

const objectId = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/);

export const predicate: Predicate<CodeVerification> = {
  kind: 'code-verification',
  type: ownType('code-verification'),
  meaning: 'This commit carries this signature, and the files beside it are or are not those of the commit.',
  subject: 'the asset id of the code',
  schema: z.strictObject({
    commit: objectId,
    tree: objectId,
    outcome: z.enum(['pass', 'fail', 'inconclusive']),
    signature: z.enum(commitSignatures),
    signer: name.exactOptional(),
    fingerprint: name.exactOptional(),
    dirty: z.boolean(),
    shallow: z.boolean(),
    detached: z.boolean(),
    policy: digest.exactOptional(),
    checkedAt: time,
  }),
  example: {
    commit: '0123456789abcdef0123456789abcdef01234567',
    tree: '89abcdef0123456789abcdef0123456789abcdef',
    outcome: 'pass',
    signature: 'verified',
    signer: 'mira@example.org',
    fingerprint: 'SHA256:d2lsbCBub3QgYmUgZm91bmQgYW55d2hlcmU',
    dirty: false,
    shallow: false,
    detached: true,
    policy: exampleDigest('a'),
    checkedAt: '2026-03-01T12:00:00.000Z',
  },
  timeToLiveDays: 90,
  invalidatedBy: ['a key that is revoked from before the commit', 'another digest of the code'],
  materials: ({ policy }) => materialOf('checked-with', policy),
  parties: ({ signer }) => (signer === undefined ? [] : [{ role: 'committer', id: signer }]),
};
