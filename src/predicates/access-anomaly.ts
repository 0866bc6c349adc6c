// access-anomaly: a rule found something odd in what was done with assets.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { type Severity, severities } from '#core/finding';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, reason } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

/** Entries `from` (included) to `to` (not included) of a log, and the root of its tree of `to` entries. */
export interface LogRange {
  readonly origin: string;
  readonly from: number;
  readonly to: number;
  readonly root: Sha256;
}

export interface AccessAnomaly {
  readonly rule: string;
  readonly severity: Severity;
  readonly range: LogRange;
  /** Entries that together are odd. */
  readonly entries: readonly number[];
  readonly actor?: string;
  readonly asset?: Sha256;
  readonly explanation: string;
}

export const predicate: Predicate<AccessAnomaly> = {
  kind: 'access-anomaly',
  type: ownType('access-anomaly'),
  meaning: 'Looking through this part of the log, a rule found something that has to be explained.',
  subject: 'the root of the log up to the end of the range',
  schema: z.strictObject({
    rule: name,
    severity: z.enum(severities),
    range: z
      .strictObject({ origin: name, from: count, to: count, root: digest })
      .refine(({ from, to }) => from < to, { error: 'the range is empty' }),
    entries: z.array(count),
    actor: name.exactOptional(),
    asset: digest.exactOptional(),
    explanation: reason,
  }),
  example: {
    rule: 'many-rows-changed-at-night',
    severity: 'high',
    range: { origin: 'example.org/assay', from: 100, to: 160, root: exampleDigest('a') },
    entries: [131, 132],
    actor: 'mira@example.org',
    asset: exampleDigest('b'),
    explanation:
      'two edits of 4,000 rows each between 2 and 3 in the morning, from an identity that edited none before',
  },
  timeToLiveDays: null,
  invalidatedBy: [],
  materials: ({ asset }) => materialOf('concerns', asset),
  parties: ({ actor }) => (actor === undefined ? [] : [{ role: 'actor', id: actor }]),
  subjects: ({ range }) => [range.root],
};
