// `assay release show`: the manifest of a release, and what differs from the one before.
import type { Release } from '#predicates/release';
import type { Workspace } from '../workspace/workspace.ts';
import { classifyChange, type PartChange } from './classify-change.ts';
import { findRelease, type ReleaseRecord, readReleases } from './read-releases.ts';

export interface ShownRelease
  extends Pick<
    ReleaseRecord,
    'system' | 'version' | 'channel' | 'composition' | 'statement' | 'logIndex' | 'at' | 'state'
  > {
  readonly schema: 'assay.release-show/1';
  readonly action: string;
  readonly parts: Release['closure'];
  readonly services: Release['services'];
  readonly decision?: string;
  readonly supportedUntil?: string;
  readonly notes?: string;
  readonly recalledAt?: string;
  /** Against what the channel offered before; absent for the first. */
  readonly changes?: readonly PartChange[];
}

/** @throws {AssayError} RELEASE_UNKNOWN */
export async function showRelease(
  workspace: Workspace,
  system: string,
  which: { readonly version?: string; readonly channel?: string },
): Promise<ShownRelease> {
  const records = await readReleases(workspace, system);
  const { body, recalledAt, ...record } = findRelease(records, system, which);
  const { action, closure, services, decision, supportedUntil, notes, previous } = body;
  const before = records.find(({ composition }) => composition === previous);
  return {
    schema: 'assay.release-show/1',
    ...record,
    ...{ action, parts: closure, services },
    ...(decision === undefined ? {} : { decision }),
    ...(supportedUntil === undefined ? {} : { supportedUntil }),
    ...(notes === undefined ? {} : { notes }),
    ...(recalledAt === undefined ? {} : { recalledAt }),
    ...(before === undefined ? {} : { changes: classifyChange(before.body.closure, closure).changes }),
  };
}
