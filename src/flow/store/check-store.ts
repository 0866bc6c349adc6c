// Reads and verifies every blob, names what is damaged and whose it is, and tells what the log speaks of and the store does not have.

import { isOfKind } from '#attest/verified';
import { parseSha256, type Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { findEntries } from '#database/find-entries';
import type { IndexDatabase } from '#database/index-database';
import { predicate as dataDestruction } from '#predicates/data-destruction';
import type { CheckedBlob } from '#store/blob-store';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type AllStores, allStores } from '../zones/all-stores.ts';

export interface StoreProblem {
  /** `closed`: the key of a zone is not here, so what lies in it could not be looked at. */
  readonly state: 'damaged' | 'missing' | 'closed';
  /** Of the pack or key file; absent for what is missing. */
  readonly place?: string;
  readonly sha256?: Sha256;
  readonly code: string;
  readonly message: string;
  /** Statements, assets and files that need it, as far as that is known. */
  readonly neededBy: readonly string[];
}

export interface StoreCheck {
  readonly schema: 'assay.store-check/1';
  readonly sound: number;
  readonly destroyed: number;
  /** Bytes that were read. */
  readonly bytes: number;
  readonly problems: readonly StoreProblem[];
}

/**
 * Damage may be so that the index cannot be brought up to the log; then what it knew before tells what needs the damaged blobs.
 * @throws {StoreError} STORE_READ when the store cannot be listed; what opening the index throws when the store is sound
 */
export async function checkWorkspaceStore(workspace: Workspace): Promise<StoreCheck> {
  const { index, failure } = await indexOf(workspace);
  const problems: StoreProblem[] = [];
  const there = new Set<Sha256>();
  const counts = { sound: 0, destroyed: 0 };
  let bytes = 0;
  const stores = await allStores(workspace);
  for (const { store } of stores.open) {
    for await (const checked of store.check()) {
      const { outcome, blob } = checked;
      // Of a blob that was destroyed in one zone another may have a copy.
      if (blob !== undefined && outcome !== 'destroyed') there.add(blob.sha256);
      if (outcome === 'damaged') {
        problems.push(await damageOf(index, checked));
        continue;
      }
      counts[outcome] += 1;
      if (outcome === 'sound') bytes += blob?.size ?? 0;
    }
  }
  problems.push(...(await missingFrom(workspace, stores, index, there, problems)));
  problems.push(...stores.closed.map(({ name, error }) => closedOf(name, error)));
  if (failure !== undefined && problems.length === 0) throw failure;
  return { schema: 'assay.store-check/1', ...counts, bytes, problems };
}

async function indexOf(workspace: Workspace): Promise<{
  readonly index: IndexDatabase;
  /** Why it may not know everything. */
  readonly failure?: AssayError;
}> {
  try {
    return { index: await workspace.index() };
  } catch (failure) {
    if (!(failure instanceof AssayError)) throw failure;
    return { index: await workspace.indexAsItIs(), failure };
  }
}

async function damageOf(index: IndexDatabase, { path, blob, error }: CheckedBlob): Promise<StoreProblem> {
  const neededBy = blob === undefined ? [] : await needOf(index, blob.sha256);
  return {
    state: 'damaged',
    place: path,
    ...(blob === undefined ? {} : { sha256: blob.sha256 }),
    code: error?.code ?? 'STORE_CORRUPT',
    message: error?.message ?? 'is damaged',
    neededBy,
  };
}

function closedOf(zone: string, { code, message }: AssayError): StoreProblem {
  return { state: 'closed', place: zone, code, message, neededBy: [] };
}

