// A copy of an asset on the disk beside what was recorded, and for what differs the recorded change that explains it.
import type { CopyEntry, RecordedChange, VerifiedCopy } from '#core/asset-verification';
import { type ComparedEntry, compareTree } from '#core/compare-tree';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { encodeManifest, type Manifest } from '#core/manifest';
import { findAsset } from '#database/find-asset';
import { findEntries } from '#database/find-entries';
import { findVersions } from '#database/find-versions';
import { referenceHistory } from '#database/reference-history';
import { type ReadTree, readTree } from '../read-tree.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { changeOf } from './recorded-change.ts';
import { rememberManifest } from './remember-asset.ts';
import type { VerifyAssetOptions } from './verify-options.ts';

export interface ComparedCopy {
  readonly id: Sha256;
  /** Of the asset, as the statement about it says. */
  readonly name: string;
  readonly manifest: Manifest;
  /** Absolute. */
  readonly path: string;
}

type Compared = Omit<VerifiedCopy, 'place' | 'device'>;

export async function verifyCopy(
  workspace: Workspace,
  copy: ComparedCopy,
  options: VerifyAssetOptions,
): Promise<Compared> {
  const remember = options.readCopies ? {} : rememberManifest(workspace, copy.manifest);
  const tree = await readCopy(copy.path, { ...options, ...remember });
  if ('state' in tree) return tree;
  const { entries, summary } = compareTree(copy.manifest, tree);
  const different = entries.filter(({ state }) => state !== 'match');
  const { reading, notes } = tree;
  if (different.length === 0) return { state: 'match', summary, entries: [], reading, notes };
  const whole = tree.problems.length === 0 ? encodeManifest(tree.entries).assetId : undefined;
  const isVersion = whole === undefined ? undefined : await recordOf(workspace, whole, copy.name);
  const rest = { summary, reading, notes, ...(isVersion === undefined ? {} : { isVersion }) };
  if (whole !== undefined && whole === (await pointedTo(workspace, copy.name))) {
    return { state: 'superseded', entries: [], ...rest };
  }
  const explained: CopyEntry[] = [];
  for (const entry of different) explained.push(await explain(workspace, copy, entry, isVersion));
  const onlyUnreadable = different.every(({ state }) => state === 'unreadable');
  return { state: onlyUnreadable ? 'unreadable' : 'differs', entries: explained, ...rest };
}

/** Where the name points now under which the copy was recorded: what lies there has to be that. */
async function pointedTo(workspace: Workspace, name: string): Promise<Sha256 | undefined> {
  const history = await referenceHistory(await workspace.index(), name);
  return history.findLast(({ stands }) => stands)?.asset;
}

async function readCopy(path: string, options: Parameters<typeof readTree>[1]): Promise<ReadTree | Compared> {
  try {
    return await readTree(path, options);
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const state = error.code === 'FILE_MISSING' ? 'absent' : 'unreadable';
    return { state, entries: [], notes: [error.message] };
  }
}

/** The recorded asset that lies there as a whole. */
async function recordOf(workspace: Workspace, id: Sha256, name: string): Promise<RecordedChange | undefined> {
  try {
    const { id: found } = await findAsset(await workspace.index(), id);
    return await changeOf(workspace, found, name);
  } catch (error) {
    if (error instanceof AssayError && error.code === 'ASSET_UNKNOWN') return undefined;
    throw error;
  }
}

/** A version of the same name that has at this path what stands there now. */
async function explain(
  workspace: Workspace,
  { name, id }: ComparedCopy,
  entry: ComparedEntry,
  isVersion: RecordedChange | undefined,
): Promise<CopyEntry> {
  if (isVersion !== undefined) return { ...entry, explainedBy: isVersion };
  if (entry.found?.type !== 'file') return entry;
  const index = await workspace.index();
  for (const { asset, path } of (await findEntries(index, entry.found.sha256)).toReversed()) {
    if (path !== entry.path || asset === id) continue;
    const versions = await findVersions(index, asset);
    if (versions.some((version) => version.name === name))
      return { ...entry, explainedBy: await changeOf(workspace, asset, name) };
  }
  return entry;
}
