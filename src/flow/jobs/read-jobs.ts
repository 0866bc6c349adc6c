// Every request for a job that the log has, and what became of it: a fold over verified statements, in the order of the log.
import type { SignedBy } from '#access/state/access-statement';
import { isOfKind, type Verified } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type JobRequest, predicate as jobRequest } from '#predicates/job-request';
import { type JobResult, predicate as jobResult } from '#predicates/job-result';
import { accessTime } from '../access/access-time.ts';
import { readAccessState } from '../access/read-access-state.ts';
import { seenAssets } from '../access/seen-assets.ts';
import { StatementReader } from '../statements/statement-reader.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** `void`: it could never be run, and `why` says what is wrong with it. */
export type JobState = 'open' | 'expired' | 'void' | JobResult['outcome'];

export interface Job {
  /** Evidence id of the request. */
  readonly id: Sha256;
  readonly index: number;
  readonly at: string;
  readonly request: JobRequest;
  readonly state: JobState;
  readonly why?: string;
  readonly result?: { readonly id: Sha256; readonly at: string; readonly body: JobResult };
}

/** In the order of the log. @throws what log, store and index throw */
export async function readJobs(workspace: Workspace): Promise<readonly Job[]> {
  const { signerOf } = await readAccessState(workspace);
  const now = await accessTime(workspace);
  const reader = await StatementReader.open(workspace);
  const rows = await reader.index.tables
    .selectFrom('entry')
    .select('log_index')
    .where('predicate', 'in', [jobRequest.kind, jobResult.kind])
    .where('standing', '=', 'verified')
    .orderBy('log_index')
    .execute();
  const jobs = new Map<Sha256, Job>();
  const nonces = new Set<string>();
  for (const { log_index } of rows) {
    const statement = await reader.read(log_index);
    if (isOfKind(statement, jobRequest)) {
      // The same envelope, logged again, is the same request.
      if (jobs.has(statement.evidence)) continue;
      const job = requestedJob(statement, { origin: workspace.config.origin, now, signerOf, nonces });
      // ATTACKER: a request in the name of another must not use up the number of that other.
      if (job.state !== 'void') nonces.add(nonceOf(statement.body));
      jobs.set(job.id, job);
    } else if (isOfKind(statement, jobResult)) {
      const job = jobs.get(statement.body.request);
      if (job !== undefined) jobs.set(job.id, withResult(job, statement, signerOf));
    }
  }
  return [...jobs.values()];
}

/** Those about assets that whoever asks may see. @throws as `readJobs` */
export async function seenJobs(workspace: Workspace): Promise<readonly Job[]> {
  const jobs = await readJobs(workspace);
  const seen = await seenAssets(
    workspace,
    jobs.map(({ request }) => request.asset),
  );
  return jobs.filter(({ request }) => seen.has(request.asset));
}

/** @param word - the id of a request or its first 8 digits @throws {AssayError} JOB_UNKNOWN, also for what may not be seen */
export async function findJob(workspace: Workspace, word: string): Promise<Job> {
  const found = (await seenJobs(workspace)).filter(({ id }) => /^[0-9a-f]{8,64}$/.test(word) && id.startsWith(word));
  const [job] = found;
  if (job !== undefined && found.length === 1) return job;
  throw new AssayError('JOB_UNKNOWN', `there is no job ${JSON.stringify(word)}; assay job list names them`, {
    value: word,
  });
}

interface Rules {
  readonly origin: string;
  readonly now: string;
  readonly signerOf: (key: Sha256) => SignedBy | undefined;
  readonly nonces: ReadonlySet<string>;
}

function requestedJob({ evidence, index, at, body, signedBy }: Verified<JobRequest>, rules: Rules): Job {
  const facts = { id: evidence, index, at, request: body };
  const signers = signedBy.map((key) => rules.signerOf(key)?.identity);
  if (!signers.includes(body.by))
    return { ...facts, state: 'void', why: 'it is signed by somebody else than it names' };
  if (body.origin !== rules.origin) return { ...facts, state: 'void', why: 'it was meant for another log' };
  if (rules.nonces.has(nonceOf(body))) return { ...facts, state: 'void', why: 'it repeats an earlier request' };
  if (rules.now >= body.expiresAt) return { ...facts, state: 'expired', why: `it ended at ${body.expiresAt}` };
  return { ...facts, state: 'open' };
}

function nonceOf({ by, nonce }: JobRequest): string {
  return JSON.stringify([by, nonce]);
}

/** The first result counts. One that names another custodian than the one who signed it, or another request, is none. */
function withResult(job: Job, { evidence, at, body, signedBy }: Verified<JobResult>, signerOf: Rules['signerOf']): Job {
  const isOwn = signedBy.some((key) => signerOf(key)?.identity === body.custodian);
  const { asset, kind, by } = job.request;
  if (!isOwn || job.result !== undefined || body.asset !== asset || body.kind !== kind || body.by !== by) return job;
  const { why: _, ...facts } = job;
  return {
    ...facts,
    state: body.outcome,
    ...(body.why === undefined ? {} : { why: body.why }),
    result: { id: evidence, at, body },
  };
}
