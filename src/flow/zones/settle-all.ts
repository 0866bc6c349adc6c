// `assay zone settle`: every asset's bytes where the log says that it lies, and nowhere else. Workspaces from before there were zones have them all
// in the main store.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { listAssets } from '#database/list-assets';
import { demandAccess } from '../access/decide-access.ts';
import { wholeWorkspace } from '../access/resource-of.ts';
import { assetsWith, blobsOfAsset } from '../assets/asset-blobs.ts';
import { resolveAsset } from '../assets/resolve-asset.ts';
import { StatementReader } from '../statements/statement-reader.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { settle } from './settle.ts';
import { placeNow } from './zone-of.ts';
import { heldStore, zoneNamed } from './zone-store.ts';

export interface SettledAssets {
  readonly schema: 'assay.zone-settle/1';
  readonly assets: number;
  readonly blobs: number;
  readonly bytes: number;
  /** Copies elsewhere whose keys were destroyed. */
  readonly cleared: number;
  /** Assets whose bytes could not be moved, and why. */
  readonly problems: readonly { readonly asset: Sha256; readonly code: string; readonly message: string }[];
}

/** @param word - one asset; all when absent @throws {AssayError} ASSET_UNKNOWN, ACCESS_DENIED; what log and index throw */
export async function settleAssets(workspace: Workspace, word?: string): Promise<SettledAssets> {
  await demandAccess(workspace, { action: 'administer', resource: { zone: wholeWorkspace } });
  const index = await workspace.index();
  const ids =
    word === undefined ? (await listAssets(index)).assets.map(({ id }) => id) : [(await resolveAsset(index, word)).id];
  let [assets, blobs, bytes, cleared] = [0, 0, 0, 0];
  const problems: { asset: Sha256; code: string; message: string }[] = [];
  for (const asset of ids) {
    try {
      const settled = await settle(workspace, asset);
      assets += 1;
      blobs += settled.sealed.blobs;
      bytes += settled.sealed.bytes;
      cleared += settled.cleared;
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      problems.push({ asset, code: error.code, message: error.message });
    }
  }
  cleared += await clearMain(workspace, ids);
  return { schema: 'assay.zone-settle/1', assets, blobs, bytes, cleared, problems };
}

/** What lies in the zone of every asset that has it goes from the main store, unless a statement names it as something else. */
async function clearMain(workspace: Workspace, ids: readonly Sha256[]): Promise<number> {
  const gone = new Set<Sha256>();
  let named: ReadonlySet<string> | undefined;
  for (const asset of ids) {
    for (const digest of await blobsOfAsset(workspace, asset)) {
      if (!(await workspace.store.has(digest)) || !(await isElsewhere(workspace, digest))) continue;
      named ??= await namedDigests(workspace);
      if (!named.has(digest)) gone.add(digest);
    }
  }
  if (gone.size > 0) await workspace.store.destroy(...gone);
  return gone.size;
}

/** Whether each asset that has it finds it in its own zone. */
async function isElsewhere(workspace: Workspace, digest: Sha256): Promise<boolean> {
  for (const asset of await assetsWith(workspace, digest)) {
    const { zone } = await placeNow(workspace, asset);
    const store = await heldStore(workspace, await zoneNamed(workspace, zone));
    if (store === undefined || !(await store.has(digest))) return false;
  }
  return true;
}

/** Envelopes, manifests, and every digest that stands in a statement: reports, contracts, policies. Tables of rows belong to their assets. */
async function namedDigests(workspace: Workspace): Promise<ReadonlySet<string>> {
  const reader = await StatementReader.open(workspace);
  const rows = await reader.index.tables
    .selectFrom('entry')
    .select(['log_index', 'envelope', 'standing', 'predicate'])
    .execute();
  const named = new Set<string>();
  for (const { log_index, envelope, standing, predicate } of rows) {
    named.add(envelope);
    if (standing !== 'verified') continue;
    const { body, subjects } = await reader.read(log_index);
    for (const { sha256 } of subjects) named.add(sha256);
    if (predicate === 'asset-manifest' || predicate === 'data-destruction') continue;
    for (const [digest] of JSON.stringify(body).matchAll(/\b[0-9a-f]{64}\b/g)) named.add(digest);
  }
  return named;
}
