// What has to hold for a job to be run: looked at when it is asked for, before it is run, and again before anything leaves the zone.
import type { Action } from '#access/actions';
import type { Sha256 } from '#core/digest';
import { referenceHistory } from '#database/reference-history';
import type { JobRequest } from '#predicates/job-request';
import { homeOf } from '#zones/find-zone';
import type { Zone } from '#zones/zone';
import { accessMoment, decideAs, questionOf } from '../access/decide-as.ts';
import type { ResourceWish } from '../access/resource-of.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { zoneOf } from '../zones/zone-of.ts';
import { zoneNamed } from '../zones/zone-store.ts';
import { zonesInForce } from '../zones/zones-in-force.ts';

export interface JobNeed {
  readonly action: Action;
  readonly resource: ResourceWish;
}

/** What whoever asks has to be allowed: to use everything that goes in, and to put what comes out where it will lie. */
export async function needsOf(
  workspace: Workspace,
  { asset, kind, on }: Pick<JobRequest, 'asset' | 'kind' | 'on'>,
): Promise<readonly JobNeed[]> {
  const uses = [asset, ...(on === undefined ? [] : [on])].map(
    (id): JobNeed => ({ action: 'use', resource: { asset: id } }),
  );
  if (kind !== 'train') return uses;
  return [...uses, { action: 'write', resource: { zone: homeOf(await zonesInForce(workspace), 'model') } }];
}

/** Why a request cannot be run as it is; undefined when it can. A sentence without anything of the data. */
export async function objectionTo(workspace: Workspace, request: JobRequest): Promise<string | undefined> {
  const denied = await deniedNow(workspace, request);
  if (denied !== undefined) return denied;
  const zone = await zoneOfJob(workspace, request.asset);
  return profileObjection(zone, request.kind) ?? inputObjection(workspace, request, zone);
}

export async function zoneOfJob(workspace: Workspace, asset: Sha256): Promise<Zone> {
  return zoneNamed(workspace, await zoneOf(workspace, asset));
}

/** @returns what the profile of the zone says against jobs of that kind */
export function profileObjection({ name, hardening }: Zone, kind: string): string | undefined {
  if (hardening.jobs.includes(kind)) return undefined;
  const allowed = hardening.jobs.length === 0 ? 'none' : hardening.jobs.join(', ');
  return `no job of kind ${kind} may run in the zone ${name}; its profile allows ${allowed}`;
}

async function deniedNow(workspace: Workspace, request: JobRequest): Promise<string | undefined> {
  const moment = await accessMoment(workspace);
  for (const { action, resource } of await needsOf(workspace, request)) {
    const question = await questionOf(workspace, moment, action, resource);
    const { decision } = decideAs(moment, request.by, { ...question, purpose: request.purpose });
    if (decision === 'deny') return `whoever asked may not ${action} what it needs`;
  }
  return undefined;
}

async function inputObjection(workspace: Workspace, request: JobRequest, zone: Zone): Promise<string | undefined> {
  const { on, kind, contract, parameters } = request;
  if (kind === 'evaluate' && on === undefined) return 'a model is evaluated on data, and none are named';
  if (kind === 'contract-check' && contract === undefined) return 'no contract came with it';
  if (on !== undefined && (await zoneOf(workspace, on)) !== zone.name) return 'its inputs lie in different zones';
  if (kind !== 'train') return undefined;
  if (parameters.name === undefined) return 'the model that is to come out has no name';
  const history = await referenceHistory(await workspace.index(), parameters.name);
  return history.length === 0 ? undefined : 'there is something of the name that the model was to have';
}
