// What a report says about a signature.

import type { Sha256 } from '#core/digest';
import type { SignatureFacts, TimestampFacts } from '#core/model-verification';
import type { ModelStatement } from '#sign/model/signed-model';
import type { VerifiedTimestamp } from '#sign/timestamp/verify-timestamp';

interface SignerFacts {
  readonly method: SignatureFacts['method'];
  readonly keyId: Sha256;
  readonly subject?: string;
  readonly root?: string;
  readonly identity?: string;
  readonly issuer?: string;
  readonly trustedRoot?: Sha256;
  readonly at?: Date;
  readonly timestamp?: VerifiedTimestamp;
}

export function signatureFacts(statement: ModelStatement, signer: SignerFacts): SignatureFacts {
  const { method, keyId, subject, root, identity, issuer, trustedRoot, at, timestamp } = signer;
  const clock = timestamp === undefined ? 'clock' : 'timestamp';
  return {
    format: `OpenSSF Model Signing ${statement.format}`,
    name: statement.name,
    method,
    keyId,
    ...(subject === undefined ? {} : { subject }),
    ...(root === undefined ? {} : { root }),
    ...(identity === undefined ? {} : { identity }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
    ...(at === undefined
      ? {}
      : { validAt: at.toISOString(), validAtFrom: trustedRoot === undefined ? clock : 'sigstore' }),
    ...(timestamp === undefined ? {} : { timestamp: timestampFacts(timestamp) }),
    rootDigest: statement.root,
    order: statement.order,
    serialization: statement.serialization,
  };
}

export function timestampFacts({ time, accuracyMs, authority, root, serial }: VerifiedTimestamp): TimestampFacts {
  return { time: time.toISOString(), accuracyMs, authority, root, serial };
}
