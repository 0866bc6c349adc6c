// `assay release verify`: what was released is here to the last byte, and what runs is what was released.

import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { encodeManifest } from '#core/manifest';
import type { ComposedPart } from '#core/release-composition';
import type { HashOptions } from '../hash-places.ts';
import { readTree } from '../read-tree.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { findRelease, readReleases } from './read-releases.ts';
import { type VerifiedPart, verifyParts } from './verify-parts.ts';

/** A part as it is deployed. */
export interface DeployedPlace {
  readonly role: string;
  readonly path: string;
}

export interface ComparedPlace extends DeployedPlace {
  /** `undeclared`: the release has no part of that role. `not-deployed`: it has one, and no place of it was named. */
  readonly state: 'match' | 'other' | 'undeclared' | 'not-deployed' | 'unreadable';
  readonly expected?: Sha256;
  readonly found?: Sha256;
  readonly reason?: string;
}

export interface VerifiedRelease {
  readonly schema: 'assay.release-verify/1';
  readonly system: string;
  readonly version: string;
  readonly channel: string;
  readonly state: string;
  readonly composition: Sha256;
  readonly outcome: 'pass' | 'fail';
  readonly parts: readonly VerifiedPart[];
  /** Absent where nothing that is deployed was named. */
  readonly deployed?: readonly ComparedPlace[];
}

/** @throws {AssayError} RELEASE_UNKNOWN */
export async function verifyRelease(
  workspace: Workspace,
  system: string,
  which: { readonly version?: string; readonly channel?: string },
  deployed: readonly DeployedPlace[],
  options: HashOptions,
): Promise<VerifiedRelease> {
  const { version, channel, state, composition, body } = findRelease(
    await readReleases(workspace, system),
    system,
    which,
  );
  const parts = await verifyParts(workspace, body.closure);
  const places = deployed.length === 0 ? undefined : await comparePlaces(body.closure, deployed, options);
  const isWhole = parts.every((one) => one.state === 'match') && (places ?? []).every((one) => one.state === 'match');
  return {
    schema: 'assay.release-verify/1',
    ...{ system, version, channel, state, composition },
    outcome: isWhole && state !== 'recalled' ? 'pass' : 'fail',
    parts,
    ...(places === undefined ? {} : { deployed: places }),
  };
}

/** Places of one role are held against all parts of that role. */
export async function comparePlaces(
  parts: readonly ComposedPart[],
  places: readonly DeployedPlace[],
  options: HashOptions,
): Promise<readonly ComparedPlace[]> {
  const compared: ComparedPlace[] = [];
  const seen = new Set<Sha256>();
  for (const place of places) {
    const one = await comparePlace(
      parts.filter(({ role }) => role === place.role),
      place,
      options,
    );
    if (one.state === 'match' && one.expected !== undefined) seen.add(one.expected);
    compared.push(one);
  }
  const missing = parts.filter(({ sha256 }) => !seen.has(sha256));
  const answered = new Set(compared.filter(({ state }) => state !== 'match').map(({ role }) => role));
  return [
    ...compared,
    ...missing
      .filter(({ role }) => !answered.has(role))
      .map(({ role, name, sha256 }) => ({ role, path: name, state: 'not-deployed', expected: sha256 }) as const),
  ];
}

async function comparePlace(
  parts: readonly ComposedPart[],
  place: DeployedPlace,
  options: HashOptions,
): Promise<ComparedPlace> {
  const [first] = parts;
  if (first === undefined) return { ...place, state: 'undeclared' };
  try {
    const { entries, problems } = await readTree(place.path, options);
    const [problem] = problems;
    if (problem !== undefined)
      return { ...place, state: 'unreadable', expected: first.sha256, reason: problem.message };
    const found = encodeManifest(entries).assetId;
    const same = parts.find(({ sha256 }) => sha256 === found);
    return { ...place, state: same === undefined ? 'other' : 'match', expected: (same ?? first).sha256, found };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return { ...place, state: 'unreadable', expected: first.sha256, reason: error.message };
  }
}
