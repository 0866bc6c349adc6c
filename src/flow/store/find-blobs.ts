// Which blobs an asset is made of, and which other assets need them.
import { parseSha256, type Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { IndexDatabase } from '#database/index-database';
import { assetsWith, blobsOfAsset } from '../assets/asset-blobs.ts';
import { resolveAsset } from '../assets/resolve-asset.ts';
import { mainZone } from '../workspace/open-store.ts';
import { parseAssetWord } from '../workspace/references.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { whereBytesLie } from '../zones/asset-bytes.ts';
import { placesOf } from '../zones/zone-of.ts';

export interface FoundBlobs {
  readonly label: string;
  readonly asset?: Sha256;
  readonly blobs: readonly Sha256[];
}

export interface NeededBlob {
  readonly sha256: Sha256;
  /** Ids of the assets that need it. */
  readonly neededBy: readonly Sha256[];
}

/**
 * Files and row tables of an asset, and not its manifest, which says what there was; or one blob by its digest in full.
 * @throws {AssayError} USAGE for a statement; ASSET_UNKNOWN; {StoreError} when the manifest cannot be read
 */
export async function findBlobs(workspace: Workspace, text: string): Promise<FoundBlobs> {
  const index = await workspace.index();
  const word = parseAssetWord(text);
  try {
    const { id, label } = await resolveAsset(index, text);
    return { label, asset: id, blobs: await blobsOfAsset(workspace, id) };
  } catch (error) {
    const isDigest = word.kind === 'id' && word.prefix.length === 64;
    if (!(error instanceof AssayError && error.code === 'ASSET_UNKNOWN' && isDigest)) throw error;
    const digest = parseSha256(word.prefix);
    await assertNoStatement(index, digest);
    return { label: digest.slice(0, 12), blobs: [digest] };
  }
}

/**
 * Those of the blobs that other assets need where they would be destroyed. An asset in another zone has a copy of its own there.
 * @throws what reading the statements about other datasets throws
 */
export async function neededByOthers(
  workspace: Workspace,
  blobs: readonly Sha256[],
  asset: Sha256 | undefined,
): Promise<readonly NeededBlob[]> {
  const places = asset === undefined ? undefined : await placesOf(workspace, asset);
  const needed: NeededBlob[] = [];
  for (const sha256 of blobs) {
    const others: Sha256[] = [];
    for (const other of await assetsWith(workspace, sha256)) {
      if (other === asset) continue;
      const lies = await whereBytesLie(workspace, other, sha256);
      if (places === undefined || lies === undefined || lies === mainZone || places.includes(lies)) others.push(other);
    }
    if (others.length > 0) needed.push({ sha256, neededBy: others });
  }
  return needed;
}

async function assertNoStatement({ tables }: IndexDatabase, digest: Sha256): Promise<void> {
  const row = await tables.selectFrom('entry').select('log_index').where('envelope', '=', digest).executeTakeFirst();
  if (row === undefined) return;
  const message = `${digest} is statement ${row.log_index} of the log: evidence is not destroyed.`;
  throw new AssayError('USAGE', message, { value: digest });
}
