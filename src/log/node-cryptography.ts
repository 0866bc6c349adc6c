// Verifying with node:crypto.
import { createPublicKey, type KeyObject, hash as oneShot, verify } from 'node:crypto';
import type { Cryptography, SignatureAlgorithm } from './cryptography.ts';

/** What comes before the raw key in its SubjectPublicKeyInfo (RFC 8410 section 4, FIPS 204 in RFC 9881 section 4). */
const spkiHeads = {
  ed25519: '302a300506032b6570032100',
  'ml-dsa-44': '30820532300b06096086480165030403110382052100',
  ecdsa: '',
} as const;

/** Node 24.7 and later know ML-DSA; where a key cannot be read, a signature of it cannot be judged. */
const knowsMlDsa: boolean = readable('ml-dsa-44', new Uint8Array(1312));

export const nodeCryptography: Cryptography = {
  sha256: (bytes) => oneShot('sha256', bytes, 'buffer'),
  isSignature: (algorithm, key, message, signature) => {
    try {
      return verify(algorithm === 'ecdsa' ? 'sha256' : null, message, publicKeyOf(algorithm, key), signature);
    } catch {
      // A key or signature that cannot be decoded verifies nothing.
      return false;
    }
  },
  supports: (algorithm) => algorithm !== 'ml-dsa-44' || knowsMlDsa,
};

/** @throws Node's error when the bytes are no such key */
export function publicKeyOf(algorithm: SignatureAlgorithm, key: Uint8Array): KeyObject {
  const der = Buffer.concat([Buffer.from(spkiHeads[algorithm], 'hex'), key]);
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}

function readable(algorithm: SignatureAlgorithm, key: Uint8Array): boolean {
  try {
    publicKeyOf(algorithm, key);
    return true;
  } catch {
    return false;
  }
}
