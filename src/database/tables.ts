// The tables of the index. Times are milliseconds since 1970, digests lower-case hexadecimal, JSON canonical text; every table is
// keyed by whole numbers, so that both engines sort it alike. Every row hangs on the entry of the log that it comes from, so
// the standing of a statement is written in one place.
import type { AssetKind, IpClass, Sensitivity } from '#core/asset';
import type { Sha256 } from '#core/digest';
import type { UpdatePoint } from '#predicates/update-point';

/**
 * `verified`: signed by a key that was trusted then. `foreign`: signed by a trusted key, of a kind that is not known here.
 * `refused`: anything else, see the reason. `repeated`: the envelope stands in the log already. `revoked`: was verified or
 * foreign until a key was revoked from a time before it.
 */
export const standings = ['verified', 'foreign', 'refused', 'repeated', 'revoked'] as const;
export type Standing = (typeof standings)[number];

export interface Tables {
  index_state: IndexStateRow;
  entry: EntryRow;
  signer: SignerRow;
  subject: SubjectRow;
  node: NodeRow;
  edge: EdgeRow;
  party: PartyRow;
  making: MakingRow;
  asset: AssetRow;
  asset_entry: AssetEntryRow;
  location: LocationRow;
  reference_move: ReferenceMoveRow;
  key_change: KeyChangeRow;
  decision: DecisionRow;
  release: ReleaseRow;
  audit: AuditRow;
}

/** One row. */
export interface IndexStateRow {
  id: number;
  schema: number;
  /** Of the log. */
  origin: string;
  /** Entries that are in the index: the index of the next one. */
  next: number;
}

export interface EntryRow {
  log_index: number;
  at: number;
  envelope: Sha256;
  standing: Standing;
  /** Why it is refused, repeated or revoked. */
  reason: string | null;
  /** Kind of a known predicate. */
  predicate: string | null;
  predicate_type: string | null;
  expires_at: number | null;
}

export interface SignerRow {
  log_index: number;
  position: number;
  key_id: Sha256;
}

export interface SubjectRow {
  log_index: number;
  position: number;
  name: string | null;
  digest: Sha256;
}

/** A digest that the lineage knows, by a number, because walking over numbers is five times as fast as over digests. */
export interface NodeRow {
  /** In the order in which the log names them. */
  id: number;
  digest: Sha256;
}

/**
 * `child` was made of `parent` or leans on it, both by the number of their node. A statement with materials stands between its
 * subjects and them as a node of its own, by the digest of its envelope: so a statement about m things made of n things costs
 * m + n rows and not m times n.
 */
export interface EdgeRow {
  log_index: number;
  position: number;
  child: number;
  parent: number;
  /** One of `bonds`. */
  bond: number;
  /** What the parent is to the child; absent between a subject and the statement about it. */
  role: string | null;
  name: string | null;
}

/** Somebody or something without a digest that had a hand in the subjects. */
export interface PartyRow {
  log_index: number;
  position: number;
  role: string;
  party: string;
}

/** How the subjects were made. */
export interface MakingRow {
  log_index: number;
  build_type: string;
  /** 1 when the statement says that its materials are all there were. */
  complete: number;
}

/** What one statement says about an asset; the newest one that stands is what holds. */
export interface AssetRow {
  log_index: number;
  asset: Sha256;
  kind: AssetKind;
  name: string;
  /** Where it was obtained. */
  url: string | null;
  revision: string | null;
  supplier: string | null;
  owner: string | null;
  licence: string | null;
  sensitivity: Sensitivity | null;
  ip_class: IpClass | null;
  /** Bytes of all files. */
  size: number;
  entries: number;
}

/** Written once per asset, with the first statement about it. */
export interface AssetEntryRow {
  log_index: number;
  position: number;
  type: string;
  path: string;
  size: number | null;
  sha256: Sha256 | null;
}

export interface LocationRow {
  log_index: number;
  position: number;
  place: string;
  device: string | null;
  region: string | null;
}

export interface ReferenceMoveRow {
  log_index: number;
  name: string;
  version: number;
  /** Where the reference points from now on. */
  asset: Sha256;
  previous: Sha256 | null;
  why: string;
  update_point: UpdatePoint | null;
  /** The version that a rollback goes back to. */
  restores: number | null;
}

export interface KeyChangeRow {
  log_index: number;
  /** The key that is trusted, takes over, or is revoked. */
  key_id: Sha256;
  action: 'trust' | 'rotate' | 'revoke';
  /** The predicate, JSON: which keys count is told from all of them together. */
  body: string;
}

/** What a gate let through or not: the subjects. */
export interface DecisionRow {
  log_index: number;
  gate: string;
  decision: 'allow' | 'deny' | 'exception';
}

export interface ReleaseRow {
  log_index: number;
  action: 'release' | 'roll-back' | 'recall';
  system: string;
  version: string;
  channel: string;
}

export interface AuditRow {
  log_index: number;
  scope: string;
  name: string | null;
  outcome: string;
  mode: string;
  finished_at: number;
  due_by: number | null;
}
