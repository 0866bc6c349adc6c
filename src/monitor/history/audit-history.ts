// What rules over the audit look at: the events of a log in order, who the actors were at each of them, and what is set.
import type { AuditEntry } from '#core/audit/audit-entry';
import type { IdentityFact } from '#core/audit/audit-facts';
import type { AuditSettings } from '#core/audit/audit-settings';
import type { Sha256 } from '#core/digest';

export interface HistoryParts {
  /** In log order. */
  readonly entries: readonly AuditEntry[];
  /** Index of the entry that ought to be the first, and one more than that of the last. */
  readonly from: number;
  readonly to: number;
  /** RFC 3339 in UTC: when it is looked. */
  readonly now: string;
  readonly settings: AuditSettings;
  /** Decoys; absent where who looks may not know them. */
  readonly canaries?: readonly Canary[];
}

/** A decoy: an asset that nobody has a reason to touch, or a token that nobody has a reason to show. */
export interface Canary {
  readonly kind: 'asset' | 'token';
  /** Asset id and digests of its files, or the digest of the token. */
  readonly digests: readonly Sha256[];
  /** Of a token: whoever acts as this identity shows it. */
  readonly identity?: string;
  /** Entries before this one are how it was planted. */
  readonly since: number;
  /** Those who touch everything by their trade, for example a backup. */
  readonly expected: readonly string[];
}

export class AuditHistory {
  readonly entries: readonly AuditEntry[];
  readonly from: number;
  readonly to: number;
  readonly now: string;
  readonly settings: AuditSettings;
  readonly canaries: readonly Canary[] | undefined;
  readonly #byActor: ReadonlyMap<string, readonly AuditEntry[]>;
  readonly #identities: ReadonlyMap<string, readonly { readonly index: number; readonly fact: IdentityFact }[]>;

  constructor(parts: HistoryParts) {
    this.entries = parts.entries;
    this.from = parts.from;
    this.to = parts.to;
    this.now = parts.now;
    this.settings = parts.settings;
    this.canaries = parts.canaries;
    this.#byActor = Map.groupBy(parts.entries.filter(isAct), ({ event }) => event.actor);
    const stated = parts.entries.flatMap(({ event, fact }) =>
      fact?.is === 'identity' ? [{ index: event.logIndex, fact }] : [],
    );
    this.#identities = Map.groupBy(stated, ({ fact }) => fact.identity);
  }

  /** What each actor did, in log order; entries that do not count and such that nobody did are left out. */
  get byActor(): ReadonlyMap<string, readonly AuditEntry[]> {
    return this.#byActor;
  }

  /** Who the identity was just before that entry; undefined when nothing was stated. */
  identityAt(identity: string, index: number): IdentityFact | undefined {
    const stated = this.#identities.get(identity) ?? [];
    let low = 0;
    for (let high = stated.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((stated[middle]?.index ?? index) < index) low = middle + 1;
      else high = middle;
    }
    return stated[low - 1]?.fact;
  }

  /** The person behind the identity; the identity itself where none is named. */
  personAt(identity: string, index: number): string {
    return this.identityAt(identity, index)?.person ?? identity;
  }
}

function isAct({ event }: AuditEntry): boolean {
  const counts = event.standing === 'verified' || event.standing === 'foreign';
  return counts && event.actor !== 'unknown' && event.actor !== 'redacted';
}
