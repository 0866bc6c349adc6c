// Sigstore trusted roots: which authorities, logs and time stampers count, and when.
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import { AttestError } from './attest-error.ts';
import { parseStrict, plainJson } from './canonical-value.ts';

/** @throws {AttestError} ATTEST_MALFORMED for what is no trusted root, or one that trusts nothing; ATTEST_LIMIT */
export async function parseTrustedRoot(bytes: Uint8Array): Promise<TrustedRoot> {
  const { TrustedRoot } = await import('@sigstore/protobuf-specs');
  const json = plainJson(parseStrict(bytes, 'the trusted root'));
  try {
    const root = TrustedRoot.fromJSON(json);
    if (root.certificateAuthorities.length + root.tlogs.length > 0) return root;
  } catch (cause) {
    throw new AttestError('ATTEST_MALFORMED', 'the trusted root does not follow its format', { cause });
  }
  throw new AttestError('ATTEST_MALFORMED', 'the trusted root names no authority and no log');
}
