// What verifying needs of cryptography, handed in: Node gives its own, a browser gives WebCrypto.

type Answer<T> = T | Promise<T>;

/** Signature algorithms of keys that logs and witnesses use. */
export type SignatureAlgorithm = 'ed25519' | 'ecdsa' | 'ml-dsa-44';

export interface Cryptography {
  /** SHA-256, 32 bytes. */
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Answer<Uint8Array>;
  /**
   * Whether `signature` is one of `key` over `message`. False also for keys and signatures that cannot be decoded.
   * @param key - raw for Ed25519 (32 bytes) and ML-DSA-44 (1,312 bytes), SPKI DER for ECDSA
   * @param signature - raw for Ed25519 and ML-DSA-44, DER for ECDSA with SHA-256
   */
  readonly isSignature: (
    algorithm: SignatureAlgorithm,
    key: Uint8Array<ArrayBuffer>,
    message: Uint8Array<ArrayBuffer>,
    signature: Uint8Array<ArrayBuffer>,
  ) => Answer<boolean>;
  readonly supports: (algorithm: SignatureAlgorithm) => boolean;
}
