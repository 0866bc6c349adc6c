// Which blobs an asset is made of, and which other assets need them.
import { isOfKind } from '#attest/verified';
import { parseSha256, type Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { findEntries } from '#database/find-entries';
import type { IndexDatabase } from '#database/index-database';
import { statementsOf } from '#database/statements-of';
import { predicate as assetManifest } from '#predicates/asset-manifest';
import { readManifest } from '../assets/read-manifest.ts';
import { resolveAsset } from '../assets/resolve-asset.ts';
import { readStatement } from '../statements/read-statement.ts';
import { parseAssetWord } from '../workspace/references.ts';
import type { Workspace } from '../workspace/workspace.ts';

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
    const { entries } = await readManifest(workspace.store, id);
    const files = entries.flatMap((entry) => (entry.type === 'file' ? [entry.sha256] : []));
    return { label, asset: id, blobs: [...new Set([...files, ...(await rowTablesOf(workspace, id))])] };
  } catch (error) {
    const isDigest = word.kind === 'id' && word.prefix.length === 64;
    if (!(error instanceof AssayError && error.code === 'ASSET_UNKNOWN' && isDigest)) throw error;
    const digest = parseSha256(word.prefix);
    await assertNoStatement(index, digest);
    return { label: digest.slice(0, 12), blobs: [digest] };
  }
}

/**
 * Those of the blobs that assets need, besides this one.
 * @throws what reading the statements about other datasets throws
 */
export async function neededByOthers(
  workspace: Workspace,
  blobs: readonly Sha256[],
  asset: Sha256 | undefined,
): Promise<readonly NeededBlob[]> {
  const index = await workspace.index();
  const tables = await rowTablesOfOthers(workspace, index, asset);
  const needed: NeededBlob[] = [];
  for (const sha256 of blobs) {
    const files = (await findEntries(index, sha256)).map((entry) => entry.asset);
    const others = new Set([...files, ...(tables.get(sha256) ?? [])].filter((id) => id !== asset));
    if (others.size > 0) needed.push({ sha256, neededBy: [...others] });
  }
  return needed;
}

async function assertNoStatement({ tables }: IndexDatabase, digest: Sha256): Promise<void> {
  const row = await tables.selectFrom('entry').select('log_index').where('envelope', '=', digest).executeTakeFirst();
  if (row === undefined) return;
  const message = `${digest} is statement ${row.log_index} of the log: evidence is not destroyed.`;
  throw new AssayError('USAGE', message, { value: digest });
}

/** The hashes and keys of rows may tell what stood in them, so they are as sensitive as the rows. */
async function rowTablesOf(workspace: Workspace, asset: Sha256): Promise<readonly Sha256[]> {
  const { kind } = assetManifest;
  const found: Sha256[] = [];
  for (const { standing, logIndex } of await statementsOf(await workspace.index(), asset, 0, { kind })) {
    if (standing !== 'verified') continue;
    const statement = await readStatement(workspace, logIndex);
    if (isOfKind(statement, assetManifest)) found.push(...statement.body.rows.map(({ table }) => table));
  }
  return found;
}

async function rowTablesOfOthers(
  workspace: Workspace,
  { tables }: IndexDatabase,
  asset: Sha256 | undefined,
): Promise<ReadonlyMap<Sha256, readonly Sha256[]>> {
  const datasets = await tables.selectFrom('asset').select('asset').distinct().where('kind', '=', 'dataset').execute();
  const pairs: (readonly [Sha256, Sha256])[] = [];
  for (const { asset: id } of datasets) {
    if (id === asset) continue;
    for (const table of await rowTablesOf(workspace, id)) pairs.push([table, id]);
  }
  const byTable = Map.groupBy(pairs, ([table]) => table);
  return new Map([...byTable].map(([table, list]) => [table, list.map(([, id]) => id)]));
}
