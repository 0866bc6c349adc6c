// foreign-attestation: somebody else attested something, and we verified it, by this rule, before we took it in.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, time } from './fields.ts';
import { type Material, ownType, type Predicate } from './predicate.ts';

export interface ForeignAttestation {
  /** Blob of the attestation as it came. */
  readonly attestation: Sha256;
  readonly format: 'dsse' | 'sigstore-bundle';
  /** Statement and predicate as the attestation names them. */
  readonly statementType: string;
  readonly predicateType: string;
  /** What it is about: those of its subjects that have a SHA-256. */
  readonly subjects: readonly Sha256[];
  /** What the subjects were made of or lean on, where the attestation says so in a form that is known here. */
  readonly dependencies: readonly Material[];
  /** Who signed, and how that was established. */
  readonly signer:
    | { readonly method: 'key'; readonly keyIds: readonly Sha256[] }
    | { readonly method: 'keyless'; readonly identity: string; readonly issuer: string; readonly trustedRoot: Sha256 };
  /** Moment that the signature is shown to have existed at; absent for a bare key, which shows none. */
  readonly signedAt?: string;
  readonly verifiedAt: string;
  /** Where it came from. */
  readonly source: string;
}

export const predicate: Predicate<ForeignAttestation> = {
  kind: 'foreign-attestation',
  type: ownType('foreign-attestation'),
  meaning:
    'Somebody else stated this about the subjects; their signature was verified by this rule before it was taken in.',
  subject: 'the subjects of the attestation that have a SHA-256',
  schema: z.strictObject({
    attestation: digest,
    format: z.enum(['dsse', 'sigstore-bundle']),
    statementType: name,
    predicateType: name,
    subjects: z.array(digest).min(1),
    dependencies: z.array(z.strictObject({ role: name, name: name.exactOptional(), sha256: digest })),
    signer: z.discriminatedUnion('method', [
      z.strictObject({ method: z.literal('key'), keyIds: z.array(digest).min(1) }),
      z.strictObject({ method: z.literal('keyless'), identity: name, issuer: name, trustedRoot: digest }),
    ]),
    signedAt: time.exactOptional(),
    verifiedAt: time,
    source: name,
  }),
  example: {
    attestation: exampleDigest('a'),
    format: 'sigstore-bundle',
    statementType: 'https://in-toto.io/Statement/v1',
    predicateType: 'https://slsa.dev/provenance/v1',
    subjects: [exampleDigest('b')],
    dependencies: [{ role: 'material', name: 'git+https://github.com/example/models', sha256: exampleDigest('d') }],
    signer: {
      method: 'keyless',
      identity: 'https://github.com/example/models/.github/workflows/build.yml@refs/tags/v2',
      issuer: 'https://token.actions.githubusercontent.com',
      trustedRoot: exampleDigest('c'),
    },
    signedAt: '2026-03-01T11:31:00.000Z',
    verifiedAt: '2026-03-02T08:00:00.000Z',
    source: 'https://models.example/reviews.intoto.jsonl',
  },
  timeToLiveDays: null,
  invalidatedBy: ['the key or the trusted root that it was verified with is not trusted any more'],
  materials: ({ attestation, dependencies }) => [{ role: 'rests-on', sha256: attestation }, ...dependencies],
  parties: ({ signer }) =>
    signer.method === 'key'
      ? signer.keyIds.map((id) => ({ role: 'foreign-key', id }))
      : [{ role: 'foreign-signer', id: signer.identity }],
  subjects: ({ subjects }) => subjects,
};
