// `assay job run`: whoever holds the key of a zone computes for those who may not read what lies in it.
//
//   request -> may it still -> bytes in the open, in a folder of our own -> work -> may it still -> filter -> on record

import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { JobMetrics } from '#core/jobs/job-metrics';
import type { JobResult } from '#predicates/job-result';
import { removeLeftJobs } from '#store/job-folder';
import { demandAccess } from '../access/decide-access.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { heldStore, zoneNamed } from '../zones/zone-store.ts';
import { doJob, type JobPlace } from './do-job.ts';
import type { Ended } from './ended.ts';
import { objectionTo, zoneOfJob } from './job-rights.ts';
import { type Job, readJobs } from './read-jobs.ts';
import { recordResult } from './record-result.ts';

export interface RunJobsOptions extends JobPlace {
  /** Only jobs on what lies there. */
  readonly zone?: string;
  /** Ends after one job. */
  readonly once: boolean;
}

export interface RanJob {
  readonly job: Sha256;
  readonly kind: string;
  readonly by: string;
  readonly zone: string;
  /** `open`: it could not be run here, and can be run again. */
  readonly outcome: JobResult['outcome'] | 'open';
  readonly why?: string;
  /** Evidence id of the result. */
  readonly statement?: Sha256;
  readonly metrics?: JobMetrics;
}

export interface RanJobs {
  readonly schema: 'assay.job-run/1';
  readonly jobs: readonly RanJob[];
  /** Folders that killed runs had left, and that are gone now. */
  readonly removed: number;
  /** Folders of runs that are under way, or of other machines. */
  readonly left: number;
}

/**
 * Requests that are open, in the order of the log. One that could not be run here does not keep the next from being run.
 * @throws {AssayError} ZONE_UNKNOWN, ACCESS_DENIED, USAGE; {StoreError} STORE_KEY when the key of a zone that is named is not here
 */
export async function runJobs(workspace: Workspace, options: RunJobsOptions): Promise<RanJobs> {
  if (workspace.token !== undefined) throw new AssayError('USAGE', 'Jobs are run with a key, not with a token.');
  const { removed, left } = removeLeftJobs(options.folder);
  if (options.zone !== undefined) {
    const zone = await zoneNamed(workspace, options.zone);
    await demandAccess(workspace, { action: 'administer', resource: { zone: zone.name } });
    await heldStore(workspace, zone);
  }
  const tried = new Set<Sha256>();
  const ran: RanJob[] = [];
  for (let job = await nextJob(workspace, options, tried); job !== undefined; ) {
    tried.add(job.id);
    ran.push(await runJob(workspace, job, options));
    job = options.once ? undefined : await nextJob(workspace, options, tried);
  }
  return { schema: 'assay.job-run/1', jobs: ran, removed, left };
}

/** Read again every time: a request may have been withdrawn of its ground, or another run have done it. */
async function nextJob(
  workspace: Workspace,
  { zone }: RunJobsOptions,
  tried: ReadonlySet<Sha256>,
): Promise<Job | undefined> {
  const wanted = zone === undefined ? undefined : (await zoneNamed(workspace, zone)).name;
  for (const job of await readJobs(workspace)) {
    if (job.state !== 'open' || tried.has(job.id)) continue;
    if (wanted === undefined || (await zoneOfJob(workspace, job.request.asset)).name === wanted) return job;
  }
  return undefined;
}

async function runJob(workspace: Workspace, job: Job, place: JobPlace): Promise<RanJob> {
  const { request } = job;
  const zone = await zoneOfJob(workspace, request.asset);
  const facts = { job: job.id, kind: request.kind, by: request.by, zone: zone.name };
  try {
    const administers = { action: 'administer', resource: { zone: zone.name } } as const;
    const custodian = (await demandAccess(workspace, administers)).request.actor.identity;
    const objection = await objectionTo(workspace, request);
    const startedAt = workspace.now();
    const ended: Ended =
      objection === undefined ? await doJob(workspace, job, zone, place) : { outcome: 'refused', why: objection };
    const statement = await recordResult(workspace, job, ended, {
      custodian,
      zone: zone.name,
      version: place.version,
      startedAt,
    });
    return {
      ...facts,
      outcome: ended.outcome,
      ...(ended.why === undefined ? {} : { why: ended.why }),
      statement,
      ...(ended.metrics === undefined ? {} : { metrics: ended.metrics }),
    };
  } catch (error) {
    // Whoever runs jobs sees what is wrong with this machine; it is not put on record, and the job is not at fault.
    if (!(error instanceof AssayError)) throw error;
    return { ...facts, outcome: 'open', why: `${error.code}: ${error.message}` };
  }
}
