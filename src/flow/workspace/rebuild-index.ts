// Makes the index again from log and store, and says whether it was what it should be.
import { parseSha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { IndexDatabase } from '#database/index-database';
import { IndexError } from '#database/index-error';
import { openIndex } from '#database/open-index';
import { hasIndexFile, removeIndexFile, replaceIndexFile } from '#database/replace-index';
import type { VerifiedCheckpoint } from '#log/verify-checkpoint';
import { followLog } from './follow-log.ts';
import type { Workspace } from './workspace.ts';

export interface Reindexed {
  readonly schema: 'assay.reindex/1';
  /** `made`: there was none. `repaired`: it was another, or none that could be used; see `problem`. */
  readonly outcome: 'same' | 'made' | 'repaired';
  /** Entries of the log. */
  readonly entries: number;
  /** Rows in all tables. */
  readonly rows: number;
  readonly problem?: { readonly code: string; readonly message: string };
}

/**
 * A new index is built beside the old one and compared with it row by row; only what differs is replaced, as a whole.
 * @throws {LogError}, {StoreError} when log or store cannot be followed, and nothing has changed then; {IndexError} INDEX_BUSY,
 *   INDEX_READ, INDEX_WRITE
 */
export async function rebuildIndex(workspace: Workspace): Promise<Reindexed> {
  const location = workspace.indexLocation();
  if (location.kind === 'postgresql') return refillIndex(workspace);
  const { path } = location;
  const built = `${path}.${process.pid}.new`;
  removeIndexFile(built);
  try {
    const was = hasIndexFile(path);
    const { entries, rows, problem } = await buildAndCompare(workspace, { kind: 'sqlite', path: built }, was);
    const facts = { schema: 'assay.reindex/1', entries, rows } as const;
    if (was && problem === undefined) return { ...facts, outcome: 'same' };
    await replaceIndexFile(path, built);
    return problem === undefined ? { ...facts, outcome: 'made' } : { ...facts, outcome: 'repaired', problem };
  } finally {
    removeIndexFile(built);
  }
}

interface Built {
  readonly entries: number;
  readonly rows: number;
  readonly problem?: NonNullable<Reindexed['problem']>;
}

async function buildAndCompare(
  workspace: Workspace,
  location: Parameters<typeof openIndex>[0],
  compare: boolean,
): Promise<Built> {
  const checkpoint = await workspace.checkpoint();
  const fresh = await openIndex(location, { origin: workspace.config.origin, size: checkpoint.size });
  try {
    await follow(workspace, fresh, checkpoint);
    const problem = compare ? await problemOf(workspace, fresh, checkpoint) : undefined;
    let rows = 0;
    await fresh.dump(() => {
      rows += 1;
    });
    const { next: entries } = await fresh.cursor();
    return { entries, rows, ...(problem === undefined ? {} : { problem }) };
  } finally {
    await fresh.close();
  }
}

async function follow(workspace: Workspace, index: IndexDatabase, checkpoint: VerifiedCheckpoint): Promise<void> {
  const { log, store, config } = workspace;
  await followLog({ storage: log.storage, store, index, root: parseSha256(config.rootKey) }, checkpoint);
}

/** Builds the index in memory and compares. @returns rows, and what is wrong with the index that is in use */
export async function compareIndex(workspace: Workspace): Promise<Pick<Reindexed, 'rows' | 'problem'>> {
  return buildAndCompare(workspace, { kind: 'sqlite', path: ':memory:' }, true);
}

/** What is wrong with the index that is in use. The new one shows that log and store are sound, so it is the index itself. */
async function problemOf(
  workspace: Workspace,
  fresh: IndexDatabase,
  checkpoint: VerifiedCheckpoint,
): Promise<Built['problem']> {
  let old: IndexDatabase | undefined;
  try {
    old = await openIndex(workspace.indexLocation(), { origin: workspace.config.origin, size: checkpoint.size });
    let shown = checkpoint;
    await follow(workspace, old, shown);
    // Others may record something meanwhile, and have it in the old one already.
    while ((await old.cursor()).next > (await fresh.cursor()).next) {
      shown = await workspace.checkpoint();
      await follow(workspace, fresh, shown);
      await follow(workspace, old, shown);
    }
    await old.assertSameAs(fresh);
    return undefined;
  } catch (error) {
    if (error instanceof IndexError && notTold.has(error.code)) throw error;
    const code = error instanceof AssayError ? error.code : 'INDEX_CORRUPT';
    return { code, message: error instanceof Error ? error.message : String(error) };
  } finally {
    await old?.close();
  }
}

/** A server has no file to put in the place of another: what differs is emptied and filled again. */
async function refillIndex(workspace: Workspace): Promise<Reindexed> {
  const { entries, rows, problem } = await buildAndCompare(workspace, { kind: 'sqlite', path: ':memory:' }, true);
  const facts = { schema: 'assay.reindex/1', entries, rows } as const;
  if (problem === undefined) return { ...facts, outcome: 'same' };
  const checkpoint = await workspace.checkpoint();
  const old = await openIndex(workspace.indexLocation(), {
    origin: workspace.config.origin,
    size: Number.MAX_SAFE_INTEGER,
  });
  try {
    await old.clear();
    await follow(workspace, old, checkpoint);
    return { ...facts, outcome: 'repaired', problem };
  } finally {
    await old.close();
  }
}

/** What keeps us from telling how the index is. */
const notTold: ReadonlySet<string> = new Set(['INDEX_BUSY', 'INDEX_READ', 'INDEX_WRITE']);
