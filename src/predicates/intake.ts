// intake: something came from outside, and this is what was claimed about it beside what was found.
import { z } from 'zod';
import { type AssetKind, assetKinds } from '#core/asset';
import type { Sha256 } from '#core/digest';
import { type DeliveryCheck, deliveryChecks, type SupplierTier, supplierTiers } from '#core/suppliers/tier';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, reason, time } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';
import { type Deliverable, deliverables } from './supplier.ts';

/** What is looked at when something comes in, in this order. */
export const intakeTopics = [
  'quota',
  'fetch',
  'history',
  'digest',
  'signature',
  'scan',
  'kind',
  'format',
  'base-model',
  'package',
  'data',
  'licence',
  'namespace',
  'endpoint',
  'deliverable',
  'recall',
] as const;
export type IntakeTopic = (typeof intakeTopics)[number];

/**
 * How much a claim is worth. `same-place`: whoever could change the file could change the claim. `given`: whoever took it in says
 * that it comes from elsewhere. `signed`: by an identity that is registered.
 */
export const claimStrengths = ['same-place', 'given', 'signed'] as const;
export type ClaimStrength = (typeof claimStrengths)[number];

export interface IntakeItem {
  readonly topic: IntakeTopic;
  /** File of the delivery. */
  readonly path?: string;
  /** In a word that belongs to the topic, for example `mismatch` or `unsigned`. */
  readonly state: string;
  readonly outcome: 'pass' | 'fail' | 'inconclusive' | 'not-applicable';
  readonly claim?: { readonly says: string; readonly source: string; readonly strength: ClaimStrength };
  readonly observed: string;
}

export interface Intake {
  readonly asset: Sha256;
  readonly supplier: string;
  readonly kind: AssetKind;
  /** Other kinds that the delivery holds as well. */
  readonly otherKinds: readonly AssetKind[];
  /** Path or address, and where redirects led. */
  readonly from: string;
  readonly finalUrl?: string;
  readonly purpose?: string;
  readonly receivedAt: string;
  readonly files: number;
  readonly bytes: number;
  /** `fail`: a claim is refuted or something speaks against it. `inconclusive`: something is not known. */
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  /** Topic -> the word of the worst of its items. */
  readonly states: Readonly<Partial<Record<IntakeTopic, string>>>;
  /** The strongest claim about the bytes that was kept; `none` where there was none. */
  readonly digestStrength: ClaimStrength | 'none';
  readonly items: readonly IntakeItem[];
  /** How many more there are than `items` lists; those that pass are left out first. */
  readonly itemsLeftOut: number;
  /** As the supplier was trusted then: it does not change with what is learnt later. */
  readonly tier: SupplierTier;
  readonly requiredChecks: readonly DeliveryCheck[];
  /** Statement of the assessment that the tier rests on. */
  readonly assessment?: Sha256;
  readonly missingDeliverables: readonly Deliverable[];
  /** Files that nobody should meet again under another name. */
  readonly badFiles: readonly Sha256[];
  /** Statements that were made on the way: the scan, the signatures. */
  readonly evidence: readonly Sha256[];
  /** Blob with every item. */
  readonly report?: Sha256;
}

const item: z.ZodType<IntakeItem> = z.strictObject({
  topic: z.enum(intakeTopics),
  path: name.exactOptional(),
  state: name,
  outcome: z.enum(['pass', 'fail', 'inconclusive', 'not-applicable']),
  claim: z.strictObject({ says: reason, source: name, strength: z.enum(claimStrengths) }).exactOptional(),
  observed: reason,
});

const checkNames = Object.keys(deliveryChecks) as readonly DeliveryCheck[];

export const predicate: Predicate<Intake> = {
  kind: 'intake',
  type: ownType('intake'),
  meaning:
    'This came in from a supplier and lies in quarantine; here is what was claimed about it beside what was found.',
  subject: 'the asset id, and the digests of files that are bad',
  schema: z.strictObject({
    asset: digest,
    supplier: name,
    kind: z.enum(assetKinds),
    otherKinds: z.array(z.enum(assetKinds)),
    from: name,
    finalUrl: name.exactOptional(),
    purpose: reason.exactOptional(),
    receivedAt: time,
    files: count,
    bytes: count,
    outcome: z.enum(['pass', 'fail', 'inconclusive']),
    states: z.partialRecord(z.enum(intakeTopics), name),
    digestStrength: z.enum([...claimStrengths, 'none']),
    items: z.array(item),
    itemsLeftOut: count,
    tier: z.enum(supplierTiers),
    requiredChecks: z.array(z.enum(checkNames)).min(1),
    assessment: digest.exactOptional(),
    missingDeliverables: z.array(z.enum(deliverables)),
    badFiles: z.array(digest),
    evidence: z.array(digest),
    report: digest.exactOptional(),
  }),
  example: {
    asset: exampleDigest('a'),
    supplier: 'Example Models',
    kind: 'model',
    otherKinds: [],
    from: 'https://models.example/reviews.safetensors',
    receivedAt: '2026-03-01T08:00:00.000Z',
    files: 1,
    bytes: 1_048_576,
    outcome: 'inconclusive',
    states: { digest: 'match', signature: 'unsigned', scan: 'clean' },
    digestStrength: 'same-place',
    items: [
      {
        topic: 'digest',
        path: 'reviews.safetensors',
        state: 'match',
        outcome: 'pass',
        claim: { says: `sha256 ${exampleDigest('b')}`, source: 'SHA256SUMS', strength: 'same-place' },
        observed: `sha256 ${exampleDigest('b')}`,
      },
    ],
    itemsLeftOut: 0,
    tier: 'unknown',
    requiredChecks: ['digest', 'signature', 'scan-static', 'human-review'],
    missingDeliverables: ['signature'],
    badFiles: [],
    evidence: [exampleDigest('c')],
  },
  timeToLiveDays: null,
  invalidatedBy: ['a later statement of this kind about the same asset'],
  materials: ({ assessment, evidence, report }) => [
    ...materialOf('rests-on', assessment),
    ...evidence.map((sha256) => ({ role: 'rests-on', sha256 })),
    ...materialOf('report', report),
  ],
  parties: ({ supplier }) => [{ role: 'supplier', id: supplier }],
  subjects: ({ asset, badFiles }) => [...new Set([asset, ...badFiles])],
};
