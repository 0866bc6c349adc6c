// What a kind of job gets, and what it gives: measurements for the filter, and perhaps a model that stays in the zone.
import type { Withheld } from '#core/jobs/job-metrics';
import type { JobParameters } from '#predicates/job-request';
import type { TrainedModel } from '../../train/train-model.ts';
import type { Measured } from '../output-filter.ts';

export interface JobInput {
  /** Where the bytes of the asset lie in the open. */
  readonly path: string;
  /** Those that a model is evaluated on. */
  readonly on?: string;
  /** Text of the contract. */
  readonly contract?: string;
  readonly parameters: JobParameters;
  readonly now: Date;
  readonly onProgress: (share: number) => void;
}

export interface JobMade {
  readonly measured: readonly Measured[];
  /** What was made or found and has no place in the output. */
  readonly withheld: readonly Withheld[];
  /** Words of the kind that may leave. */
  readonly words: readonly string[];
  readonly model?: TrainedModel;
}

export type JobWork = (input: JobInput) => Promise<JobMade>;

export const rowsStay = 'rows do not leave the zone';
export const wordsStay = 'names and texts that come from the data do not leave the zone';
