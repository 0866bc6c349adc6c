// One job: the bytes come out of the store of the zone into a folder that nobody else can look into, and only what the filter lets
// through comes out of there.
import { join } from 'node:path';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type JobKind, jobKinds } from '#core/jobs/job-kind';
import type { JobMetrics, Withheld } from '#core/jobs/job-metrics';
import * as limits from '#core/limits';
import { findAsset } from '#database/find-asset';
import type { JobRequest } from '#predicates/job-request';
import { inJobFolder, type JobFolder } from '#store/job-folder';
import type { Zone } from '#zones/zone';
import { readManifest } from '../assets/read-manifest.ts';
import { checkOutTree } from '../check-out-tree.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { bytesOf } from '../zones/asset-bytes.ts';
import { assertPlace } from '../zones/zone-places.ts';
import { heldStore } from '../zones/zone-store.ts';
import type { Ended } from './ended.ts';
import { objectionTo } from './job-rights.ts';
import type { JobMade } from './kinds/job-work.ts';
import { works } from './kinds/works.ts';
import { filterOutputs } from './output-filter.ts';
import { placeModel } from './place-model.ts';
import type { Job } from './read-jobs.ts';

export interface JobPlace {
  /** Where folders of jobs are made; where folders of this machine belong to zones, it has to lie in one of the zone. */
  readonly folder: string;
  /** Of Assay. */
  readonly version: string;
  readonly onProgress: (job: Job, share: number) => void;
}

/** @throws {AssayError} for whatever is wrong with this machine: the job stays open; {StoreError} STORE_KEY without the key of the zone */
export async function doJob(workspace: Workspace, job: Job, zone: Zone, place: JobPlace): Promise<Ended> {
  const { request } = job;
  // INVARIANT: whoever computes holds the key; without it the store gives nothing, whatever this process would do.
  await heldStore(workspace, zone);
  return inJobFolder(place.folder, async (folder) => {
    const input = await checkOut(workspace, request, zone, folder);
    const startedAt = workspace.now();
    const made = await work(job, input, startedAt, place);
    if ('outcome' in made) return made;
    // While it ran, the right, the zone or its profile may have become another.
    const objection = await objectionTo(workspace, request);
    if (objection !== undefined) return { outcome: 'refused', why: `while it ran: ${objection}` };
    const metrics = filtered(request, made);
    const placed = isWanted(request, 'model')
      ? await placeModel(workspace, job, made, { folder, startedAt, version: place.version })
      : undefined;
    if (placed !== undefined && 'outcome' in placed) return placed;
    return {
      outcome: 'done',
      ...(isWanted(request, 'metrics') ? { metrics } : {}),
      ...(placed === undefined ? {} : { model: placed }),
      withheld: [...metrics.withheld, ...notOfKind(request)],
    };
  });
}

interface CheckedOutInput {
  readonly path: string;
  readonly on?: string;
  readonly contract?: string;
}

async function checkOut(
  workspace: Workspace,
  { asset, on, contract }: JobRequest,
  zone: Zone,
  folder: JobFolder,
): Promise<CheckedOutInput> {
  const text = contract === undefined ? undefined : await workspace.store.read(contract, limits.policyBytes.value);
  return {
    path: await checkOutOne(workspace, asset, zone, join(folder.path, 'input')),
    ...(on === undefined ? {} : { on: await checkOutOne(workspace, on, zone, join(folder.path, 'on')) }),
    ...(text === undefined ? {} : { contract: new TextDecoder().decode(text) }),
  };
}

/** @returns the folder, or the only file in it */
async function checkOutOne(workspace: Workspace, asset: Sha256, zone: Zone, path: string): Promise<string> {
  const { sensitivity } = await findAsset(await workspace.index(), asset);
  await assertPlace(workspace, path, zone.name, sensitivity);
  const manifest = await readManifest(workspace.store, asset);
  await checkOutTree(manifest, path, bytesOf(workspace, asset), { force: false, linksOutside: false });
  const [only, ...others] = manifest.entries;
  return only?.type === 'file' && others.length === 0 ? join(path, only.path) : path;
}

async function work(job: Job, input: CheckedOutInput, now: Date, place: JobPlace): Promise<JobMade | Ended> {
  const { kind, parameters } = job.request;
  try {
    return await works[kind]({
      ...input,
      parameters,
      now,
      onProgress: (share) => place.onProgress(job, share),
    });
  } catch (error) {
    if (!(error instanceof AssayError) || !ofTheJob.test(error.code)) throw error;
    // ATTACKER: a message may quote rows; its code cannot.
    return { outcome: 'failed', why: error.code };
  }
}

/** What is wrong with data, parameters or model; all else is wrong with the machine, and the job can be run again. */
const ofTheJob = /^(?:DATA_(?!SCRATCH)|FORMAT_|CHECK_|JOB_REFUSED|NUMERIC_(?!ENGINE_MISSING))/;

function filtered({ kind, parameters }: JobRequest, made: JobMade): JobMetrics {
  const ofRequest = Object.values(parameters).filter((value): value is string => typeof value === 'string');
  const words = new Set([...made.words, ...ofRequest]);
  return filterOutputs(kind, made.measured, made.withheld, words);
}

function isWanted({ kind, outputs }: JobRequest, output: string): boolean {
  return outputs.includes(output) && outputsOf(kind).includes(output);
}

/** ATTACKER: a request need not have been made by `assay job submit`. */
function notOfKind({ kind, outputs }: JobRequest): readonly Withheld[] {
  const known = outputsOf(kind);
  return [
    ...outputs
      .filter((one) => !known.includes(one))
      .map((what) => ({ what, why: `a job of kind ${kind} does not let it out` })),
    ...known.filter((one) => !outputs.includes(one)).map((what) => ({ what, why: 'nobody asked for it' })),
  ];
}

function outputsOf(kind: JobKind): readonly string[] {
  return jobKinds[kind];
}
