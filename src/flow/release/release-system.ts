// `assay release`: these digests together are a release of the system on a channel, when the gate lets them through.
//
//   parts -> composition (durable) -> what differs from before -> gate over every part -> signed, logged
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { classOfStep, compareVersions, parseVersion, type VersionClass, versionClasses } from '#core/semantic-version';
import { type Release, predicate as release } from '#predicates/release';
import { demandAccess } from '../access/decide-access.ts';
import { type DecidedGate, decideAbout } from '../gates/decide-gate.ts';
import { gateInForce } from '../gates/gate-in-force.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type ClassifiedChange, classifyChange } from './classify-change.ts';
import { type Composed, compose, type PartWish } from './compose.ts';
import { keepComposition } from './keep-composition.ts';
import { type ReleaseRecord, readReleases } from './read-releases.ts';

export const channels = ['preview', 'stable', 'deprecated'] as const;
export type Channel = (typeof channels)[number];

export interface ReleaseWish {
  readonly system: string;
  readonly version: string;
  readonly channel: Channel;
  readonly parts: readonly PartWish[];
  readonly notes?: string;
  /** RFC 3339 in UTC. */
  readonly supportedUntil?: string;
  /** Why a smaller step of the version is enough than the change asks for. */
  readonly overrule?: string;
}

export interface Released extends ClassifiedChange {
  readonly schema: 'assay.release/1';
  readonly outcome: 'released' | 'refused';
  readonly system: string;
  readonly version: string;
  readonly channel: string;
  readonly versionClass: VersionClass;
  readonly composition: Sha256;
  readonly parts: readonly { readonly role: string; readonly name: string; readonly sha256: Sha256 }[];
  /** What the channel offered before. */
  readonly previous?: { readonly version: string; readonly composition: Sha256 };
  readonly decision: DecidedGate;
  /** Evidence id. */
  readonly statement?: Sha256;
  readonly logIndex?: number;
}

/** @throws {AssayError} RELEASE_PARTS, RELEASE_VERSION, ACCESS_DENIED; what deciding and recording throw */
export async function releaseSystem(workspace: Workspace, wish: ReleaseWish): Promise<Released> {
  await demandAccess(workspace, { action: 'promote', resource: { zone: 'release' } });
  await workspace.assertCounts([release.kind, 'gate-decision']);
  const composed = await compose(workspace, wish.system, wish.parts);
  const records = await readReleases(workspace, wish.system);
  const previous = records.findLast(({ channel, state }) => channel === wish.channel && state === 'current');
  const { versionClass, ...classified } = classify(wish, composed, records, previous);
  await keepComposition(workspace, composed);
  const subject = { id: composed.digest, label: composed.digest };
  const decision = await decideAbout(workspace, await gateInForce(workspace, 'release'), subject, {
    record: true,
    toZone: 'release',
  });
  const facts = {
    schema: 'assay.release/1',
    system: wish.system,
    version: wish.version,
    channel: wish.channel,
    versionClass,
    composition: composed.digest,
    parts: composed.composition.parts,
    ...(previous === undefined ? {} : { previous: { version: previous.version, composition: previous.composition } }),
    ...classified,
    decision,
  } as const;
  if (decision.decision === 'deny') return { ...facts, outcome: 'refused' };
  const body = bodyOf(wish, composed, versionClass, previous, decision, workspace.now());
  const recorded = await recordRelease(workspace, composed.digest, body);
  return { ...facts, outcome: 'released', ...recorded };
}

/** @throws {AssayError} WORKSPACE_WRITE when it does not count */
export async function recordRelease(
  workspace: Workspace,
  composition: Sha256,
  body: Release,
): Promise<{ readonly statement: Sha256; readonly logIndex: number }> {
  const subjects = [{ sha256: composition, name: `${body.system} ${body.version}` }];
  const [recorded] = await workspace.record([{ predicate: release, subjects, body }]);
  if (recorded === undefined || recorded.refusal !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `the release could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
  return { statement: recorded.evidence, logIndex: recorded.index };
}

/** One version stands for one composition, on every channel. @throws {AssayError} RELEASE_VERSION */
function classify(
  { version, overrule }: ReleaseWish,
  { digest, composition }: Composed,
  records: readonly ReleaseRecord[],
  previous: ReleaseRecord | undefined,
): ClassifiedChange & { readonly versionClass: VersionClass } {
  const parsed = parseVersion(version);
  if (parsed === undefined) throw refused(`${JSON.stringify(version)} is no version MAJOR.MINOR.PATCH`);
  const other = records.find((one) => one.version === version && one.composition !== digest);
  if (other !== undefined)
    throw refused(`${version} stands for another composition since ${other.at}: ${other.composition}`);
  const before = previous === undefined ? undefined : parseVersion(previous.version);
  if (previous === undefined || before === undefined)
    return { ...classifyChange([], composition.parts), versionClass: 'major' };
  if (compareVersions(parsed, before) < 0)
    throw refused(
      `${version} is earlier than ${previous.version}, which the channel offers; assay release rollback goes back`,
    );
  const classified = classifyChange(previous.body.closure, composition.parts);
  const step = classOfStep(before, parsed);
  const tooSmall = versionClasses.indexOf(step) > versionClasses.indexOf(classified.least);
  if (tooSmall && overrule === undefined) {
    const roles = classified.changes.map(({ role, state }) => `${role} ${state}`).join(', ');
    throw refused(
      `${version} is a ${step} step from ${previous.version}, and ${roles} asks for ${classified.least}; --overrule says why less is enough`,
    );
  }
  return { ...classified, versionClass: step };
}

function bodyOf(
  { system, version, channel, notes, supportedUntil, overrule }: ReleaseWish,
  { composition }: Composed,
  versionClass: VersionClass,
  previous: ReleaseRecord | undefined,
  { recorded }: DecidedGate,
  now: Date,
): Release {
  const said = [notes, overrule === undefined ? undefined : `the step of the version was overruled: ${overrule}`];
  const text = said.filter((one) => one !== undefined).join('\n');
  return {
    action: 'release',
    ...{ system, version, versionClass, channel },
    closure: composition.parts,
    services: composition.services,
    billsOfMaterials: [],
    ...(recorded === undefined ? {} : { decision: recorded }),
    ...(previous === undefined ? {} : { previous: previous.composition }),
    ...(supportedUntil === undefined ? {} : { supportedUntil }),
    ...(text === '' ? {} : { notes: text }),
    at: now.toISOString(),
  };
}

function refused(reason: string): AssayError {
  return new AssayError('RELEASE_VERSION', reason);
}
