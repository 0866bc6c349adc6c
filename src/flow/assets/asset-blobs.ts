// Which blobs an asset is made of, and which assets a blob is part of.
import { isOfKind } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { findEntries } from '#database/find-entries';
import { statementsOf } from '#database/statements-of';
import { predicate as assetManifest } from '#predicates/asset-manifest';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readManifest } from './read-manifest.ts';

/** Files and tables of rows; the manifest stays where all manifests are. @throws what the statements about it throw */
export async function blobsOfAsset(workspace: Workspace, asset: Sha256): Promise<readonly Sha256[]> {
  const { entries } = await readManifest(workspace.store, asset);
  const files = entries.flatMap((entry) => (entry.type === 'file' ? [entry.sha256] : []));
  return [...new Set([...files, ...(await rowTablesOf(workspace, asset))])];
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

/** Assets that have it as a file or as the table of the rows of one. */
export async function assetsWith(workspace: Workspace, digest: Sha256): Promise<ReadonlySet<Sha256>> {
  const index = await workspace.index();
  const files = (await findEntries(index, digest)).map((entry) => entry.asset);
  return new Set([...files, ...((await rowTables(workspace)).get(digest) ?? [])]);
}

/** Table of rows -> datasets that have it. */
async function rowTables(workspace: Workspace): Promise<ReadonlyMap<Sha256, readonly Sha256[]>> {
  const { tables, cursor } = await indexed(workspace);
  const known = remembered.get(workspace);
  if (known?.size === cursor) return known.byTable;
  const datasets = await tables.selectFrom('asset').select('asset').distinct().where('kind', '=', 'dataset').execute();
  const byTable = new Map<Sha256, Sha256[]>();
  for (const { asset } of datasets) {
    for (const table of await rowTablesOf(workspace, asset)) byTable.set(table, [...(byTable.get(table) ?? []), asset]);
  }
  remembered.set(workspace, { size: cursor, byTable });
  return byTable;
}

async function indexed(
  workspace: Workspace,
): Promise<{ tables: Awaited<ReturnType<Workspace['index']>>['tables']; cursor: number }> {
  const index = await workspace.index();
  return { tables: index.tables, cursor: (await index.cursor()).next };
}

/** As of so many entries of the log. */
const remembered = new WeakMap<
  Workspace,
  { readonly size: number; readonly byTable: ReadonlyMap<Sha256, readonly Sha256[]> }
>();
