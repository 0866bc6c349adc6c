// Verifying with WebCrypto: in browsers, and wherever there is no node:crypto. Ed25519 and SHA-256 only.
import type { webcrypto } from 'node:crypto';
import type { Cryptography } from './cryptography.ts';

/** @param subtle - `crypto.subtle` of the page (secure contexts only) or of Node */
export function webCryptography(subtle: webcrypto.SubtleCrypto): Cryptography {
  return {
    sha256: async (bytes) => new Uint8Array(await subtle.digest('SHA-256', bytes)),
    isSignature: async (algorithm, key, message, signature) => {
      if (algorithm !== 'ed25519') return false;
      try {
        const imported = await subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
        return await subtle.verify('Ed25519', imported, signature, message);
      } catch {
        // A key that is no point of the curve has signed nothing.
        return false;
      }
    },
    supports: (algorithm) => algorithm === 'ed25519',
  };
}
