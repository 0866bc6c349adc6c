// Destroys the keys of blobs, so that nobody can read them again, and puts on record that it did.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { statementsOf } from '#database/statements-of';
import { type DataDestruction, predicate as dataDestruction } from '#predicates/data-destruction';
import { StoreError } from '#store/store-error';
import type { TendedStore } from '#store/tended-store';
import { demandAccess } from '../access/decide-access.ts';
import { wholeWorkspace } from '../access/resource-of.ts';
import { readStatement } from '../statements/read-statement.ts';
import { mainZone } from '../workspace/open-store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { allStores } from '../zones/all-stores.ts';
import { placesOf } from '../zones/zone-of.ts';
import { findBlobs, type NeededBlob, neededByOthers } from './find-blobs.ts';

export interface DestroyOptions {
  readonly why: string;
  /** Law, contract or request that asks for it. */
  readonly basis?: string;
  /** Copies elsewhere that this does not reach. */
  readonly copiesLeft: readonly string[];
  /** Also what other assets need. */
  readonly force: boolean;
  /** Only tells what would go. */
  readonly dryRun: boolean;
}

export interface DestroyReport {
  readonly schema: 'assay.store-destroy/1';
  readonly asset?: Sha256;
  readonly label: string;
  /** Blobs whose keys are gone, or would be. */
  readonly blobs: readonly Sha256[];
  /** What stays, because other assets need it. */
  readonly kept: readonly NeededBlob[];
  /** false: it was only asked what would go. */
  readonly destroyed: boolean;
  readonly statement?: Sha256;
  readonly logIndex?: number;
}

/**
 * Interrupted, it is run again: what is destroyed already is put on record then.
 * @param word - an asset, or the digest of a blob in full
 * @throws {AssayError} USAGE for a statement, or when other assets need all of it; ASSET_UNKNOWN; {StoreError} STORE_MISSING,
 *   STORE_BUSY, STORE_CORRUPT, STORE_WRITE; what recording throws
 */
export async function destroyBlobs(
  workspace: Workspace,
  word: string,
  options: DestroyOptions,
): Promise<DestroyReport> {
  const { label, asset, blobs: wanted } = await findBlobs(workspace, word);
  const kept = options.force ? [] : await neededByOthers(workspace, wanted, asset);
  const stays = new Set(kept.map(({ sha256 }) => sha256));
  const blobs = wanted.filter((digest) => !stays.has(digest));
  const about = { label, ...(asset === undefined ? {} : { asset }) };
  const facts = { schema: 'assay.store-destroy/1', ...about, blobs, kept } as const;
  if (options.dryRun) return { ...facts, destroyed: false };
  if (blobs.length === 0) throw nothingToDestroy(label, kept);
  const { zone, stores } = await storesWith(workspace, asset);
  // What cannot be undone begins only when it can be put on record.
  await workspace.assertCounts([dataDestruction.kind]);
  const resource = asset === undefined ? { zone: wholeWorkspace } : { asset };
  await demandAccess(workspace, { action: 'destroy', resource, word });
  await destroyIn(stores, blobs);
  const recorded = await recordDestruction(
    workspace,
    { zone, blobs, ...(asset === undefined ? {} : { asset }) },
    options,
  );
  await dropBytes(stores);
  return { ...facts, destroyed: true, ...recorded };
}

/** Where the asset lies, and every store that may have bytes of it: each of them has to be open here. */
async function storesWith(
  workspace: Workspace,
  asset: Sha256 | undefined,
): Promise<{ readonly zone: string; readonly stores: readonly TendedStore[] }> {
  const { open, closed } = await allStores(workspace);
  if (asset === undefined) return { zone: mainZone, stores: open.map(({ store }) => store) };
  const places = await placesOf(workspace, asset);
  const shut = closed.find(({ name }) => places.includes(name));
  if (shut !== undefined) throw shut.error;
  const stores = open.filter(({ name }) => name === mainZone || places.includes(name)).map(({ store }) => store);
  return { zone: places[0] ?? mainZone, stores };
}

/** @throws {StoreError} STORE_MISSING when none of them ever had one of the blobs */
async function destroyIn(stores: readonly TendedStore[], blobs: readonly Sha256[]): Promise<void> {
  const known = new Set<Sha256>();
  for (const store of stores) {
    const here = await Promise.all(blobs.map(async (digest) => ((await isKnown(store, digest)) ? [digest] : [])));
    for (const digest of here.flat()) known.add(digest);
    if (here.flat().length > 0) await store.destroy(...here.flat());
  }
  const missing = blobs.find((digest) => !known.has(digest));
  if (missing === undefined) return;
  throw new StoreError('STORE_MISSING', `the store has no blob ${missing}`, { value: missing });
}

/** Whether it is, or was, in the store. */
async function isKnown(store: TendedStore, digest: Sha256): Promise<boolean> {
  try {
    await (await store.open(digest)).close();
    return true;
  } catch (error) {
    // Damaged or not: there is a key to destroy, or it was destroyed already.
    return !(error instanceof StoreError && error.code === 'STORE_MISSING');
  }
}

async function recordDestruction(
  workspace: Workspace,
  { zone, blobs, asset }: Pick<DataDestruction, 'zone' | 'blobs' | 'asset'>,
  { why, basis, copiesLeft }: DestroyOptions,
): Promise<{ readonly statement: Sha256; readonly logIndex: number }> {
  const known = await findRecorded(workspace, blobs, asset);
  if (known !== undefined) return known;
  const body: DataDestruction = {
    zone,
    blobs,
    ...(asset === undefined ? {} : { asset }),
    method: 'data-key-destroyed',
    why,
    ...(basis === undefined ? {} : { basis }),
    copiesLeft,
  };
  const subjects = (dataDestruction.subjects?.(body) ?? []).map((sha256) => ({ sha256 }));
  const [recorded] = await workspace.record([{ predicate: dataDestruction, subjects, body }]);
  if (recorded === undefined) throw new RangeError('one statement gives one entry');
  return { statement: recorded.evidence, logIndex: recorded.index };
}

/** A statement that says so already. */
async function findRecorded(
  workspace: Workspace,
  blobs: readonly Sha256[],
  asset: Sha256 | undefined,
): Promise<{ readonly statement: Sha256; readonly logIndex: number } | undefined> {
  const [first] = asset === undefined ? blobs : [asset];
  if (first === undefined) return undefined;
  const { kind, schema } = dataDestruction;
  for (const { standing, statement, logIndex } of await statementsOf(await workspace.index(), first, 0, { kind })) {
    if (standing !== 'verified') continue;
    const said = new Set(schema.parse((await readStatement(workspace, logIndex)).body).blobs);
    if (blobs.every((digest) => said.has(digest))) return { statement, logIndex };
  }
  return undefined;
}

/** The sealed bytes go too, unless somebody else tends the store; whoever tends it next drops them. */
async function dropBytes(stores: readonly TendedStore[]): Promise<void> {
  for (const store of stores) {
    try {
      await store.consolidate();
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'STORE_BUSY')) throw error;
    }
  }
}

function nothingToDestroy(label: string, kept: readonly NeededBlob[]): AssayError {
  const others = [...new Set(kept.flatMap(({ neededBy }) => neededBy))].map((id) => id.slice(0, 12));
  const reason =
    kept.length === 0
      ? 'it has no files'
      : `other assets need all of it (${others.join(', ')}), and --force was not given`;
  return new AssayError('USAGE', `Nothing of ${label} was destroyed: ${reason}.`, { value: label });
}
