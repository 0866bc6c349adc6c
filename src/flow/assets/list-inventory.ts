// The inventory: every asset with the references that point to it now.
import { ipClassOf, sensitivityOf } from '#core/asset';
import type { AssetRecord } from '#database/asset-record';
import { type AssetFilter, listAssets } from '#database/list-assets';
import { listReferences } from '#database/list-references';
import { seenAssets } from '../access/seen-assets.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface InventoryAsset extends AssetRecord {
  /** `reviews@7`: references that point here now. */
  readonly references: readonly string[];
  /** What counts; the label itself, or the highest where nobody gave one. */
  readonly protectedAs: { readonly sensitivity: string; readonly ipClass: string };
}

export interface Inventory {
  readonly schema: 'assay.list/1';
  /** Newest first. */
  readonly assets: readonly InventoryAsset[];
  /** Whether there are more than were listed. */
  readonly more: boolean;
}

/** Only what the actor may see; nothing tells that there is more. @throws what deciding about access throws */
export async function listInventory(workspace: Workspace, filter: AssetFilter): Promise<Inventory> {
  const index = await workspace.index();
  const references = Map.groupBy(await listReferences(index), ({ asset }) => asset);
  const { assets, more } = await listAssets(index, filter);
  const seen = await seenAssets(
    workspace,
    assets.map(({ id }) => id),
  );
  const visible = assets.filter(({ id }) => seen.has(id));
  const listed = visible.map((asset) => ({
    ...asset,
    references: (references.get(asset.id) ?? []).map(({ name, version }) => `${name}@${version}`),
    protectedAs: { sensitivity: sensitivityOf(asset.sensitivity), ipClass: ipClassOf(asset.ipClass) },
  }));
  return { schema: 'assay.list/1', assets: listed.toReversed(), more: more && seen.size > 0 };
}
