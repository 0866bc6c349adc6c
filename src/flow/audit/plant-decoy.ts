// `assay canary plant`: an asset that looks like its neighbours and that nobody has a reason to touch. It is recorded as `assay add`
// records any asset; that it is a decoy stands in a sealed record and nowhere else.
import { randomInt } from 'node:crypto';
import type { AssetKind } from '#core/asset';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { findEntries } from '#database/find-entries';
import { writeNewTree } from '#store/new-tree';
import { decideAccess, demandAccess } from '../access/decide-access.ts';
import { wholeWorkspace } from '../access/resource-of.ts';
import { type AddReport, addAsset } from '../assets/add-asset.ts';
import { readDescription } from '../assets/read-description.ts';
import { readManifest } from '../assets/read-manifest.ts';
import { resolveAsset } from '../assets/resolve-asset.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type DecoyRecord, keepDecoy, readDecoys } from './canary-registry.ts';
import { decoyFiles } from './decoy-files.ts';
import { plantToken } from './plant-token.ts';

export interface DecoyWish {
  readonly make: 'dataset' | 'model' | 'credential';
  readonly name: string;
  /** Identities that touch everything by their trade, for example a backup. */
  readonly expected: readonly string[];
  readonly why: string;
  /** Draws the content; absent: nobody knows it. */
  readonly seed?: number;
  /** The file of credentials holds a token of this identity, which is made for it, may do nothing, and is a decoy as well. */
  readonly identity?: string;
}

export interface PlantedDecoy {
  readonly schema: 'assay.canary-plant/1';
  readonly name: string;
  readonly kind: DecoyRecord['kind'];
  readonly asset: string;
  readonly path: string;
  /** false: it was one already. */
  readonly planted: boolean;
}

/**
 * Killed in between, it is run again: what is written and recorded already is taken as it is.
 * @param path - where its files are written; what stands there already becomes the decoy as it is
 * @throws {AssayError} ACCESS_DENIED; AUDIT_DECOYS when the asset is older than this; what writing and recording throw
 */
export async function plantDecoy(workspace: Workspace, path: string, wish: DecoyWish): Promise<PlantedDecoy> {
  const plantedBy = await planter(workspace);
  const known = (await readDecoys(workspace)).decoys.find(({ name, kind }) => name === wish.name && kind !== 'token');
  await writeFiles(workspace, path, wish, plantedBy);
  const added = await addAsset(workspace, path, await asNeighbours(workspace, wish));
  const facts = { schema: 'assay.canary-plant/1', name: wish.name, kind: wish.make, asset: added.id, path } as const;
  if (known !== undefined) return { ...facts, planted: false };
  await keepDecoy(workspace, {
    schema: 'assay.decoy/1',
    kind: wish.make,
    name: wish.name,
    digests: await ownDigests(workspace, added),
    since: (await workspace.checkpoint()).size,
    plantedAt: workspace.now().toISOString(),
    plantedBy,
    expected: wish.expected,
    why: wish.why,
  });
  return { ...facts, planted: true };
}

/** Asked without an entry in the log: reading the audit just before an asset is added would tell that it is a decoy. A denial is on record. */
export async function planter(workspace: Workspace): Promise<string> {
  const wish = { action: 'read-audit', resource: { zone: wholeWorkspace } } as const;
  const { decision, request } = await decideAccess(workspace, wish);
  if (decision === 'deny') await demandAccess(workspace, wish);
  return request.actor.identity;
}

async function writeFiles(
  workspace: Workspace,
  path: string,
  { make, seed = randomInt(2 ** 47), identity, expected, why }: DecoyWish,
  plantedBy: string,
): Promise<void> {
  try {
    await writeNewTree(path, async (tree) => {
      const token =
        identity === undefined ? undefined : await plantToken(workspace, { identity, expected, why, plantedBy });
      for (const { path: name, bytes } of decoyFiles(make, seed, token)) {
        const file = tree.file(name);
        file.write(bytes);
        file.finish();
      }
    });
  } catch (error) {
    if (!(error instanceof AssayError) || error.code !== 'ASSET_TARGET') throw error;
  }
}

/** What is said of it is what is said of the newest asset of its kind, so that it does not stand out. */
async function asNeighbours(workspace: Workspace, { make, name }: DecoyWish): Promise<Parameters<typeof addAsset>[2]> {
  const kind: AssetKind = make === 'credential' ? 'document' : make;
  const row = await (await workspace.index()).tables
    .selectFrom('asset')
    .innerJoin('entry', 'entry.log_index', 'asset.log_index')
    .select('asset.asset')
    .where('asset.kind', '=', kind)
    .where('entry.standing', '=', 'verified')
    .orderBy('asset.log_index', 'desc')
    .executeTakeFirst();
  const said = row === undefined ? undefined : (await readDescription(workspace, row.asset)).body;
  const { owner, licence, sensitivity, ipClass } = said ?? {};
  return {
    name,
    kind,
    labels: said?.labels ?? [],
    parents: [],
    similarNames: false,
    rows: {},
    deep: false,
    ...(owner === undefined ? {} : { owner }),
    ...(licence === undefined ? {} : { licence }),
    ...(sensitivity === undefined ? {} : { sensitivity }),
    ...(ipClass === undefined ? {} : { ipClass }),
  };
}

/** A file that another asset has as well, for example an empty one, says nothing about the decoy. */
async function ownDigests(workspace: Workspace, { id, name }: AddReport): Promise<readonly Sha256[]> {
  const index = await workspace.index();
  const asset = (await resolveAsset(index, id)).id;
  const { entries } = await readManifest(workspace.store, asset);
  const digests: Sha256[] = [asset];
  for (const entry of entries) {
    if (entry.type !== 'file') continue;
    const holders = await findEntries(index, entry.sha256);
    if (holders.every((holder) => holder.asset === asset)) digests.push(entry.sha256);
  }
  if (digests.length > 0) return digests;
  throw new AssayError('AUDIT_DECOYS', `${name} has nothing that only it has`);
}
