// Which changes of keys are allowed.
import type { Sha256 } from '#core/digest';
import type { KeyChange } from '#predicates/key-change';
import { keyOf, refusalOf, type TrustedKey } from './trusted-key.ts';

/** A change of keys, and the keys that signed it. */
export interface SignedChange {
  readonly change: KeyChange;
  readonly at: string;
  readonly index: number;
  readonly signedBy: readonly Sha256[];
}

export interface KeyState {
  readonly keys: ReadonlyMap<Sha256, TrustedKey>;
  /** Root keys, each replaced by the next. */
  readonly roots: readonly Sha256[];
}

/** @returns why the change is not allowed at its place in the log; undefined when it is */
export function objectionTo(one: SignedChange, state: KeyState): string | undefined {
  if (isBeginning(one, state)) return undefined;
  return authorityObjection(one, state) ?? orderObjection(one, state);
}

/** INVARIANT: a root key changes by its own hand only, so whoever steals another key cannot shut out the root. */
export function authorityObjection({ change, at, index, signedBy }: SignedChange, state: KeyState): string | undefined {
  const signers = signedBy.filter(
    (id) => refusalOf(keyOf(state.keys, id), { kind: 'key-change', at, index }) === undefined,
  );
  if (signers.length === 0) return 'no key signed it that may change keys';
  const root = state.roots.at(-1);
  const touched = change.action === 'trust' ? change.key.id : change.old;
  if (state.roots.includes(touched) && !signers.some((id) => id === root)) {
    return 'only the root key itself changes the root key';
  }
  return undefined;
}

/** The root trusts itself; nobody else could. */
export function isBeginning({ change, signedBy }: SignedChange, { keys, roots }: KeyState): boolean {
  return keys.size === 0 && change.action === 'trust' && change.key.id === roots[0] && signedBy.includes(change.key.id);
}

function orderObjection({ change, index }: SignedChange, { keys }: KeyState): string | undefined {
  if (change.action !== 'trust') {
    const old = keys.get(change.old);
    if (old === undefined) return 'the key that it is about was never trusted';
    if (change.action === 'revoke') {
      const earlier = old.revoked !== undefined && old.revoked.from <= change.from;
      return earlier ? 'the key is revoked already, from that time or an earlier one' : undefined;
    }
    if (isOver(old, index)) return 'the key that it is about is revoked or replaced already';
    return keys.has(change.key.id) ? 'the new key is not new' : undefined;
  }
  const known = keys.get(change.key.id);
  return known !== undefined && isOver(known, index)
    ? 'a key that was revoked or replaced does not come back'
    : undefined;
}

function isOver({ revoked, replaced }: TrustedKey, index: number): boolean {
  return (revoked !== undefined && revoked.index < index) || (replaced !== undefined && replaced.index < index);
}
