// What a report says about a signature.

import type { Sha256 } from '#core/digest';
import type { SignatureFacts } from '#core/model-verification';
import type { ModelStatement } from '#sign/model/signed-model';

interface SignerFacts {
  readonly method: 'key' | 'certificate';
  readonly keyId: Sha256;
  readonly subject?: string;
  readonly root?: string;
  readonly at?: Date;
}

export function signatureFacts(statement: ModelStatement, signer: SignerFacts): SignatureFacts {
  const { method, keyId, subject, root, at } = signer;
  return {
    format: `OpenSSF Model Signing ${statement.format}`,
    name: statement.name,
    method,
    keyId,
    ...(subject === undefined ? {} : { subject }),
    ...(root === undefined ? {} : { root }),
    ...(at === undefined ? {} : { validAt: at.toISOString() }),
    rootDigest: statement.root,
    order: statement.order,
    serialization: statement.serialization,
  };
}
