// signature: the asset carries a signature of its own, an OpenSSF Model Signing bundle, and this is what it says.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, time } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface Signature {
  /** Subject of the certificate, identity of a keyless signer, or what the key is called. */
  readonly signer: string;
  readonly keyId: Sha256;
  readonly algorithm: 'ed25519' | 'p-256' | 'p-384' | 'p-521';
  /** Version of the predicate inside the bundle, for example `v1.0`. */
  readonly format: string;
  /** Blob of the bundle. */
  readonly bundle: Sha256;
  /** Digest over the digests of the files, as model signing defines it. It does not bind names, so it identifies nothing. */
  readonly rootDigest: Sha256;
  readonly hash: 'sha256' | 'blake2b' | 'blake3';
  /** When the asset was made, where that is known. */
  readonly createdAt?: string;
  /** Seconds between making and signing: how long the asset could have been changed unseen. */
  readonly gapSeconds?: number;
  /** Entry of a public log, where the bundle has a proof of one. */
  readonly publicLog?: { readonly origin: string; readonly index: number };
}

export const predicate: Predicate<Signature> = {
  kind: 'signature',
  type: ownType('signature'),
  meaning: 'The asset was signed with this key, and the signature was verified when this was recorded.',
  subject: 'the asset id',
  schema: z.strictObject({
    signer: name,
    keyId: digest,
    algorithm: z.enum(['ed25519', 'p-256', 'p-384', 'p-521']),
    format: name,
    bundle: digest,
    rootDigest: digest,
    hash: z.enum(['sha256', 'blake2b', 'blake3']),
    createdAt: time.exactOptional(),
    gapSeconds: z.number().min(0).exactOptional(),
    publicLog: z.strictObject({ origin: name, index: count }).exactOptional(),
  }),
  example: {
    signer: 'CN=Model Release, O=Example',
    keyId: exampleDigest('a'),
    algorithm: 'p-256',
    format: 'v1.0',
    bundle: exampleDigest('b'),
    rootDigest: exampleDigest('c'),
    hash: 'sha256',
    createdAt: '2026-03-01T11:30:00.000Z',
    gapSeconds: 4.2,
  },
  timeToLiveDays: null,
  invalidatedBy: ['the key was compromised before the statement was logged'],
  materials: ({ bundle }) => materialOf('signature-bundle', bundle),
  parties: ({ signer }) => [{ role: 'signer', id: signer }],
};
