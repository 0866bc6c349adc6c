// The hash that a list gives for an address.
import { type ExpectedHash, type HashAlgorithm, hashAlgorithms } from './pin.ts';

/** `text` is hex, alone or after the name of its algorithm and a colon; alone it is known by its length. */
export function parseExpectedHash(text: string): ExpectedHash | 'unreadable' {
  const [, name, hex = ''] = /^(?:([A-Za-z0-9-]+):)?([0-9A-Fa-f]+)$/.exec(text.trim()) ?? [];
  const wanted = name?.toLowerCase().replace('-', '');
  const algorithm = hashAlgorithms.find(
    (one) => hex.length === hexDigits[one] && (wanted === undefined || wanted === one),
  );
  return algorithm === undefined ? 'unreadable' : { algorithm, hex: hex.toLowerCase() };
}

const hexDigits: Readonly<Record<HashAlgorithm, number>> = { md5: 32, sha1: 40, sha256: 64, sha512: 128 };
