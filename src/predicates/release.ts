// release: these digests together are a release, on this channel.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, time } from './fields.ts';
import { materialOf, type NamedDigest } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface ReleasedPart extends NamedDigest {
  /** What it is in the system: `model`, `tokenizer`, `prompt`, `configuration`, `dataset`, `code`. */
  readonly role: string;
}

/** Something that is used over a network and has no bytes here. */
export interface ReleasedService {
  readonly name: string;
  readonly url: string;
  /** What the supplier says that it is, as exactly as it says it. */
  readonly identity: string;
}

export interface Release {
  readonly action: 'release' | 'roll-back' | 'recall';
  readonly system: string;
  readonly version: string;
  /** What users have to expect of the change. */
  readonly versionClass: 'major' | 'minor' | 'patch';
  readonly channel: string;
  /** Everything that the release is made of. */
  readonly closure: readonly ReleasedPart[];
  readonly services: readonly ReleasedService[];
  /** Blobs of the bills of materials. */
  readonly billsOfMaterials: readonly Sha256[];
  /** Evidence id of the decision that let it through. */
  readonly decision?: Sha256;
  /** The release before, asset id of its manifest. */
  readonly previous?: Sha256;
  readonly supportedUntil?: string;
  readonly notes?: string;
  /** When it was said: the same again, later, is another statement. */
  readonly at?: string;
}

export const predicate: Predicate<Release> = {
  kind: 'release',
  type: ownType('release'),
  meaning: 'These digests together are a release of the system, on this channel, or are it no longer.',
  subject: 'the digest of the composition: the list of its parts',
  schema: z.strictObject({
    action: z.enum(['release', 'roll-back', 'recall']),
    system: name,
    version: name,
    versionClass: z.enum(['major', 'minor', 'patch']),
    channel: name,
    closure: z.array(z.strictObject({ role: name, name, sha256: digest })).min(1),
    services: z.array(z.strictObject({ name, url: name, identity: name })),
    billsOfMaterials: z.array(digest),
    decision: digest.exactOptional(),
    previous: digest.exactOptional(),
    supportedUntil: time.exactOptional(),
    notes: reason.exactOptional(),
    at: time.exactOptional(),
  }),
  example: {
    action: 'release',
    system: 'review-assistant',
    version: '2.1.0',
    versionClass: 'minor',
    channel: 'production',
    closure: [
      { role: 'model', name: 'weights', sha256: exampleDigest('a') },
      { role: 'prompt', name: 'system prompt', sha256: exampleDigest('b') },
    ],
    services: [{ name: 'embeddings', url: 'https://api.models.example/v1', identity: 'embed-3 of 2026-02-01' }],
    billsOfMaterials: [exampleDigest('c')],
    decision: exampleDigest('d'),
    previous: exampleDigest('e'),
    supportedUntil: '2027-03-01T00:00:00.000Z',
  },
  timeToLiveDays: null,
  invalidatedBy: ['a recall'],
  materials: ({ closure, billsOfMaterials, decision, previous }) => [
    ...closure.map(({ name: called, sha256 }) => ({ role: 'contains', name: called, sha256 })),
    ...billsOfMaterials.map((sha256) => ({ role: 'described-by', sha256 })),
    ...materialOf('rests-on', decision),
    ...materialOf('previous-version', previous),
  ],
  parties: ({ system, services }) => [
    { role: 'system', id: system },
    ...services.map(({ url }) => ({ role: 'service', id: url })),
  ],
};
