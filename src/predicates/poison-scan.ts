// poison-scan: detectors looked for poisoned rows, with this known power.
import { z } from 'zod';
import type { Json } from '#core/canonical-json';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, measure, name, reason, share, time } from './fields.ts';
import { materialOf, materialsOf, type NamedDigest, namedDigest } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';
import { restingRole } from './replaceable-roles.ts';
import { jsonObject } from './resource-descriptor.ts';

/** Backdoor: a trigger makes the model do something. Sabotage: it gets worse. */
export const poisonCategories = ['backdoor', 'sabotage'] as const;

export interface PoisonScan {
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  /** The method by the name of its paper, for example `spectral signatures`. */
  readonly method: string;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly categories: readonly (typeof poisonCategories)[number][];
  /** `incremental`: new rows against a trusted reference. `full`: all rows among each other. */
  readonly mode: 'incremental' | 'full';
  readonly rows: number;
  /** 0..1 */
  readonly shareScanned: number;
  readonly thresholds: { readonly filter: number; readonly alert: number };
  /** What these thresholds were chosen for, and their digest; absent: each detector has its own, see `code`. */
  readonly chosenThresholds?: NamedDigest;
  /** Rows above the threshold; they are set aside, never deleted. */
  readonly filtered: number;
  readonly alerted: number;
  /** Blob with the score of every row. */
  readonly scores: Sha256;
  /** Detectors, feature extractors and reference data. */
  readonly detectors: readonly NamedDigest[];
  /** The sources of all that looked at the rows: with others it would be another scan. */
  readonly code?: NamedDigest;
  /** Evidence id of the `detector-calibration` that says what the detectors find; absent: nobody knows. */
  readonly calibration?: Sha256;
  /** Rows per source, where the scores gather at some. */
  readonly sources: readonly { readonly source: string; readonly rows: number; readonly flagged: number }[];
  /** What this cannot find, adaptive attackers included. */
  readonly limitations: readonly string[];
  /** When it was looked at: the same again, later, is another statement. */
  readonly checkedAt?: string;
}

export const predicate: Predicate<PoisonScan> = {
  kind: 'poison-scan',
  type: ownType('poison-scan'),
  meaning:
    'Detectors of this known power looked for poisoned rows in this share of the data, and this is what they flagged.',
  subject: 'the asset id of the dataset',
  schema: z.strictObject({
    outcome: z.enum(['pass', 'fail', 'inconclusive']),
    method: name,
    parameters: jsonObject,
    categories: z.array(z.enum(poisonCategories)).min(1),
    mode: z.enum(['incremental', 'full']),
    rows: count,
    shareScanned: share,
    thresholds: z.strictObject({ filter: measure, alert: measure }),
    chosenThresholds: namedDigest.exactOptional(),
    filtered: count,
    alerted: count,
    scores: digest,
    detectors: z.array(namedDigest),
    code: namedDigest.exactOptional(),
    calibration: digest.exactOptional(),
    sources: z.array(z.strictObject({ source: name, rows: count, flagged: count })),
    limitations: z.array(reason).min(1),
    checkedAt: time.exactOptional(),
  }),
  example: {
    outcome: 'fail',
    method: 'spectral signatures',
    parameters: { components: 1, seed: 7 },
    categories: ['backdoor'],
    mode: 'full',
    rows: 10_000,
    shareScanned: 1,
    thresholds: { filter: 9.5, alert: 6 },
    filtered: 41,
    alerted: 120,
    scores: exampleDigest('a'),
    detectors: [{ name: 'features', sha256: exampleDigest('b') }],
    code: { name: 'detectors of images', sha256: exampleDigest('d') },
    calibration: exampleDigest('c'),
    sources: [{ source: 'crawl-3', rows: 900, flagged: 38 }],
    limitations: ['triggers that are spread over many weak features, see the paper of the adaptive attack'],
  },
  timeToLiveDays: 30,
  invalidatedBy: [
    'another root of the dataset',
    'other code of the detectors',
    'other thresholds',
    'a calibration that does not count any more',
    'a new class of attacks',
  ],
  materials: ({ scores, detectors, calibration, code, chosenThresholds }) => [
    ...materialsOf('checked-with', detectors),
    ...materialsOf('detector-code', code === undefined ? [] : [code]),
    ...materialsOf('thresholds', chosenThresholds === undefined ? [] : [chosenThresholds]),
    ...materialOf(restingRole, calibration),
    ...materialOf('report', scores),
  ],
  parties: ({ sources }) => sources.map(({ source }) => ({ role: 'source', id: source })),
};
