// asset-manifest: everything that is said about an asset and does not stand in its bytes.
import { z } from 'zod';
import { type AssetKind, assetKinds, type IpClass, ipClasses, type Sensitivity, sensitivities } from '#core/asset';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, reason, time } from './fields.ts';
import { ownType, type Predicate } from './predicate.ts';
import { type UpdatePoint, updatePoints } from './update-point.ts';

/** What one asset is to another that was made of it, or with it. */
export const relations = [
  'previous-version',
  'base-model',
  'adapter-of',
  'derived-from',
  'converted-from',
  'quantized-from',
  'merged-from',
  'distilled-from',
  'trained-on',
  'evaluated-on',
  'subset-of',
  'augmented-from',
  'labelled-with',
  'generated-by',
  'tokenizer',
  'made-with',
  'contains',
  'describes',
] as const;
export type Relation = (typeof relations)[number];

export const ratingLevels = ['low', 'medium', 'high'] as const;

/** How bad it is when confidentiality, integrity or availability is lost. */
export interface Rating {
  readonly level: (typeof ratingLevels)[number];
  readonly reason: string;
  readonly by?: string;
  readonly at?: string;
}

export interface AssetParent {
  readonly asset: Sha256;
  readonly relation: Relation;
  readonly name?: string;
}

/** Where a copy lies: a path or URL, and as far as it is known on what and where in the world. */
export interface AssetLocation {
  readonly place: string;
  readonly device?: string;
  readonly region?: string;
}

/** The rows of one file of a dataset: root of the Merkle tree over them, and the blob that lists their hashes. */
export interface AssetRows {
  readonly path: string;
  readonly format: string;
  readonly count: number;
  readonly root: Sha256;
  readonly table: Sha256;
}

export interface AssetOrigin {
  readonly url?: string;
  /** What the supplier calls this state: a commit, tag or version. */
  readonly revision?: string;
  readonly supplier?: string;
  readonly obtainedAt?: string;
}

export interface AssetManifest {
  readonly kind: AssetKind;
  readonly name: string;
  /** What the manifest holds, counted. */
  readonly entries: number;
  /** Bytes of all files together. */
  readonly bytes: number;
  readonly origin?: AssetOrigin;
  readonly owner?: string;
  /** SPDX licence expression, or what the licence is called. */
  readonly licence?: string;
  /** Absent: nobody has labelled it, and it counts as the most sensitive. */
  readonly sensitivity?: Sensitivity;
  /** As `sensitivity`. */
  readonly ipClass?: IpClass;
  readonly ratings?: { readonly confidentiality?: Rating; readonly integrity?: Rating; readonly availability?: Rating };
  readonly labels: readonly string[];
  readonly parents: readonly AssetParent[];
  readonly locations: readonly AssetLocation[];
  readonly rows: readonly AssetRows[];
  /** For a model what kind it is (a language model, a tree ensemble); for a dataset what its rows are. */
  readonly family?: string;
  readonly zone?: string;
  readonly updatePoint?: UpdatePoint;
}

const rating: z.ZodType<Rating> = z.strictObject({
  level: z.enum(ratingLevels),
  reason,
  by: name.exactOptional(),
  at: time.exactOptional(),
});

export const predicate: Predicate<AssetManifest> = {
  kind: 'asset-manifest',
  type: ownType('asset-manifest'),
  meaning: 'This asset exists, this is what it is, where it came from, whose it is and how it is to be protected.',
  subject: 'the asset id',
  schema: z.strictObject({
    kind: z.enum(assetKinds),
    name,
    entries: count,
    bytes: count,
    origin: z
      .strictObject({
        url: name.exactOptional(),
        revision: name.exactOptional(),
        supplier: name.exactOptional(),
        obtainedAt: time.exactOptional(),
      })
      .exactOptional(),
    owner: name.exactOptional(),
    licence: name.exactOptional(),
    sensitivity: z.enum(sensitivities).exactOptional(),
    ipClass: z.enum(ipClasses).exactOptional(),
    ratings: z
      .strictObject({
        confidentiality: rating.exactOptional(),
        integrity: rating.exactOptional(),
        availability: rating.exactOptional(),
      })
      .exactOptional(),
    labels: z.array(name),
    parents: z.array(z.strictObject({ asset: digest, relation: z.enum(relations), name: name.exactOptional() })),
    locations: z.array(z.strictObject({ place: name, device: name.exactOptional(), region: name.exactOptional() })),
    rows: z.array(z.strictObject({ path: name, format: name, count, root: digest, table: digest })),
    family: name.exactOptional(),
    zone: name.exactOptional(),
    updatePoint: z.enum(updatePoints).exactOptional(),
  }),
  example: {
    kind: 'dataset',
    name: 'reviews',
    entries: 1,
    bytes: 4_096,
    origin: { url: 'https://data.example/reviews.csv', revision: '2026-03', supplier: 'Example Data' },
    owner: 'data-team@example.org',
    licence: 'CC-BY-4.0',
    sensitivity: 'internal',
    ipClass: 'internal',
    ratings: { integrity: { level: 'high', reason: 'a poisoned review changes what the model recommends' } },
    labels: ['english'],
    parents: [{ asset: exampleDigest('a'), relation: 'subset-of', name: 'all-reviews' }],
    locations: [{ place: '/srv/data/reviews.csv', device: 'store-1', region: 'EU' }],
    rows: [{ path: 'reviews.csv', format: 'csv', count: 120, root: exampleDigest('b'), table: exampleDigest('c') }],
    updatePoint: 'new-training-data',
  },
  timeToLiveDays: null,
  invalidatedBy: ['a new statement of this kind about the same asset'],
  materials: ({ parents }) =>
    parents.map(({ asset, relation, ...rest }) => ({ role: relation, sha256: asset, ...rest })),
  parties: ({ origin, owner }) => [
    ...(origin?.supplier === undefined ? [] : [{ role: 'supplier', id: origin.supplier }]),
    ...(owner === undefined ? [] : [{ role: 'owner', id: owner }]),
  ],
};
