// Who is who and who may do what here, by all that the log says: read again from the statements, judged by the trust of today.

import { type AccessState, emptyState } from '#access/state/access-state';
import { accessKinds, accessStatementOf, type SignedBy } from '#access/state/access-statement';
import { withStatement } from '#access/state/fold-access';
import { rootIdentity } from '#access/state/signers';
import { rootKeys } from '#attest/root-keys';
import type { Trust } from '#attest/trust';
import type { Sha256 } from '#core/digest';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface ReadAccess {
  readonly state: AccessState;
  /** Entries of the log that it rests on. */
  readonly logSize: number;
  readonly signerOf: (key: Sha256) => SignedBy | undefined;
}

/**
 * @param logSize - only the first so many entries count; all when absent
 * @throws what store, log and index throw
 */
export async function readAccessState(workspace: Workspace, logSize?: number): Promise<ReadAccess> {
  const index = await workspace.index();
  const { next } = await index.cursor();
  const size = Math.min(logSize ?? next, next);
  const known = remembered.get(workspace);
  if (known?.logSize === size) return known;
  const signerOf = signersBy(await workspace.trust());
  const entries = await index.tables
    .selectFrom('entry')
    .select('log_index')
    .where('predicate', 'in', accessKinds)
    .where('standing', '=', 'verified')
    .where('log_index', '<', size)
    .orderBy('log_index')
    .execute();
  let state = emptyState;
  for (const { log_index } of entries) {
    const statement = accessStatementOf(await readStatement(workspace, log_index), signerOf);
    if (statement !== undefined) state = withStatement(state, statement);
  }
  const read = { state, logSize: size, signerOf };
  if (size === next) remembered.set(workspace, read);
  return read;
}

/** Whose a key is: its holder, or a name made of its id where nobody said who holds it. */
export function signersBy(trust: Trust): (key: Sha256) => SignedBy | undefined {
  const roots: ReadonlySet<string> = new Set(rootKeys(trust));
  return (key) => {
    const trusted = trust.keys.get(key);
    if (trusted === undefined) return undefined;
    const isRoot = roots.has(key);
    // ATTACKER: whoever may name the holders of keys must not become the root by naming one so.
    const holder = trusted.holder === rootIdentity && !isRoot ? undefined : trusted.holder;
    return { key, identity: holder ?? (isRoot ? rootIdentity : `key-${key.slice(0, 16)}`), isRoot };
  };
}

/** What was read last for each workspace that is open: most commands ask more than once. */
const remembered = new WeakMap<Workspace, ReadAccess>();
