// The state of a workspace at a glance: keys, log, store, assets, and when it was verified last.
import type { Trust } from '#attest/trust';
import type { Sha256 } from '#core/digest';
import { type AuditRecord, lastAudit } from '#database/audits';
import { type AssetCount, countAssets } from '#database/count-assets';
import { countStandings } from '#database/count-standings';
import type { IndexDatabase } from '#database/index-database';
import type { Standing } from '#database/tables';
import { checkpointPath } from '#log/log-storage';
import { parseNote } from '#log/note';
import { encodeVerifierKey } from '#log/note-key';
import { keyId } from '#sign/key-id';
import { readPublicKey } from '#sign/read-public-key';
import { findReopened } from '../gates/find-reopened.ts';
import type { ReopenedDecision } from '../gates/reopened.ts';
import { allStores } from '../zones/all-stores.ts';
import { signingKeyPath } from './config.ts';
import type { Workspace } from './workspace.ts';

export interface WorkspaceStatus {
  readonly schema: 'assay.status/1';
  readonly root: string;
  readonly name: string;
  /** The key that everything is trusted from. */
  readonly rootKey: Sha256;
  readonly signingKey: {
    readonly id: Sha256;
    /** Why what it signs does not count; absent when it does. */
    readonly refusal?: string;
  };
  readonly log: {
    readonly origin: string;
    /** Key that others verify it with. */
    readonly key: string;
    readonly size: number;
    /** Names beside cosignatures of the newest checkpoint; nothing of it is verified here. */
    readonly witnesses: readonly string[];
  };
  /** Entries of the log by how they stand. */
  readonly statements: { readonly [S in Standing]?: number };
  readonly store: { readonly kind: 'folder' | 's3'; readonly blobs: number; readonly bytes: number };
  readonly assets: readonly AssetCount[];
  readonly audit: {
    readonly everyDays: number;
    readonly last?: AuditRecord;
    readonly dueBy: string;
    /** Days by which it is overdue, rounded down; absent when it is not. */
    readonly overdueDays?: number;
  };
  /** Decisions whose ground is gone; empty when all stand on what they stood on. */
  readonly reopened: readonly ReopenedDecision[];
}

/** @throws {AssayError} what opening log, store and index throws */
export async function describeWorkspace(workspace: Workspace): Promise<WorkspaceStatus> {
  const { root, config, log } = workspace;
  const index = await workspace.index();
  const { next: size } = await index.cursor();
  const lists = await Promise.all((await allStores(workspace)).open.map((one) => one.store.list()));
  const blobs = lists.flat();
  return {
    schema: 'assay.status/1',
    root,
    name: config.name,
    rootKey: (await workspace.trust()).root,
    signingKey: signingKeyOf(workspace, await workspace.trust(), size),
    log: {
      origin: config.origin,
      key: encodeVerifierKey(log.signer.key),
      size,
      witnesses: await witnessesOf(workspace),
    },
    statements: await countStandings(index),
    store: {
      kind: config.store.kind,
      blobs: blobs.length,
      bytes: blobs.reduce((sum, { size: bytes }) => sum + bytes, 0),
    },
    assets: await countAssets(index),
    audit: await auditOf(workspace, index),
    reopened: (await findReopened(workspace)).reopened,
  };
}

/** The public half lies beside it, so no passphrase is needed. */
function signingKeyOf(workspace: Workspace, trust: Trust, size: number): WorkspaceStatus['signingKey'] {
  const id = keyId(readPublicKey(`${signingKeyPath(workspace)}.pub`));
  const dated = { kind: 'asset-manifest', at: workspace.now().toISOString(), index: size };
  const refusal = trust.refusalOf(id, dated);
  return { id, ...(refusal === undefined ? {} : { refusal: refusal.reason }) };
}

async function witnessesOf({ log, config }: Workspace): Promise<readonly string[]> {
  const note = await log.storage.get(checkpointPath);
  if (note === undefined) return [];
  return parseNote(note).signatures.flatMap(({ name }) => (name === config.origin ? [] : [name]));
}

async function auditOf(workspace: Workspace, index: IndexDatabase): Promise<WorkspaceStatus['audit']> {
  const { everyDays } = workspace.config.audit;
  const last = await lastAudit(index, 'workspace');
  const first = await index.tables.selectFrom('entry').select('at').orderBy('log_index').executeTakeFirst();
  const since = last === undefined ? (first?.at ?? workspace.now().getTime()) : Date.parse(last.finishedAt);
  const due = last?.dueBy === undefined ? since + everyDays * dayMs : Date.parse(last.dueBy);
  const late = workspace.now().getTime() - due;
  return {
    everyDays,
    ...(last === undefined ? {} : { last }),
    dueBy: new Date(due).toISOString(),
    ...(late > 0 ? { overdueDays: Math.floor(late / dayMs) } : {}),
  };
}

const dayMs = 86_400_000;
