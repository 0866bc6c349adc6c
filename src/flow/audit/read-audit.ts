// The audit: every entry of the log as an event, in order. Statements are judged again on the way, not taken from the index.
import { AttestError } from '#attest/attest-error';
import type { Trust } from '#attest/trust';
import type { Verified } from '#attest/verified';
import { verifyAttestation } from '#attest/verify-attestation';
import type { AuditEntry } from '#core/audit/audit-entry';
import type { AuditEvent, AuditStanding } from '#core/audit/audit-event';
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { inPortions } from '#database/in-portions';
import type { IndexDatabase } from '#database/index-database';
import { textOfStored } from '#database/stored-text';
import type { EntryRow } from '#database/tables';
import { findPredicate } from '#predicates/find-predicate';
import { StoreError } from '#store/store-error';
import { signersBy } from '../access/read-access-state.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { describeStatement } from './describe-statement.ts';

export interface AuditRange {
  /** First entry. */
  readonly from: number;
  /** Entry after the last. */
  readonly to: number;
}

/**
 * One event for each entry of the range that the index has, in log order. What cannot be read or does not count is an event as well.
 * @throws {StoreError} STORE_NETWORK, STORE_KEY, STORE_BUSY and others that may pass; what opening the index throws
 */
export async function* readAudit(workspace: Workspace, { from, to }: AuditRange): AsyncGenerator<AuditEntry> {
  const { tables } = await workspace.index();
  for (let next = from; next < to; ) {
    const rows = await tables
      .selectFrom('entry')
      .selectAll()
      .where('log_index', '>=', next)
      .where('log_index', '<', to)
      .orderBy('log_index')
      .limit(pageEntries)
      .execute();
    if (rows.length === 0) return;
    yield* await readAuditRows(workspace, rows);
    next = (rows.at(-1)?.log_index ?? to) + 1;
  }
}

/** The events of these rows of the index. @throws as `readAudit` */
export async function readAuditRows(workspace: Workspace, rows: readonly EntryRow[]): Promise<readonly AuditEntry[]> {
  const index = await workspace.index();
  const trust = await workspace.trust();
  const signerOf = signersBy(trust);
  const entries: AuditEntry[] = [];
  for (const row of rows) entries.push(await readEntry({ workspace, trust, signerOf }, row));
  const named = [...new Set(entries.flatMap(({ event }) => event.asset ?? []))];
  const assets = await knownAssets(index, named);
  return entries.map((entry) => withKnownAsset(entry, assets));
}

interface Reading {
  readonly workspace: Workspace;
  readonly trust: Trust;
  readonly signerOf: ReturnType<typeof signersBy>;
}

async function readEntry({ workspace, trust, signerOf }: Reading, row: EntryRow): Promise<AuditEntry> {
  const at = new Date(row.at).toISOString();
  const facts = { logIndex: row.log_index, statement: row.envelope, at };
  try {
    const bytes = await workspace.store.read(row.envelope, limits.signatureBytes.value);
    const statement = verifyAttestation(bytes, { leaf: { at, envelope: row.envelope }, index: row.log_index, trust });
    return told(facts, row, statement, signerOf);
  } catch (error) {
    if (error instanceof AttestError) return refused(facts, row, error);
    const standing = error instanceof StoreError ? gone[error.code] : undefined;
    if (standing === undefined) throw error;
    return untold(facts, row, standing, error instanceof Error ? error.message : '');
  }
}

type Facts = Pick<AuditEvent, 'logIndex' | 'statement' | 'at'>;

function told(facts: Facts, row: EntryRow, statement: Verified, signerOf: Reading['signerOf']): AuditEntry {
  const { fact, actor, via = 'key', ...description } = describeStatement(statement);
  const signedBy = statement.signedBy.map((key) => ({ key, holder: signerOf(key)?.identity ?? nameOfKey(key) }));
  const { standing } = row;
  const event: AuditEvent = {
    ...facts,
    kind: statement.kind,
    standing,
    ...reasonOf(row),
    signedBy,
    actor: actor ?? signedBy[0]?.holder ?? 'unknown',
    via,
    ...description,
  };
  const touches = touchedBy(statement);
  // What does not count says nothing about anybody's rights.
  return standing === 'verified' && fact !== undefined ? { event, touches, fact } : { event, touches };
}

function untold(facts: Facts, row: EntryRow, standing: AuditStanding, why: string): AuditEntry {
  const kind = row.predicate ?? 'unknown';
  const reason = reasonOf(row).reason ?? why;
  const event = {
    ...facts,
    kind,
    standing,
    reason,
    signedBy: [],
    actor: 'unknown',
    via: 'none',
    action: 'log',
  } as const;
  return { event, touches: [] };
}

/** What the index takes for good and the trust of today does not, does not count; but a key may revoke itself from before. */
function refused(facts: Facts, row: EntryRow, error: AttestError): AuditEntry {
  const stands = row.standing === 'verified' || row.standing === 'foreign';
  if (!stands) return untold(facts, row, row.standing, error.message);
  const revokesItself = row.predicate === 'key-change' && error.code === 'ATTEST_REVOKED';
  if (!revokesItself) return untold(facts, row, 'refused', error.message);
  const { event } = untold(facts, row, row.standing, 'the key revoked itself from before');
  return { event: { ...event, action: 'revoke-key' }, touches: [] };
}

function reasonOf({ reason }: EntryRow): Pick<AuditEvent, 'reason'> {
  return reason === null ? {} : { reason: textOfStored(reason) };
}

function nameOfKey(key: Sha256): string {
  return `key-${key.slice(0, 16)}`;
}

function touchedBy({ subjects, predicateType, body }: Verified): readonly Sha256[] {
  const predicate = findPredicate(predicateType);
  const materials = predicate?.materials?.(body) ?? [];
  return [...new Set([...subjects, ...materials].map(({ sha256 }) => sha256))];
}

async function knownAssets({ tables }: IndexDatabase, digests: readonly Sha256[]): Promise<ReadonlySet<Sha256>> {
  const rows = await inPortions(digests, (portion) =>
    tables.selectFrom('asset').select('asset').distinct().where('asset', 'in', portion).execute(),
  );
  return new Set(rows.map(({ asset }) => asset));
}

/** A subject may be the digest of a name. What somebody asked for is told also when there is no such asset. */
function withKnownAsset(entry: AuditEntry, assets: ReadonlySet<Sha256>): AuditEntry {
  const { asset, ...event } = entry.event;
  if (asset === undefined || assets.has(asset) || event.kind === 'access-event') return entry;
  return { ...entry, event };
}

const gone: Readonly<Partial<Record<StoreError['code'], AuditStanding>>> = {
  STORE_DESTROYED: 'shredded',
  STORE_MISSING: 'unreadable',
  STORE_CORRUPT: 'unreadable',
  STORE_LIMIT: 'unreadable',
};

/** Entries whose rows are held at once. */
const pageEntries = 500;
