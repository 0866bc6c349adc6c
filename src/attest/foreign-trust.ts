// Whom to believe when others attest something. Nothing of it ever comes from the attestation.
import type { Sha256 } from '#core/digest';
import type { KeyVerifier } from '#sign/key-verifier';
import type { KeylessIdentity } from './sigstore-bundle.ts';

export interface ForeignTrust {
  readonly keys: readonly KeyVerifier[];
  /** How many different keys have to have signed; 1 when absent. */
  readonly threshold?: number;
  /** Signers without keys of their own, and the trusted root that they are verified against. */
  readonly keyless?: { readonly trustedRoot: Uint8Array; readonly identities: readonly KeylessIdentity[] };
  /** What the attestation has to be about. */
  readonly about?: Sha256;
}
