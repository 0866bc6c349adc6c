// What a question about origins and descendants is answered with.
import type { AssetKind } from '#core/asset';
import type { Sha256 } from '#core/digest';
import type { bonds } from './bond.ts';

export type Direction = 'up' | 'down';

/** `attested`: by a key that counts. `claimed`: a statement of a kind that is not known here. `revoked`: by a key that fell. */
export type Grade = 'attested' | 'claimed' | 'revoked';

export interface LineageGraph {
  readonly direction: Direction;
  /** Where the walk began. */
  readonly from: readonly Sha256[];
  /** The nearest first. Of the files in an asset those are met that a statement names. */
  readonly nodes: readonly LineageNode[];
  /** In log order. */
  readonly steps: readonly LineageStep[];
  /** false: there is more than `limits.lineageEdges`, and what is missing is farther away than what is here. */
  readonly whole: boolean;
  readonly unrecorded: Unrecorded;
}

/** Something that has a digest. */
export interface LineageNode {
  readonly digest: Sha256;
  /**
   * `asset`: recorded as one. `file`: lies in a recorded asset. `statement`: an attestation that another leans on. `stated`:
   * none of these, but something is stated about its origin. `unknown`: nothing is known but that it was named.
   */
  readonly kind: 'asset' | 'file' | 'statement' | 'stated' | 'unknown';
  /** Of the asset, or as the first statement calls it. */
  readonly name?: string;
  readonly assetKind?: AssetKind;
  /** Whether a statement says what it was made of; the walk need not have met it. */
  readonly originStated: boolean;
  /** What it was to others, for example `trained-on`, `tool` or `host`; sorted. */
  readonly roles: readonly string[];
  /** Steps from where the walk began. */
  readonly distance: number;
}

/** What one statement says: its subjects were made of its materials, or an asset contains a file. */
export interface LineageStep {
  /** Evidence id. */
  readonly statement: Sha256;
  readonly logIndex: number;
  readonly at: string;
  /** Kind of the statement; `foreign` where it is not known here. */
  readonly kind: string;
  readonly grade: Grade;
  /** Subjects that the walk met. */
  readonly children: readonly Sha256[];
  /** Materials that the walk met. */
  readonly parents: readonly LineageParent[];
  /** Who had a hand in it. */
  readonly parties: readonly { readonly role: string; readonly id: string }[];
  /** Whether the statement says that its materials are all there were; absent: it does not say how the subject was made. */
  readonly namesAllMaterials?: boolean;
}

export interface LineageParent {
  readonly digest: Sha256;
  readonly role: string;
  readonly bond: keyof typeof bonds;
  readonly name?: string;
}

/** What a walk cannot have seen: where nobody has said anything, and where what was said does not count. */
export interface Unrecorded {
  /** Assets and files that the walk met, about whose origin nothing is stated. */
  readonly withoutOrigin: readonly Sha256[];
  /** Named by a statement, and otherwise unknown: no asset, no file of one, nothing stated about it. */
  readonly unknown: readonly Sha256[];
  /** Statements that tell how something was made without saying that they name all of its materials. */
  readonly openEnded: readonly Sha256[];
  /** Statements whose signer was revoked from before their time. */
  readonly revoked: readonly Sha256[];
  /** Entries of the log, anywhere in it, that do not count: whatever they say is not here. */
  readonly refusedEntries: number;
}
