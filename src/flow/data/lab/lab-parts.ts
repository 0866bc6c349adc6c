// What the lab is made of. Everything that looks at data comes in here, so that tests can put something small in its place.
import type { Detector } from '#checks/dataset/detectors/detector';
import type { DataScan } from '#core/dataset/data-scan';
import type { DataSet } from '#core/dataset/data-set';
import type { Attack } from '#transforms/plant/attack';
import type { AccuracyOf } from './learnt-accuracy.ts';
import type { FeaturesOf } from './proxy-features.ts';

export interface LabParts {
  readonly attacks: readonly Attack[];
  /** Detectors by themselves, on features; the scan puts its own together. */
  readonly detectors: readonly Detector[];
  readonly scan: (set: DataSet, seed: number) => Promise<DataScan>;
  readonly features: FeaturesOf;
  /** What features are, in words: part of what a measurement depends on. */
  readonly featuresFrom: string;
  /** SHA-256 of the sources that the scan is made of: what older ones measured is measured again. */
  readonly code?: string;
  /** SHA-256 of the model that the scan asks. */
  readonly model?: string;
  /** What a model learns from planted and from cleaned rows; absent: it is not measured. */
  readonly accuracy?: AccuracyOf;
}

export interface LabOptions {
  /** As the user named the data set. */
  readonly path: string;
  /** Ids of attacks; absent: all that fit. */
  readonly attacks?: readonly string[];
  /** Planted rows to all rows, each 0..1. */
  readonly rates: readonly number[];
  /** Repetitions, an even number: thresholds are chosen on the first half and reported on the second. */
  readonly seeds: number;
  readonly seed: number;
  /** Rows that are used at most. */
  readonly sample: number;
  /** Share of good rows that the filter may take, 0..1. */
  readonly filterLoss: number;
  /** Share of good rows that people are to be shown, 0..1. */
  readonly alertLoss: number;
  /** Recall that the lower end of an interval has to reach for a detector to count as effective. */
  readonly leastRecall: number;
  readonly now: Date;
  readonly onProgress?: (stage: string, share: number) => void;
}
