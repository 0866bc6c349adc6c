// What a report says about a signature.

import type { Sha256 } from '#core/digest';
import type { SignatureFacts, TimestampFacts } from '#core/model-verification';
import type { ModelStatement } from '#sign/model/signed-model';
import type { VerifiedTimestamp } from '#sign/timestamp/verify-timestamp';

interface SignerFacts {
  readonly method: 'key' | 'certificate';
  readonly keyId: Sha256;
  readonly subject?: string;
  readonly root?: string;
  readonly at?: Date;
  readonly timestamp?: VerifiedTimestamp;
}

export function signatureFacts(statement: ModelStatement, signer: SignerFacts): SignatureFacts {
  const { method, keyId, subject, root, at, timestamp } = signer;
  return {
    format: `OpenSSF Model Signing ${statement.format}`,
    name: statement.name,
    method,
    keyId,
    ...(subject === undefined ? {} : { subject }),
    ...(root === undefined ? {} : { root }),
    ...(at === undefined
      ? {}
      : { validAt: at.toISOString(), validAtFrom: timestamp === undefined ? 'clock' : 'timestamp' }),
    ...(timestamp === undefined ? {} : { timestamp: timestampFacts(timestamp) }),
    rootDigest: statement.root,
    order: statement.order,
    serialization: statement.serialization,
  };
}

export function timestampFacts({ time, accuracyMs, authority, root, serial }: VerifiedTimestamp): TimestampFacts {
  return { time: time.toISOString(), accuracyMs, authority, root, serial };
}
