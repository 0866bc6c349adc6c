// `assay release list`: what each channel offers and has offered, with dates, and what became of it.
import type { Sha256 } from '#core/digest';
import { findReopened } from '../gates/find-reopened.ts';
import type { ReopenedCause } from '../gates/reopened.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readReleases } from './read-releases.ts';

export interface ListedRelease {
  readonly system: string;
  readonly version: string;
  readonly channel: string;
  readonly composition: Sha256;
  readonly action: string;
  readonly at: string;
  /** `ended`: its time of support is over. */
  readonly state: 'current' | 'superseded' | 'recalled' | 'ended';
  readonly supportedUntil?: string;
  readonly recalledAt?: string;
  /** What it was let through on and does not hold any more: whoever uses it should know. */
  readonly reopened: readonly ReopenedCause[];
}

export interface ListedReleases {
  readonly schema: 'assay.releases/1';
  /** In log order. */
  readonly releases: readonly ListedRelease[];
}

/** @throws what log, store and index throw */
export async function listReleases(workspace: Workspace, system?: string): Promise<ListedReleases> {
  const now = workspace.now().toISOString();
  const releases: ListedRelease[] = [];
  const known = new Map<Sha256, readonly ReopenedCause[]>();
  for (const record of await readReleases(workspace, system)) {
    const { composition, body, state, recalledAt, version, channel, at } = record;
    const { supportedUntil, action } = body;
    const causes = known.get(composition) ?? (await reopenedCauses(workspace, composition));
    known.set(composition, causes);
    const isOver = supportedUntil !== undefined && now >= supportedUntil && state !== 'recalled';
    releases.push({
      ...{ system: record.system, version, channel, composition, action, at },
      state: isOver ? 'ended' : state,
      ...(supportedUntil === undefined ? {} : { supportedUntil }),
      ...(recalledAt === undefined ? {} : { recalledAt }),
      reopened: causes,
    });
  }
  return { schema: 'assay.releases/1', releases };
}

async function reopenedCauses(workspace: Workspace, composition: Sha256): Promise<readonly ReopenedCause[]> {
  return (await findReopened(workspace, composition)).reopened.flatMap(({ causes }) => causes);
}
