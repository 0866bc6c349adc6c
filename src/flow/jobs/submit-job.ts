// `assay job submit`: a signed request that a job compute with an asset. Whoever asks needs `use`, not `read`, and a purpose.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type JobKind, jobKinds } from '#core/jobs/job-kind';
import * as limits from '#core/limits';
import { type JobParameters, type JobRequest, predicate as jobRequest } from '#predicates/job-request';
import { accessTime } from '../access/access-time.ts';
import { allowedAsset } from '../access/allowed-asset.ts';
import { demandAccess } from '../access/decide-access.ts';
import { drawNonce } from '../access/draw-nonce.ts';
import { contractBytes, parseContract } from '../data/contract/parse-contract.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { needsOf, objectionTo, zoneOfJob } from './job-rights.ts';

export interface JobWish {
  readonly kind: JobKind;
  readonly purpose: string;
  readonly parameters: JobParameters;
  /** What a model is evaluated on. */
  readonly on?: string;
  /** Text of a contract. */
  readonly contract?: string;
  /** All that the kind has when it is empty. */
  readonly outputs: readonly string[];
  readonly days: number;
}

export interface SubmittedJob {
  readonly schema: 'assay.job-submit/1';
  /** Evidence id of the request: the id of the job. */
  readonly job: Sha256;
  readonly asset: string;
  readonly kind: JobKind;
  readonly zone: string;
  readonly outputs: readonly string[];
  readonly expiresAt: string;
}

/**
 * @throws {AssayError} ACCESS_DENIED, ASSET_UNKNOWN; JOB_REFUSED for what could never be run, or not as things are; USAGE for outputs that the
 *   kind does not have, and when a token is shown: a request is signed by whoever asks; what recording throws
 */
export async function submitJob(workspace: Workspace, word: string, wish: JobWish): Promise<SubmittedJob> {
  if (workspace.token !== undefined)
    throw new AssayError('USAGE', 'A job is asked for with a key of your own, not with a token.');
  const { kind, purpose, parameters, days } = wish;
  if (!(days >= 1 && days <= limits.jobDays.value))
    throw new AssayError('USAGE', `a request stays open for 1 to ${limits.jobDays.value} days`, { value: days });
  const outputs = outputsOf(wish);
  const { id: asset, label } = await allowedAsset(workspace, word, 'use', { purpose });
  const on = wish.on === undefined ? undefined : (await allowedAsset(workspace, wish.on, 'use', { purpose })).id;
  const facts = { asset, kind, ...(on === undefined ? {} : { on }) };
  const by = await demandRest(workspace, asset, await needsOf(workspace, facts), purpose);
  const batch = workspace.store.batch();
  const contract =
    wish.contract === undefined ? undefined : await batch.add(contractBytes(await parseContract(wish.contract)));
  const now = await accessTime(workspace);
  const body: JobRequest = {
    ...facts,
    parameters,
    ...(contract === undefined ? {} : { contract: contract.sha256 }),
    outputs,
    purpose,
    by,
    origin: workspace.config.origin,
    expiresAt: new Date(Date.parse(now) + days * dayMs).toISOString(),
    nonce: drawNonce(),
  };
  const objection = await objectionTo(workspace, body);
  if (objection !== undefined) {
    await batch.abort();
    throw new AssayError('JOB_REFUSED', `nothing was recorded: ${objection}`);
  }
  const [recorded] = await workspace.record([{ predicate: jobRequest, subjects: [{ sha256: asset }], body }], batch);
  if (recorded === undefined || recorded.refusal !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `the request could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
  const { name: zone } = await zoneOfJob(workspace, asset);
  return {
    schema: 'assay.job-submit/1',
    job: recorded.evidence,
    asset: label,
    kind,
    zone,
    outputs,
    expiresAt: body.expiresAt,
  };
}

function outputsOf({ kind, outputs }: JobWish): readonly string[] {
  const known: readonly string[] = jobKinds[kind];
  const unknown = outputs.find((one) => !known.includes(one));
  if (unknown === undefined) return outputs.length === 0 ? known : [...new Set(outputs)];
  throw new AssayError(
    'USAGE',
    `a job of kind ${kind} lets out ${known.join(' and ')}, and no ${JSON.stringify(unknown)}`,
  );
}

/** @returns the identity that asks */
async function demandRest(
  workspace: Workspace,
  asset: Sha256,
  needs: Awaited<ReturnType<typeof needsOf>>,
  purpose: string,
): Promise<string> {
  for (const { action, resource } of needs)
    if (action !== 'use') await demandAccess(workspace, { action, resource, purpose });
  const { request } = await demandAccess(workspace, { action: 'see', resource: { asset } });
  return request.actor.identity;
}

const dayMs = 86_400_000;
