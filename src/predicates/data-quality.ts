// data-quality: a dataset was held against its contract: what each rule found.
import { z } from 'zod';
import { type QualityCharacteristic, qualityCharacteristics } from '#core/dataset/quality-characteristics';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, time } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface QualityRule {
  readonly rule: string;
  readonly characteristic: QualityCharacteristic;
  /** Rows that were looked at. */
  readonly checked: number;
  readonly violations: number;
  /** Violations that the contract puts up with. */
  readonly allowed: number;
}

export interface DataQuality {
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  /** Blob of the contract. */
  readonly contract: Sha256;
  /** Asset that the contract was made of. Where it is the subject itself, keeping it shows nothing about these rows. */
  readonly inferredFrom?: Sha256;
  readonly rows: number;
  /** When the rows had been read; without it the same result cannot be stated a second time. */
  readonly checkedAt?: string;
  readonly rules: readonly QualityRule[];
  /** Blob with the rows that violate something. */
  readonly violations?: Sha256;
}

export const predicate: Predicate<DataQuality> = {
  kind: 'data-quality',
  type: ownType('data-quality'),
  meaning: 'The rows were held against the contract of the dataset, and this is how many violate which rule.',
  subject: 'the asset id of the dataset',
  schema: z.strictObject({
    outcome: z.enum(['pass', 'fail', 'inconclusive']),
    contract: digest,
    inferredFrom: digest.exactOptional(),
    rows: count,
    checkedAt: time.exactOptional(),
    rules: z.array(
      z.strictObject({
        rule: name,
        characteristic: z.enum(qualityCharacteristics),
        checked: count,
        violations: count,
        allowed: count,
      }),
    ),
    violations: digest.exactOptional(),
  }),
  example: {
    outcome: 'fail',
    contract: exampleDigest('a'),
    rows: 120,
    rules: [{ rule: 'stars-1-to-5', characteristic: 'accuracy', checked: 120, violations: 2, allowed: 0 }],
    violations: exampleDigest('b'),
  },
  timeToLiveDays: 30,
  invalidatedBy: ['another root of the dataset', 'another contract'],
  materials: ({ contract, violations }) => [
    ...materialOf('checked-against', contract),
    ...materialOf('report', violations),
  ],
};
