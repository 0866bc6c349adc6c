// Two assets beside each other: their entries, and the rows of datasets.
import { diffManifests, type ManifestDiff } from '#core/diff-manifests';
import { diffRows } from '#core/rows/diff-rows';
import type { RowDiff } from '#core/rows/row-diff';
import { allowedAsset } from '../access/allowed-asset.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readDescription } from './read-description.ts';
import { readManifest } from './read-manifest.ts';
import { readRows } from './read-rows.ts';
import type { ResolvedAsset } from './resolve-asset.ts';

export interface AssetDiff {
  readonly schema: 'assay.diff/1';
  readonly before: ResolvedAsset;
  readonly after: ResolvedAsset;
  readonly same: boolean;
  readonly entries: ManifestDiff;
  /** Of two datasets. */
  readonly rows?: RowDiff;
}

/** @throws {AssayError} ASSET_UNKNOWN, ASSET_AMBIGUOUS; what reading manifests throws */
export async function diffAssets(
  workspace: Workspace,
  old: string,
  now: string,
  options: { readonly mostListed?: number } = {},
): Promise<AssetDiff> {
  const before = await allowedAsset(workspace, old, 'read');
  const after = await allowedAsset(workspace, now, 'read');
  const entries = diffManifests(
    await readManifest(workspace.store, before.id),
    await readManifest(workspace.store, after.id),
  );
  const same = before.id === after.id;
  const bothData = (await isDataset(workspace, before)) && (await isDataset(workspace, after));
  if (same || !bothData) return { schema: 'assay.diff/1', before, after, same, entries };
  const rows = diffRows(await readRows(workspace, before.id), await readRows(workspace, after.id), options);
  return { schema: 'assay.diff/1', before, after, same, entries, rows };
}

async function isDataset(workspace: Workspace, { id }: ResolvedAsset): Promise<boolean> {
  return (await readDescription(workspace, id)).body.kind === 'dataset';
}
