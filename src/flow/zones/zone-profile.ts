// Whether somebody has looked at how a zone is run, at this very profile, and lately. When nobody has, what is stated about the zone is stale.
import { isOfKind } from '#attest/verified';
import { canonicalJson } from '#core/canonical-json';
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { statementsOf } from '#database/statements-of';
import { predicate as controlReview } from '#predicates/control-review';
import { nameDigest } from '#predicates/name-digest';
import type { Zone } from '#zones/zone';
import { demandAccess } from '../access/decide-access.ts';
import { StatementReader } from '../statements/statement-reader.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { zoneNamed } from './zone-store.ts';

export interface ZoneProfile {
  /** `changed`: the last review was of another profile. `overdue`: it came too long ago, or there is none since the workspace was made. */
  readonly state: 'reviewed' | 'not-due' | 'overdue' | 'changed';
  readonly dueBy: string;
  readonly reviewer?: string;
  readonly reviewedAt?: string;
}

const dayMs = 86_400_000;

/** @throws what log, store and index throw */
export async function zoneProfile(workspace: Workspace, zone: Zone): Promise<ZoneProfile> {
  const now = workspace.now().toISOString();
  const reader = await StatementReader.open(workspace);
  const subject = nameDigest('control', controlOf(zone));
  const { kind } = controlReview;
  const records = await statementsOf(reader.index, subject, Date.parse(now), { kind });
  const newest = records.findLast(({ standing }) => standing === 'verified');
  if (newest === undefined) {
    const first = await reader.index.tables.selectFrom('entry').select('at').orderBy('log_index').executeTakeFirst();
    const dueBy = new Date((first?.at ?? Date.parse(now)) + zone.hardening.reviewDays * dayMs).toISOString();
    return { state: dueBy > now ? 'not-due' : 'overdue', dueBy };
  }
  const statement = await reader.read(newest.logIndex);
  if (!isOfKind(statement, controlReview)) throw new RangeError('the index names a statement of another kind');
  const { catalogue, reviewer, outcome } = statement.body;
  // From when it was recorded: a date in the body is whatever somebody wrote.
  const dueBy = new Date(Date.parse(statement.at) + zone.hardening.reviewDays * dayMs).toISOString();
  const facts = { dueBy, reviewer, reviewedAt: statement.at };
  if (catalogue !== profileDigest(zone) || outcome !== 'keep') return { state: 'changed', ...facts };
  return { state: dueBy > now ? 'reviewed' : 'overdue', ...facts };
}

export interface ReviewedZone {
  readonly schema: 'assay.zone-review/1';
  readonly zone: string;
  readonly profile: ZoneProfile;
  readonly statement: Sha256;
}

/** Puts on record that the profile of a zone, as it is, was looked at. @throws {AssayError} ZONE_UNKNOWN, ACCESS_DENIED; what recording throws */
export async function reviewZone(
  workspace: Workspace,
  name: string,
  changes: readonly string[],
): Promise<ReviewedZone> {
  const zone = await zoneNamed(workspace, name);
  const { request } = await demandAccess(workspace, { action: 'administer', resource: { zone: zone.name } });
  const reviewedAt = workspace.now().toISOString();
  const body = {
    control: controlOf(zone),
    catalogue: profileDigest(zone),
    outcome: 'keep',
    changes,
    covered: zone.hardening.jobs,
    notCovered: [],
    reviewer: request.actor.identity,
    reviewedAt,
    nextReview: new Date(Date.parse(reviewedAt) + zone.hardening.reviewDays * dayMs).toISOString(),
  } as const;
  const batch = workspace.store.batch();
  await batch.add(profileBytes(zone));
  const subjects = (controlReview.subjects?.(body) ?? []).map((sha256) => ({ sha256, name: zone.name }));
  const [recorded] = await workspace.record([{ predicate: controlReview, subjects, body }], batch);
  if (recorded === undefined || recorded.refusal !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `the review could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
  return {
    schema: 'assay.zone-review/1',
    zone: zone.name,
    profile: await zoneProfile(workspace, zone),
    statement: recorded.evidence,
  };
}

function controlOf({ name, formerly = [] }: Zone): string {
  return `zone/${formerly[0] ?? name}`;
}

/** What the machines of the zone are run by, who may do what, and how long things are kept: a copy of it for another zone is another. */
function profileBytes({ name, policies, retention, hardening, inflows }: Zone): Uint8Array {
  const profile = { name, policies, retention, hardening, inflows };
  return new TextEncoder().encode(canonicalJson(JSON.parse(JSON.stringify(profile))));
}

function profileDigest(zone: Zone): Sha256 {
  return sha256(profileBytes(zone));
}
