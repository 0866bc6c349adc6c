// The fold: which keys count, after these changes in this order.
import type { Sha256 } from '#core/digest';
import type { ChangedKey, KeyRevocation, KeyRotation, KeyTrust } from '#predicates/key-change';
import { authorityObjection, isBeginning, type KeyState, objectionTo, type SignedChange } from './key-change-rule.ts';
import { type Grant, keyOf, type TrustedKey } from './trusted-key.ts';

export interface FoldedKeys extends KeyState {
  /** Entries of the changes that have an effect; the others fell with the keys that signed them. */
  readonly inEffect: ReadonlySet<number>;
}

type SignedRevocation = SignedChange & { readonly change: KeyRevocation };

/**
 * A revocation reaches back: what the key signed from its time on falls, the keys it trusted and the revocations it made
 * included. So revocations are judged from the newest to the oldest, each under the newer ones, and then the rest is told in
 * order.
 * @param root - the pinned key, whose first statement trusts itself
 * @param changes - in the order of the log
 */
export function foldKeyChanges(root: Sha256, changes: readonly SignedChange[]): FoldedKeys {
  let active: readonly SignedRevocation[] = [];
  for (const [position, one] of [...changes.entries()].reverse()) {
    if (!isRevocation(one)) continue;
    const before = new KeyFold(root, active).tell(changes.slice(0, position));
    if (authorityObjection(one, before) === undefined) active = [one, ...active];
  }
  return new KeyFold(root, active).tell(changes);
}

class KeyFold {
  readonly #keys = new Map<Sha256, TrustedKey>();
  readonly #roots: Sha256[];
  readonly #inEffect: Set<number>;
  readonly #revocations: readonly SignedRevocation[];

  constructor(root: Sha256, revocations: readonly SignedRevocation[]) {
    this.#roots = [root];
    this.#inEffect = new Set(revocations.map(({ index }) => index));
    this.#revocations = revocations;
  }

  tell(changes: readonly SignedChange[]): FoldedKeys {
    const state = { keys: this.#keys, roots: this.#roots, inEffect: this.#inEffect };
    for (const one of changes) {
      const { change, index } = one;
      if (change.action === 'revoke' || objectionTo(one, state) !== undefined) continue;
      this.#inEffect.add(index);
      if (change.action === 'trust') this.#trust(change, isBeginning(one, state) ? index - 1 : index);
      else this.#rotate(change, index);
    }
    return state;
  }

  #trust({ key, roles, validFrom, holder }: KeyTrust, index: number): void {
    const grant = { index, roles, ...(validFrom === undefined ? {} : { validFrom }) };
    this.#grant(key, grant, holder === undefined ? {} : { holder });
  }

  #rotate({ old, key }: KeyRotation, index: number): void {
    const replaced = keyOf(this.#keys, old);
    this.#keys.set(old, { ...replaced, replaced: { index, by: key.id } });
    const roles = replaced.grants.slice(-1).flatMap((grant) => grant.roles);
    this.#grant(key, { index, roles }, replaced.holder === undefined ? {} : { holder: replaced.holder });
    if (this.#roots.at(-1) === old) this.#roots.push(key.id);
  }

  #grant({ id, pem }: ChangedKey, grant: Grant, rest: Pick<TrustedKey, 'holder'>): void {
    const known = keyOf(this.#keys, id);
    this.#keys.set(id, { ...known, pem, ...rest, grants: [...known.grants, grant], ...this.#revoked(id) });
  }

  /** The earliest time and the first entry count: a second revocation may know more, and takes nothing back. */
  #revoked(id: Sha256): Pick<TrustedKey, 'revoked'> {
    const about = this.#revocations.filter(({ change }) => change.old === id);
    const [from] = about.map(({ change }) => change.from).sort();
    return from === undefined ? {} : { revoked: { from, index: Math.min(...about.map(({ index }) => index)) } };
  }
}

function isRevocation(one: SignedChange): one is SignedRevocation {
  return one.change.action === 'revoke';
}
