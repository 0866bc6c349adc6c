// What stops to count when a key is revoked, before anybody revokes it: the log is judged as it would be afterwards.
import { foldKeyChanges } from '#attest/fold-key-changes';
import type { SignedChange } from '#attest/key-change-rule';
import type { Sha256 } from '#core/digest';
import type { IndexDatabase } from './index-database.ts';
import { loadKeyChanges } from './load-key-changes.ts';
import { differ, standingOf } from './restand-statements.ts';
import { recordsOf, type StatementRecord } from './statement-record.ts';
import type { EntryRow } from './tables.ts';

export interface RevocationPreview {
  /** Statements that count today and would not. */
  readonly total: number;
  /** How many of each kind; `foreign` for kinds that are not known here. */
  readonly kinds: Readonly<Record<string, number>>;
  /** The first of them, in log order. */
  readonly statements: readonly StatementRecord[];
}

/**
 * Also what the keys signed that the revoked key trusted: they fall with it.
 * @param revocation - as the next entry of the log
 * @param now - milliseconds since 1970, decides what has expired
 * @param most - how many statements are given
 */
export async function previewRevocation(
  index: IndexDatabase,
  revocation: SignedChange,
  now: number,
  most: number,
): Promise<RevocationPreview> {
  const changes = await loadKeyChanges(index.tables, Number.MAX_SAFE_INTEGER);
  const [first] = changes;
  if (first === undefined || first.change.action !== 'trust') return { total: 0, kinds: {}, statements: [] };
  const root = first.change.key.id;
  const before = foldKeyChanges(root, changes);
  const after = foldKeyChanges(root, [...changes, revocation]);
  const ids = new Set([...before.keys.keys(), ...after.keys.keys()]);
  const fallen = new Map<number, EntryRow>();
  for (const id of ids) {
    if (!differ(before.keys.get(id), after.keys.get(id))) continue;
    for (const entry of await fallenOf(index, id, after)) fallen.set(entry.log_index, entry);
  }
  const entries = [...fallen.values()].sort((a, b) => a.log_index - b.log_index);
  const kinds: Record<string, number> = {};
  for (const { predicate } of entries) kinds[predicate ?? 'foreign'] = (kinds[predicate ?? 'foreign'] ?? 0) + 1;
  return { total: entries.length, kinds, statements: await recordsOf(index, entries.slice(0, most), now) };
}

async function fallenOf(
  { tables }: IndexDatabase,
  key: Sha256,
  after: ReturnType<typeof foldKeyChanges>,
): Promise<readonly EntryRow[]> {
  const fallen: EntryRow[] = [];
  for (let last = -1; ; ) {
    const signed = await tables
      .selectFrom('signer')
      .innerJoin('entry', 'entry.log_index', 'signer.log_index')
      .selectAll('entry')
      .where('signer.key_id', '=', key)
      .where('signer.log_index', '>', last)
      .where('entry.standing', 'in', ['verified', 'foreign'])
      .orderBy('signer.log_index')
      .limit(pageRows)
      .execute();
    if (signed.length === 0) return fallen;
    const entries = signed.map(({ log_index }) => log_index);
    const rows = await tables
      .selectFrom('signer')
      .select(['log_index', 'key_id'])
      .where('log_index', 'in', entries)
      .execute();
    const signers = Map.groupBy(rows, ({ log_index }) => log_index);
    fallen.push(...signed.filter((one) => standingOf(one, signers.get(one.log_index) ?? [], after) === 'revoked'));
    last = entries.at(-1) ?? last;
  }
}

const pageRows = 1000;
