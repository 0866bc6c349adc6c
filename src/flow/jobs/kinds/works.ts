// The kinds of jobs that come with Assay, and what does their work.
import type { JobKind } from '#core/jobs/job-kind';
import { checkContractForJob } from './contract-check.ts';
import { scanForJob } from './data-scan.ts';
import { evaluateForJob } from './evaluate.ts';
import type { JobWork } from './job-work.ts';
import { profileForJob } from './profile.ts';
import { trainForJob } from './train.ts';

export const works: Readonly<Record<JobKind, JobWork>> = {
  'data-scan': scanForJob,
  'contract-check': checkContractForJob,
  profile: profileForJob,
  train: trainForJob,
  evaluate: evaluateForJob,
};
