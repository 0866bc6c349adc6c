// Reads and verifies every blob, names what is damaged and whose it is, and tells what the log speaks of and the store does not have.
import { parseSha256, type Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { findEntries } from '#database/find-entries';
import type { IndexDatabase } from '#database/index-database';
import type { CheckedBlob } from '#store/blob-store';
import type { Workspace } from '../workspace/workspace.ts';

export interface StoreProblem {
  readonly state: 'damaged' | 'missing';
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
  for await (const checked of workspace.store.check()) {
    const { outcome, blob } = checked;
    if (blob !== undefined) there.add(blob.sha256);
    if (outcome === 'damaged') {
      problems.push(await damageOf(index, checked));
      continue;
    }
    counts[outcome] += 1;
    if (outcome === 'sound') bytes += blob?.size ?? 0;
  }
  problems.push(...(await missingFrom(workspace, index, there, problems)));
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

/** What is damaged is not missing; a damaged key file may hold anything, so what it held is asked for. */
async function missingFrom(
  { store }: Workspace,
  index: IndexDatabase,
  there: ReadonlySet<Sha256>,
  damaged: readonly StoreProblem[],
): Promise<readonly StoreProblem[]> {
  const named = damaged.map(({ message }) => message).join('\n');
  const problems: StoreProblem[] = [];
  for (const sha256 of await neededDigests(index)) {
    if (there.has(sha256) || named.includes(sha256)) continue;
    const problem = await problemWith(store, sha256);
    if (problem === undefined) continue;
    problems.push({ state: 'missing', sha256, ...problem, neededBy: await needOf(index, sha256) });
  }
  return problems;
}

async function problemWith(
  store: Workspace['store'],
  sha256: Sha256,
): Promise<Pick<StoreProblem, 'code' | 'message'> | undefined> {
  try {
    // Written while this ran, perhaps.
    if (await store.has(sha256)) return undefined;
    return { code: 'STORE_MISSING', message: `the store has no blob ${sha256}` };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'STORE_READ';
    return { code, message: error instanceof Error ? error.message : String(error) };
  }
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
