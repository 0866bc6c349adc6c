// The keys that the log knows, and what each of them has signed.
import { foldKeyChanges } from '#attest/fold-key-changes';
import type { TrustedKey } from '#attest/trusted-key';
import type { Sha256 } from '#core/digest';
import type { IndexDatabase } from './index-database.ts';
import { loadKeyChanges } from './load-key-changes.ts';

export interface KeyRecord {
  readonly id: Sha256;
  readonly holder?: string;
  readonly state: 'trusted' | 'replaced' | 'revoked' | 'fallen';
  /** Kinds of statements that it may sign since it was last said; of a key that is not trusted any more, that it might. */
  readonly roles: readonly string[];
  /** When it was first trusted. */
  readonly trustedAt: string;
  readonly replacedBy?: Sha256;
  /** Nothing counts that it signed then or later. */
  readonly revokedFrom?: string;
  /** Entries that name it as signer, those that do not count any more included. */
  readonly signed: number;
}

/** In the order in which the log names them. `fallen`: who said that it is trusted was revoked from before that. */
export async function listKeys({ tables }: IndexDatabase): Promise<readonly KeyRecord[]> {
  const changes = await loadKeyChanges(tables, Number.MAX_SAFE_INTEGER);
  const [first] = changes;
  if (first === undefined || first.change.action === 'revoke') return [];
  const { keys } = foldKeyChanges(first.change.key.id, changes);
  const counts = await tables
    .selectFrom('signer')
    .select(({ fn }) => ['key_id', fn.countAll<number>().as('signed')])
    .groupBy('key_id')
    .execute();
  const signed = new Map(counts.map((row) => [row.key_id, row.signed]));
  const records = new Map<Sha256, KeyRecord>();
  for (const { change, at } of changes) {
    if (change.action === 'revoke' || records.has(change.key.id)) continue;
    const { id } = change.key;
    const roles = change.action === 'trust' ? change.roles : [];
    records.set(id, { ...recordOf(id, keys.get(id), roles), trustedAt: at, signed: signed.get(id) ?? 0 });
  }
  return [...records.values()];
}

function recordOf(
  id: Sha256,
  key: TrustedKey | undefined,
  roles: readonly string[],
): Omit<KeyRecord, 'trustedAt' | 'signed'> {
  if (key === undefined) return { id, state: 'fallen', roles };
  const { holder, replaced, revoked } = key;
  return {
    id,
    ...(holder === undefined ? {} : { holder }),
    state: revoked !== undefined ? 'revoked' : replaced !== undefined ? 'replaced' : 'trusted',
    roles: key.grants.at(-1)?.roles ?? roles,
    ...(replaced === undefined ? {} : { replacedBy: replaced.by }),
    ...(revoked === undefined ? {} : { revokedFrom: revoked.from }),
  };
}
