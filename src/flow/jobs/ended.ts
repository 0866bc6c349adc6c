// How a job ended, before it is on record.
import type { Sha256 } from '#core/digest';
import type { JobMetrics, Withheld } from '#core/jobs/job-metrics';
import type { JobResult } from '#predicates/job-result';

export interface PlacedModel {
  readonly id: Sha256;
  readonly zone: string;
}

export interface Ended {
  readonly outcome: JobResult['outcome'];
  readonly why?: string;
  readonly metrics?: JobMetrics;
  readonly model?: PlacedModel;
  readonly withheld?: readonly Withheld[];
}
