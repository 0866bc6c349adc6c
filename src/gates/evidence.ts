// What a gate looks at: facts about the asset, the statements about it that count, and the same about what belongs to it.
import type { Unbranded, Verified } from '#attest/verified';
import type { Sha256 } from '#core/digest';

/** A statement as rules read it. Decisions that are recorded rest on `Verified` ones; tests of gates may write their own. */
export type Stated = Unbranded<unknown>;

/** Who is behind a signature, as far as it was on record when it was made. */
export interface Signer {
  readonly key: Sha256;
  /** Whoever holds the key, by name; absent where nobody has said. */
  readonly identity?: string;
  /** The person, where the identity was described as one: two accounts of one person are one pair of eyes. */
  readonly person?: string;
  /** The name of the service, where it was described as one. */
  readonly service?: string;
  readonly roles: readonly string[];
}

/** As the asset is recorded. Empty text where nobody said anything. */
export interface AssetFacts {
  readonly kind: string;
  readonly name: string;
  /** Unlabelled counts as the most sensitive. */
  readonly sensitivity: string;
  readonly zone: string;
  readonly labels: readonly string[];
  readonly licence: string;
  readonly supplier: string;
  /** Trust in the supplier; `unknown` for one that nobody has assessed, empty for what was made here. */
  readonly tier: string;
  /** What has to be shown of the delivery because of that trust; empty for what was made here. */
  readonly checks: readonly string[];
  /** What the supplier or the repository calls this state, for example a commit. */
  readonly revision: string;
}

/** What the decision is for. Empty text where nobody said. */
export interface GateRequest {
  readonly fromZone: string;
  readonly toZone: string;
  readonly purpose: string;
}

/** What is on record about one digest. */
export interface SubjectEvidence<S extends Stated = Verified> {
  readonly asset: Sha256;
  readonly facts: AssetFacts;
  /** What it is called where people read it. */
  readonly label: string;
  /** Who recorded it. */
  readonly makers: readonly Signer[];
  /** In log order; each counts. */
  readonly statements: readonly S[];
  /** Statements that do not count, by kind, with the reason. */
  readonly refused: readonly { readonly kind: string; readonly why: string }[];
}

/** Something that belongs to the asset: what it was made of, a part of a release, its supplier. */
export interface RelatedEvidence<S extends Stated = Verified> extends SubjectEvidence<S> {
  readonly via: 'parents' | 'ancestors' | 'parts' | 'supplier';
  /** The relation of a parent, the role of a part. */
  readonly role: string;
}

export interface Evidence<S extends Stated = Verified> extends SubjectEvidence<S> {
  readonly related: readonly RelatedEvidence<S>[];
  /** Who signed each statement, by its evidence id. */
  readonly signers: ReadonlyMap<Sha256, readonly Signer[]>;
  readonly request: GateRequest;
  /** RFC 3339 in UTC: ages are counted up to here. */
  readonly at: string;
  /** Rule set of the scanner of that moment; absent: not looked at. */
  readonly scanner?: string;
  /** Why not everything could be looked at; absent: it was. */
  readonly incomplete?: string;
}
