// Signers without keys of their own, as a verifier names them: an identity, who vouches for it, and a Sigstore trusted root.
import { AttestError } from '#attest/attest-error';
import type { KeylessIdentity } from '#attest/sigstore-bundle';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import type { KeylessModelTrust } from '#sign/model/verify-model-bundle';
import { readWhole } from '#store/read-whole';

export interface KeylessNames {
  /** Path of a Sigstore trusted root, JSON. */
  readonly trustedRoot?: string | undefined;
  readonly identity?: string | undefined;
  readonly issuer?: string | undefined;
}

export interface KeylessTrust {
  readonly trustedRoot: Uint8Array;
  readonly identities: readonly KeylessIdentity[];
}

/** @returns undefined when nothing is named @throws {AssayError} USAGE when only part is @throws {FileError} */
export function readKeylessTrust({ trustedRoot, identity, issuer }: KeylessNames): KeylessTrust | undefined {
  if (trustedRoot === undefined && identity === undefined && issuer === undefined) return undefined;
  if (trustedRoot === undefined || identity === undefined || issuer === undefined) {
    throw new AssayError('USAGE', '--identity, --issuer and --trusted-root belong together.');
  }
  const bytes = readWhole(trustedRoot, limits.signatureBytes.value);
  return { trustedRoot: bytes, identities: [{ identity, issuer }] };
}

/**
 * For model signatures, which are opened as any other Sigstore bundle over a statement.
 * @throws {AttestError} ATTEST_MALFORMED when the trusted root is none: that says nothing about a signature
 */
export async function trustKeyless(trust: KeylessTrust): Promise<KeylessModelTrust> {
  // Verifying with a key need not wait until these are loaded.
  const { verifyKeylessBundle } = await import('#attest/sigstore-bundle');
  const { parseTrustedRoot } = await import('#attest/trusted-root');
  await parseTrustedRoot(trust.trustedRoot);
  return {
    method: 'sigstore',
    verify: async (bundle) => {
      const { signer, signedAt: at, trustedRoot, statement } = await verifyKeylessBundle(bundle, trust);
      if (statement === undefined) throw new AttestError('ATTEST_MALFORMED', 'the bundle holds no statement');
      return { ...signer, trustedRoot, at, payload: statement.payload };
    },
  };
}
