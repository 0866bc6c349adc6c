// detector-calibration: attacks of known kind and rate were planted, and this is how many of them the detector found.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, measure, name, reason, share } from './fields.ts';
import { type Metric, metric } from './metric.ts';
import { materialOf, materialsOf, type NamedDigest, namedDigest } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface PlantedAttack {
  /** By the name of its paper, for example `BadNets patch`. */
  readonly attack: string;
  readonly category: 'backdoor' | 'sabotage' | 'evasion';
  /** Of all examples, 0..1. */
  readonly rate: number;
  readonly planted: number;
  /** Recall, false alarms, area under the curve, each with its interval. */
  readonly metrics: readonly Metric[];
}

export interface DetectorCalibration {
  readonly detector: Sha256;
  readonly dataset: Sha256;
  readonly attacks: readonly PlantedAttack[];
  readonly seed: number;
  /** The threshold that was chosen, what it costs and why it was chosen. */
  readonly operatingPoint: {
    readonly threshold: number;
    readonly recall: number;
    readonly falseAlarms: number;
    readonly why: string;
  };
  /** False: on these data it does not tell poison from the rest, and its scans show nothing. */
  readonly effective: boolean;
  /** Classes of attacks that were not tried. */
  readonly notCovered: readonly string[];
  readonly curve?: Sha256;
  /** The sources of what was measured. */
  readonly code?: NamedDigest;
  /** What the thresholds were chosen for, and their digest, where a scan takes them from here. */
  readonly chosenThresholds?: NamedDigest;
}

export const predicate: Predicate<DetectorCalibration> = {
  kind: 'detector-calibration',
  type: ownType('detector-calibration'),
  meaning: 'On these data, with these attacks planted, the detector finds this much and raises this many false alarms.',
  subject: 'the digest of the detector, and the asset id of the dataset',
  schema: z.strictObject({
    detector: digest,
    dataset: digest,
    attacks: z
      .array(
        z.strictObject({
          attack: name,
          category: z.enum(['backdoor', 'sabotage', 'evasion']),
          rate: share,
          planted: count,
          metrics: z.array(metric).min(1),
        }),
      )
      .min(1),
    seed: z.int(),
    operatingPoint: z.strictObject({ threshold: measure, recall: share, falseAlarms: share, why: reason }),
    effective: z.boolean(),
    notCovered: z.array(name),
    curve: digest.exactOptional(),
    code: namedDigest.exactOptional(),
    chosenThresholds: namedDigest.exactOptional(),
  }),
  example: {
    detector: exampleDigest('a'),
    dataset: exampleDigest('b'),
    attacks: [
      {
        attack: 'BadNets patch',
        category: 'backdoor',
        rate: 0.01,
        planted: 100,
        metrics: [{ name: 'recall', value: 0.94, low: 0.87, high: 0.98, confidence: 0.95, examples: 100 }],
      },
    ],
    seed: 7,
    operatingPoint: { threshold: 9.5, recall: 0.94, falseAlarms: 0.02, why: 'at most 2 % of clean rows are lost' },
    effective: true,
    notCovered: ['clean-label attacks'],
    code: { name: 'detectors of images', sha256: exampleDigest('d') },
  },
  timeToLiveDays: 90,
  invalidatedBy: ['other code of the detector', 'other thresholds for the same data', 'a change of the data'],
  materials: ({ curve, code, chosenThresholds }) => [
    ...materialsOf('detector-code', code === undefined ? [] : [code]),
    ...materialsOf('thresholds', chosenThresholds === undefined ? [] : [chosenThresholds]),
    ...materialOf('report', curve),
  ],
  subjects: ({ detector, dataset }) => [detector, dataset],
};