/** What is damaged is not missing; a damaged key file may hold anything, so what it held is asked for. */
async function missingFrom(
  workspace: Workspace,
  stores: AllStores,
  index: IndexDatabase,
  there: ReadonlySet<Sha256>,
  damaged: readonly StoreProblem[],
): Promise<readonly StoreProblem[]> {
  const named = damaged.map(({ message }) => message).join('\n');
  const problems: StoreProblem[] = [];
  const lost = [...(await neededDigests(index))].filter((sha256) => !there.has(sha256) && !named.includes(sha256));
  const destroyed = lost.length === 0 ? new Set<Sha256>() : await destroyedBlobs(workspace, index);
  for (const sha256 of lost) {
    const problem = await problemWith(stores, sha256, destroyed);
    if (problem === undefined) continue;
    problems.push({ state: 'missing', sha256, ...problem, neededBy: await needOf(index, sha256) });
  }
  return problems;
}

/**
 * Undefined where it is there, and where it may be in a zone that cannot be looked at: that is told by itself. A promotion destroys the copy
 * that it leaves behind, so a destroyed copy says nothing about the others; only what the log says was destroyed is not missing.
 */
async function problemWith(
  { open, closed }: AllStores,
  sha256: Sha256,
  destroyed: ReadonlySet<Sha256>,
): Promise<Pick<StoreProblem, 'code' | 'message'> | undefined> {
  const problems: Pick<StoreProblem, 'code' | 'message'>[] = [];
  for (const { store } of open) {
    try {
      // Written while this ran, perhaps.
      await (await store.open(sha256)).close();
      return undefined;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'STORE_READ';
      problems.push({ code, message: error instanceof Error ? error.message : String(error) });
    }
  }
  const telling = problems.find(({ code }) => code !== 'STORE_MISSING' && code !== 'STORE_DESTROYED');
  if (telling !== undefined) return telling;
  if (closed.length > 0 || destroyed.has(sha256)) return undefined;
  return problems.find(({ code }) => code === 'STORE_DESTROYED') ?? problems[0];
}

/** What statements say was destroyed. One that cannot be read excuses nothing: what it may have named is missing. */
async function destroyedBlobs(workspace: Workspace, { tables }: IndexDatabase): Promise<ReadonlySet<Sha256>> {
  const rows = await tables
    .selectFrom('entry')
    .select('log_index')
    .where('predicate', '=', dataDestruction.kind)
    .where('standing', '=', 'verified')
    .execute();
  const blobs: Sha256[] = [];
  for (const { log_index } of rows) {
    try {
      const statement = await readStatement(workspace, log_index);
      if (isOfKind(statement, dataDestruction)) blobs.push(...statement.body.blobs);
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
    }
  }
  return new Set(blobs);
}

/** Envelopes, manifests and files. */
async function neededDigests({ tables }: IndexDatabase): Promise<ReadonlySet<Sha256>> {
  const envelopes = await tables
    .selectFrom('entry')
    .select('envelope as digest')
    .distinct()
    .where('standing', 'in', ['verified', 'foreign', 'revoked'])
    .execute();
  const manifests = await tables.selectFrom('asset').select('asset as digest').distinct().execute();
  const files = await tables
    .selectFrom('asset_entry')
    .select('sha256 as digest')
    .distinct()
    .where('sha256', 'is not', null)
    .execute();
  return new Set(
    [...envelopes, ...manifests, ...files].flatMap(({ digest }) => (digest === null ? [] : [parseSha256(digest)])),
  );
}

async function needOf(index: IndexDatabase, sha256: Sha256): Promise<readonly string[]> {
  const entry = await index.tables
    .selectFrom('entry')
    .select('log_index')
    .where('envelope', '=', sha256)
    .executeTakeFirst();
  const asset = await index.tables.selectFrom('asset').select('name').where('asset', '=', sha256).executeTakeFirst();
  const files = await findEntries(index, sha256);
  return [
    ...(entry === undefined ? [] : [`statement ${entry.log_index}`]),
    ...(asset === undefined ? [] : [`manifest of ${asset.name}`]),
    ...files.slice(0, shownFiles).map(({ asset: id, path }) => `${id.slice(0, 12)}:${path}`),
  ];
}

const shownFiles = 5;
