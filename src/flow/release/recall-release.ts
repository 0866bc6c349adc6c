// `assay release recall`: nobody is to use it from here on, on any channel. No gate lets it through until it is released again.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { Release } from '#predicates/release';
import { demandAccess } from '../access/decide-access.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { findRelease, readReleases } from './read-releases.ts';
import { recordRelease } from './release-system.ts';

export interface Recalled {
  readonly schema: 'assay.release-recall/1';
  readonly system: string;
  readonly version: string;
  readonly composition: Sha256;
  /** Channels that offered it. */
  readonly channels: readonly string[];
  /** What each of these channels offered before, and could offer again. */
  readonly rollBackTo: readonly { readonly channel: string; readonly version: string }[];
  readonly statement: Sha256;
  readonly logIndex: number;
}

/** @throws {AssayError} RELEASE_UNKNOWN, RELEASE_VERSION when it was recalled already; ACCESS_DENIED */
export async function recallRelease(
  workspace: Workspace,
  system: string,
  version: string,
  why: string,
): Promise<Recalled> {
  await demandAccess(workspace, { action: 'promote', resource: { zone: 'release' } });
  const records = await readReleases(workspace, system);
  const { state, composition, body, recalledAt } = findRelease(records, system, { version });
  if (state === 'recalled')
    throw new AssayError('RELEASE_VERSION', `${system} ${version} was recalled at ${recalledAt} already`);
  const channels = records
    .filter((one) => one.composition === composition && one.state === 'current')
    .map(({ channel }) => channel);
  const { decision: _, supportedUntil: _until, ...released } = body;
  const recall: Release = { ...released, action: 'recall', notes: why, at: workspace.now().toISOString() };
  const recorded = await recordRelease(workspace, composition, recall);
  const rollBackTo = channels.flatMap((channel) => {
    const before = records.findLast(
      (one) => one.channel === channel && one.composition !== composition && one.state !== 'recalled',
    );
    return before === undefined ? [] : [{ channel, version: before.version }];
  });
  return { schema: 'assay.release-recall/1', system, version, composition, channels, rollBackTo, ...recorded };
}
