// supplier: somebody who delivers assets, what they are called, and by what their signatures are known.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, time } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

/** What a supplier can be asked to send with an asset. */
export const deliverables = [
  'signature',
  'checksums',
  'bom',
  'model-card',
  'licence',
  'security-assessment',
  'provenance',
] as const;
export type Deliverable = (typeof deliverables)[number];

/** Whose signature is the supplier's. */
export type SupplierIdentity =
  | {
      readonly method: 'key';
      /** PEM, SubjectPublicKeyInfo. */
      readonly publicKey: string;
    }
  | {
      readonly method: 'minisign';
      /** The line of the public key file, base64. */
      readonly publicKey: string;
    }
  | {
      readonly method: 'certificate';
      /** PEM of the roots that the signer's certificate has to lead to. */
      readonly roots: string;
      /** Of the signer's certificate, letter by letter. */
      readonly subject: string;
      /** PEM of the roots of time authorities: a signature from before the certificate ran out keeps counting. */
      readonly timestampRoots?: string;
    }
  | {
      readonly method: 'keyless';
      readonly identity: string;
      readonly issuer: string;
      /** Blob of the Sigstore trusted root. */
      readonly trustedRoot: Sha256;
    };

export interface Supplier {
  readonly supplier: string;
  /** A department of our own. */
  readonly internal: boolean;
  /** The legal entity. */
  readonly organisation?: string;
  /** Where it publishes: hosts, and accounts on hubs (`huggingface.co/example`). */
  readonly namespaces: readonly string[];
  /** What it was called before, and who became part of it. */
  readonly formerNames: readonly string[];
  readonly identities: readonly SupplierIdentity[];
  readonly deliverables: readonly Deliverable[];
  /** What it will not send, in its own words. */
  readonly refusals: readonly { readonly deliverable: Deliverable; readonly at: string; readonly why: string }[];
  /** Who of us answers for the relation. */
  readonly owner?: string;
  readonly why: string;
  /** The same said again, later, is another statement. */
  readonly recordedAt?: string;
}

/** Certificates in PEM. */
const pem = z.string().min(1).max(65_536);

const identity: z.ZodType<SupplierIdentity> = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('certificate'),
    roots: pem,
    subject: name,
    timestampRoots: pem.exactOptional(),
  }),
  z.strictObject({ method: z.literal('key'), publicKey: name }),
  z.strictObject({ method: z.literal('minisign'), publicKey: name }),
  z.strictObject({ method: z.literal('keyless'), identity: name, issuer: name, trustedRoot: digest }),
]);

export const predicate: Predicate<Supplier> = {
  kind: 'supplier',
  type: ownType('supplier'),
  meaning: 'This supplier is known here under this name, publishes there, and signs like this, from here on.',
  subject: 'the name of the supplier',
  schema: z.strictObject({
    supplier: name,
    internal: z.boolean(),
    organisation: name.exactOptional(),
    namespaces: z.array(name),
    formerNames: z.array(name),
    identities: z.array(identity),
    deliverables: z.array(z.enum(deliverables)),
    refusals: z.array(z.strictObject({ deliverable: z.enum(deliverables), at: time, why: reason })),
    owner: name.exactOptional(),
    why: reason,
    recordedAt: time.exactOptional(),
  }),
  example: {
    supplier: 'Example Models',
    internal: false,
    organisation: 'Example Models GmbH',
    namespaces: ['huggingface.co/example-models', 'models.example'],
    formerNames: [],
    identities: [
      {
        method: 'keyless',
        identity: 'https://github.com/example/models/.github/workflows/release.yml@refs/tags/v2',
        issuer: 'https://token.actions.githubusercontent.com',
        trustedRoot: exampleDigest('a'),
      },
    ],
    deliverables: ['signature', 'checksums', 'model-card'],
    refusals: [],
    owner: 'procurement@example.org',
    why: 'the contract of March',
  },
  timeToLiveDays: null,
  invalidatedBy: ['a later statement about the same supplier'],
  materials: ({ identities }) =>
    identities.flatMap((one) => (one.method === 'keyless' ? [{ role: 'trusted-root', sha256: one.trustedRoot }] : [])),
  parties: ({ supplier, owner }) => [
    { role: 'supplier', id: supplier },
    ...(owner === undefined ? [] : [{ role: 'owner', id: owner }]),
  ],
  subjects: ({ supplier }) => [nameDigest('supplier', supplier)],
};
