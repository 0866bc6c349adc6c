// Who is behind a key at a point of the log, by the statements about identities before it.
import type { Sha256 } from '#core/digest';
import { predicate as identity } from '#predicates/identity';
import { bodyOf } from './body-of.ts';
import type { Signer, Stated } from './evidence.ts';

/** What a key is bound to, and whether it is the root key of its time. */
export interface BoundKey {
  readonly key: Sha256;
  readonly holder?: string;
  readonly isRoot: boolean;
}

/** The identity of the root key until somebody says otherwise. */
const rootIdentity = 'root';

/**
 * @param identities - statements of that kind that count, in log order
 * @param before - entry of the log: what was said there and later is not known yet
 */
export function signerAt({ key, holder, isRoot }: BoundKey, identities: readonly Stated[], before: number): Signer {
  const name = holder ?? (isRoot ? rootIdentity : undefined);
  if (name === undefined) return { key, roles: [] };
  const said = identities
    .filter(({ index }) => index < before)
    .flatMap((statement) => bodyOf(statement, identity) ?? [])
    .findLast((body) => body.identity === name);
  if (said === undefined) return { key, identity: name, roles: isRoot ? ['owner'] : [] };
  const { action, roles, person } = said;
  return { key, identity: name, ...(person === undefined ? {} : { person }), roles: action === 'end' ? [] : roles };
}
