// `assay job list` and `assay job show`: what was asked for, what became of it, and what it let out.

import type { Sha256 } from '#core/digest';
import type { JobKind } from '#core/jobs/job-kind';
import type { JobMetrics } from '#core/jobs/job-metrics';
import * as limits from '#core/limits';
import type { JobRequest } from '#predicates/job-request';
import type { JobResult } from '#predicates/job-result';
import type { Workspace } from '../workspace/workspace.ts';
import { zoneOf } from '../zones/zone-of.ts';
import { findJob, type Job, type JobState, seenJobs } from './read-jobs.ts';

export interface ListedJob {
  readonly job: Sha256;
  readonly kind: JobKind;
  readonly asset: Sha256;
  /** Where the asset lies now. */
  readonly zone: string;
  readonly by: string;
  readonly at: string;
  readonly state: JobState;
  readonly why?: string;
}

export interface JobList {
  readonly schema: 'assay.jobs/1';
  readonly jobs: readonly ListedJob[];
}

export interface ShownJob extends ListedJob {
  readonly schema: 'assay.job/1';
  readonly request: JobRequest;
  readonly result?: { readonly statement: Sha256; readonly at: string; readonly body: JobResult };
  /** As it left the zone. */
  readonly metrics?: JobMetrics;
}

/** Jobs on what whoever asks may see, in the order of the log. @throws what log, store and index throw */
export async function listJobs(workspace: Workspace): Promise<JobList> {
  const jobs: ListedJob[] = [];
  for (const job of await seenJobs(workspace)) jobs.push(await listed(workspace, job));
  return { schema: 'assay.jobs/1', jobs };
}

/** @param word - the id of a request or its first 8 digits @throws {AssayError} JOB_UNKNOWN; {StoreError} */
export async function showJob(workspace: Workspace, word: string): Promise<ShownJob> {
  const job = await findJob(workspace, word);
  const { request, result } = job;
  const metrics = result?.body.outputs.find(({ name, to }) => name === 'metrics' && to === 'handed-out');
  return {
    schema: 'assay.job/1',
    ...(await listed(workspace, job)),
    request,
    ...(result === undefined ? {} : { result: { statement: result.id, at: result.at, body: result.body } }),
    ...(metrics === undefined ? {} : { metrics: await readMetrics(workspace, metrics.sha256) }),
  };
}

async function listed(workspace: Workspace, { id, at, request, state, why }: Job): Promise<ListedJob> {
  const { kind, asset, by } = request;
  const zone = await zoneOf(workspace, asset);
  return { job: id, kind, asset, zone, by, at, state, ...(why === undefined ? {} : { why }) };
}

async function readMetrics(workspace: Workspace, digest: Sha256): Promise<JobMetrics> {
  const bytes = await workspace.store.read(digest, limits.jobMetricsBytes.value * 2);
  const { parseJobMetrics } = await import('./parse-job-metrics.ts');
  return parseJobMetrics(bytes);
}
