// Sigstore trusted roots: which authorities, logs and time stampers count, and when.
import type { KeyFinderFunc, TrustMaterial } from '@sigstore/verify';
import { AttestError } from './attest-error.ts';
import { parseStrict, plainJson } from './canonical-value.ts';

/**
 * @param keys - finds keys that are trusted beside the root
 * @throws {AttestError} ATTEST_MALFORMED for what is no trusted root, or one that trusts nothing; ATTEST_LIMIT
 */
export async function parseTrustedRoot(bytes: Uint8Array, keys?: KeyFinderFunc): Promise<TrustMaterial> {
  const { TrustedRoot } = await import('@sigstore/protobuf-specs');
  const { toTrustMaterial } = await import('@sigstore/verify');
  const json = plainJson(parseStrict(bytes, 'the trusted root'));
  try {
    const root = toTrustMaterial(TrustedRoot.fromJSON(json), keys);
    if (root.certificateAuthorities.length + root.tlogs.length > 0) return root;
  } catch (cause) {
    throw new AttestError('ATTEST_MALFORMED', 'the trusted root does not follow its format', { cause });
  }
  throw new AttestError('ATTEST_MALFORMED', 'the trusted root names no authority and no log');
}
