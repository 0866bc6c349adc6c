// What a gate looks at: facts about the asset and the statements about it that count.
import type { Verified } from '#attest/verified';
import type { Sha256 } from '#core/digest';

/** As the asset is recorded. Empty text where nobody said anything. */
export interface AssetFacts {
  readonly kind: string;
  readonly name: string;
  /** Unlabelled counts as the most sensitive. */
  readonly sensitivity: string;
  readonly zone: string;
  readonly labels: readonly string[];
}

export interface Evidence {
  readonly asset: Sha256;
  readonly facts: AssetFacts;
  /** What the asset is called where people read it. */
  readonly label: string;
  /** Keys that recorded the asset. */
  readonly makers: readonly Sha256[];
  /** In log order; each counts. */
  readonly statements: readonly Verified[];
  /** Statements about the asset that do not count, by kind, with the reason. */
  readonly refused: readonly { readonly kind: string; readonly why: string }[];
  /** RFC 3339 in UTC: ages are counted up to here. */
  readonly at: string;
}
