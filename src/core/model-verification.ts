// The reports of `assay sign`, `assay verify` and `assay timestamp`, as data. JSON writes them as they are.
import type { Sha256 } from './digest.ts';
import type { ErrorCode } from './errors.ts';

/**
 * - `match`: signed, and on the disk as it was signed
 * - `changed`: signed, and something else is on the disk
 * - `missing`: signed, and not on the disk
 * - `added`: on the disk, and not signed
 * - `ignored`: on the disk, and the signature says nothing about it because the signer or the verifier left it out
 * - `unreadable`: nothing can be said about it
 */
export const entryStates = ['match', 'changed', 'missing', 'added', 'ignored', 'unreadable'] as const;
export type EntryState = (typeof entryStates)[number];

export interface VerifiedEntry {
  /** Path below the model with `/`. */
  readonly path: string;
  readonly state: EntryState;
  /** Lower-case hex; in a serialization with shards absent. */
  readonly signed?: string;
  /** What is on the disk; absent where nothing was read. */
  readonly found?: string;
  /** Shards that differ, `start:end`. */
  readonly ranges?: readonly string[];
  /** Why it is in this state, where the state alone does not tell. */
  readonly reason?: string;
}

/** `pass`: exit code 0, `fail`: 1, `inconclusive`: 2. */
export type VerificationOutcome = 'pass' | 'fail' | 'inconclusive';

export interface ModelSerializationFacts {
  readonly method: 'files' | 'shards';
  readonly hash: string;
  readonly shardBytes?: number;
  readonly followLinks: boolean;
  readonly ignorePaths: readonly string[];
}

export interface SignatureFacts {
  readonly format: string;
  /** What the signer called the model. */
  readonly name: string;
  readonly method: 'key' | 'certificate' | 'sigstore';
  /** SHA-256 of the public key, SubjectPublicKeyInfo in DER. */
  readonly keyId: Sha256;
  /** Of the signer's certificate, and of the trusted root it leads to. */
  readonly subject?: string;
  readonly root?: string;
  /** Of the method `sigstore`: who signed, and the URL of who vouched for that, as the certificate says. */
  readonly identity?: string;
  readonly issuer?: string;
  /** SHA-256 of the Sigstore trusted root that it was verified against. */
  readonly trustedRoot?: Sha256;
  /** The moment that the certificates were valid at, RFC 3339. */
  readonly validAt?: string;
  /** Where that moment is from: the clock of the verifier, the timestamp, or the log or time stamper of the bundle. */
  readonly validAtFrom?: 'clock' | 'timestamp' | 'sigstore';
  /** Proof that the signature existed at a time. */
  readonly timestamp?: TimestampFacts;
  readonly rootDigest: Sha256;
  readonly order: 'specification' | 'components' | 'other';
  readonly serialization: ModelSerializationFacts;
}

/**
 * - `full`: every byte was read
 * - `incremental`: of files that look as they did when they were read before, the digest of then was taken. That does not see
 *   bit rot, nor writes below the file system
 */
export interface Reading {
  readonly mode: 'full' | 'incremental';
  /** Of all files, and those of them that were read now. */
  readonly bytes: number;
  readonly bytesRead: number;
  readonly files: number;
  readonly filesRead: number;
}

export interface TimestampFacts {
  /** RFC 3339. */
  readonly time: string;
  /** Milliseconds that it may be off. */
  readonly accuracyMs: number;
  /** Of the time authority's certificate, and of the trusted root it leads to. */
  readonly authority: string;
  readonly root: string;
  /** Hex. */
  readonly serial: string;
}

/** The report of `assay timestamp`. */
export interface TimestampReport {
  readonly schema: 'assay.timestamp/1';
  readonly file: string;
  readonly output: string;
  readonly timestamp: TimestampFacts;
}

export interface ModelVerification {
  readonly schema: 'assay.verify/1';
  readonly model: string;
  readonly bundle: string;
  readonly outcome: VerificationOutcome;
  /** Why nothing more could be said: the signature itself is refused. */
  readonly problem?: { readonly code: ErrorCode; readonly message: string };
  /** Absent when the signature is refused. */
  readonly signature?: SignatureFacts;
  readonly entries: readonly VerifiedEntry[];
  readonly summary: Readonly<Record<EntryState, number>>;
  /** What a reader has to know although it decides nothing. */
  readonly notes: readonly string[];
  /** Bytes that were read. */
  readonly bytes: number;
  /** Present when it was allowed not to read every file. */
  readonly reading?: Reading;
}

export interface ModelSigningReport {
  readonly schema: 'assay.sign/1';
  readonly model: string;
  readonly bundle: string;
  readonly signature: SignatureFacts;
  readonly files: number;
  readonly bytes: number;
  /** Present when it was allowed not to read every file. */
  readonly reading?: Reading;
  readonly notes: readonly string[];
}
