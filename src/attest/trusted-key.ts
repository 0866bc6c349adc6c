// What the log says about one key, and whether a signature of it counts.
import type { Sha256 } from '#core/digest';

/** What a key may sign, from the entry after `index` on. */
export interface Grant {
  readonly index: number;
  readonly roles: readonly string[];
  readonly validFrom?: string;
}

export interface TrustedKey {
  readonly id: Sha256;
  /** SubjectPublicKeyInfo. */
  readonly pem: string;
  readonly holder?: string;
  /** In the order of the log; the last one before a statement decides about it. */
  readonly grants: readonly Grant[];
  /** Entry of the rotation that replaced it, and by what. */
  readonly replaced?: { readonly index: number; readonly by: Sha256 };
  /** Statements of the time `from` and later do not count; `index` is the entry that says so. */
  readonly revoked?: { readonly index: number; readonly from: string };
}

/** A key that nothing was said about has no grants. */
export function keyOf(keys: ReadonlyMap<Sha256, TrustedKey>, id: Sha256): TrustedKey {
  return keys.get(id) ?? { id, pem: '', grants: [] };
}

/** A statement, as far as trust is concerned. */
export interface Dated {
  readonly kind: string;
  readonly at: string;
  readonly index: number;
}

/** Why a signature does not count, as the end of a sentence that begins with the key. */
export interface Refusal {
  readonly reason: string;
  /** It would count, were it not for a revocation. */
  readonly revoked: boolean;
}

/** @returns undefined when a signature of this key under such a statement counts */
export function refusalOf(key: TrustedKey, { kind, at, index }: Dated): Refusal | undefined {
  const grant = key.grants.findLast((one) => one.index < index);
  if (grant === undefined) return { reason: 'is not trusted at that point', revoked: false };
  if (grant.validFrom !== undefined && at < grant.validFrom) {
    return { reason: `is trusted from ${grant.validFrom} on`, revoked: false };
  }
  const role = roleOf(kind);
  // Whoever signs anything here may say what they asked for: an access that could not be put on record is refused.
  if (!grant.roles.includes('*') && !grant.roles.includes(role) && kind !== 'access-event') {
    return { reason: `does not have the role ${role}`, revoked: false };
  }
  if (key.replaced !== undefined && index > key.replaced.index) {
    return { reason: `has been replaced by ${key.replaced.by}`, revoked: false };
  }
  if (key.revoked !== undefined && at >= key.revoked.from) {
    return { reason: `is revoked from ${key.revoked.from} on`, revoked: true };
  }
  return undefined;
}

/** The role that a key needs for statements of a kind: the kind itself, and `keys` for changes of keys. */
function roleOf(kind: string): string {
  return kind === 'key-change' ? 'keys' : kind;
}
