// What a job measured, after the output filter. The document `assay.job-metrics/1`.
import type { JobKind } from './job-kind.ts';

export interface JobMetric {
  /** Kebab-case, from the vocabulary of the kind of job. */
  readonly name: string;
  /** What it is about: a detector, a rule of the contract that came with the request, `column 3`. */
  readonly slice?: string;
  /** Null: withheld; where it is a number of rows, `bound` says how. */
  readonly value: number | string | null;
  /** Fewer rows than `smallestGroup`, none among them, or all rows but so few: which number it is stays in the zone. */
  readonly bound?: 'few' | 'all-but-few';
}

/** Something that did not leave the zone. */
export interface Withheld {
  readonly what: string;
  readonly why: string;
  /** How many of them; absent where that would tell something. */
  readonly count?: number;
}

export interface JobMetrics {
  readonly schema: 'assay.job-metrics/1';
  readonly kind: JobKind;
  /** Numbers have at most so many significant digits. */
  readonly significantDigits: number;
  /** Of fewer rows, or of all but fewer, the number is not told. */
  readonly smallestGroup: number;
  readonly metrics: readonly JobMetric[];
  readonly withheld: readonly Withheld[];
}
