// When somebody last used a right: from access events, and from the statements that they signed.
import type { SignedBy } from '#access/state/access-statement';
import type { Sha256 } from '#core/digest';
import { type AccessEvent, predicate as accessEvent } from '#predicates/access-event';
import { nameDigest } from '#predicates/name-digest';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface UsedRight {
  readonly identity: string;
  /** Any of these. */
  readonly actions: readonly string[];
  readonly asset?: Sha256;
  readonly zone?: string;
  /** Only entries of the log after this one. */
  readonly after?: number;
  /** Only what this policy permitted, for example `granted`. */
  readonly because?: string;
}

/** RFC 3339; undefined when no use is on record. @param keysOf - keys of the identity, for what is on record as a signed statement alone */
export async function lastUse(
  workspace: Workspace,
  used: UsedRight,
  keysOf: readonly Sha256[] = [],
): Promise<string | undefined> {
  const times = [await lastEvent(workspace, used), await lastSigned(workspace, used, keysOf)];
  return times
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
}

async function lastEvent(workspace: Workspace, used: UsedRight): Promise<string | undefined> {
  const { tables } = await workspace.index();
  const about = used.asset ?? (used.zone === undefined ? undefined : nameDigest('zone', used.zone));
  let query = tables
    .selectFrom('entry')
    .innerJoin('subject as actor', 'actor.log_index', 'entry.log_index')
    .select(['entry.log_index'])
    .where('entry.predicate', '=', accessEvent.kind)
    .where('entry.standing', '=', 'verified')
    .where('actor.digest', '=', nameDigest('identity', used.identity));
  if (about !== undefined) {
    query = query.where('entry.log_index', 'in', (inner) =>
      inner.selectFrom('subject').select('subject.log_index').where('subject.digest', '=', about),
    );
  }
  if (used.after !== undefined) query = query.where('entry.log_index', '>', used.after);
  const rows = await query.orderBy('entry.log_index', 'desc').limit(mostEvents).execute();
  for (const { log_index } of rows) {
    const statement = await readStatement(workspace, log_index);
    const body: AccessEvent = accessEvent.schema.parse(statement.body);
    const isUse = body.decision === 'allow' && body.actor === used.identity && used.actions.includes(body.action);
    if (isUse && (used.because === undefined || body.because.includes(used.because))) return statement.at;
  }
  return undefined;
}

/** Who signs what is its own record: see `demandAccess`. */
async function lastSigned(
  workspace: Workspace,
  { actions, asset, after, because }: UsedRight,
  keys: readonly Sha256[],
): Promise<string | undefined> {
  if (keys.length === 0 || because !== undefined || !actions.some((action) => signing.has(action))) return undefined;
  const { tables } = await workspace.index();
  let query = tables
    .selectFrom('entry')
    .innerJoin('signer', 'signer.log_index', 'entry.log_index')
    .select(['entry.at'])
    .where('entry.predicate', '!=', accessEvent.kind)
    .where('entry.standing', '=', 'verified')
    .where('signer.key_id', 'in', keys);
  if (asset !== undefined) {
    query = query.where('entry.log_index', 'in', (inner) =>
      inner.selectFrom('subject').select('subject.log_index').where('subject.digest', '=', asset),
    );
  }
  if (after !== undefined) query = query.where('entry.log_index', '>', after);
  const row = await query.orderBy('entry.log_index', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? undefined : new Date(row.at).toISOString();
}

/** Keys whose holder it is. */
export function keysOfIdentity(
  keys: Iterable<Sha256>,
  signerOf: (key: Sha256) => SignedBy | undefined,
  identity: string,
): readonly Sha256[] {
  return [...keys].filter((key) => signerOf(key)?.identity === identity);
}

/** How many of the newest events are looked at for one of the right action. */
const mostEvents = 200;
const signing: ReadonlySet<string> = new Set(['label', 'write', 'take-in', 'promote', 'attest', 'waive', 'destroy']);
