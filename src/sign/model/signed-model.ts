// What a model signature says: which files, hashed how. OpenSSF Model Signing v1.0.
import type { Sha256 } from '#core/digest';

export const modelHashes = ['sha256', 'blake2b', 'blake3'] as const;
export type ModelHash = (typeof modelHashes)[number];

/** How the files of a model become resources. */
export interface ModelSerialization {
  readonly method: 'files' | 'shards';
  readonly hash: ModelHash;
  /** Bytes per shard; with method `shards` only. */
  readonly shardBytes?: number;
  readonly followLinks: boolean;
  /** Paths below the model, with what is under them, that the signature says nothing about. */
  readonly ignorePaths: readonly string[];
}

/** A file, or one shard of it. */
export interface Resource {
  /** Path below the model with `/`; `.` for a model that is one file, as the Python tool names it. */
  readonly path: string;
  /** With method `shards`: first byte and the byte after the last. */
  readonly range?: { readonly start: number; readonly end: number };
  /** Lower-case hex; 64 characters, 128 for blake2b. */
  readonly digest: string;
}

/**
 * - `specification`: by code points of the whole name
 * - `components`: by the parts of the path, as the Python tool sorts
 */
export type ResourceOrder = 'specification' | 'components' | 'other';

export interface ModelStatement {
  readonly format: 'v1.0' | 'v0.1';
  /** Name of the model as the signer called it; decides nothing. */
  readonly name: string;
  readonly serialization: ModelSerialization;
  readonly resources: readonly Resource[];
  /** SHA-256 over the digests in their order. It does not bind names; the signature does. */
  readonly root: Sha256;
  readonly order: ResourceOrder;
}

/** Left out of every model, at its top only. @source OMS v1.0 section 6.2 */
export const defaultIgnorePaths: readonly string[] = ['.git', '.gitattributes', '.github', '.gitignore'];

export const payloadType = 'application/vnd.in-toto+json';
export const statementType = 'https://in-toto.io/Statement/v1';
export const predicateType = 'https://model_signing/signature/v1.0';
/** Of model_signing v0.2.0 and earlier. */
export const digestsPredicateType = 'https://model_signing/Digests/v0.1';
export const bundleMediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
