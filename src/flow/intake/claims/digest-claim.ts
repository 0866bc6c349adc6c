// What somebody says the digest of a file is.
import type { ClaimStrength } from '#predicates/intake';

/** `git-blob`: SHA-1 over a header and the content, as Git names files. */
export const claimAlgorithms = [
  'sha256',
  'sha384',
  'sha512',
  'sha3-256',
  'sha3-512',
  'blake2b-512',
  'sha1',
  'md5',
  'git-blob',
] as const;
export type ClaimAlgorithm = (typeof claimAlgorithms)[number];

export interface DigestClaim {
  /** As the claim names it, with `/`; absent where the claim is about the only file there is. */
  readonly path?: string;
  readonly algorithm: ClaimAlgorithm;
  /** Lower case. */
  readonly hex: string;
  /** Bytes that the file is claimed to have. */
  readonly size?: number;
}

/** Claims that came from one place. */
export interface ClaimSource {
  /** For people: the name of the file, or the flag. */
  readonly name: string;
  readonly strength: ClaimStrength;
  readonly claims: readonly DigestClaim[];
}

/** Two files of one such digest can be made by anybody who has a little money. */
export function isWeak(algorithm: ClaimAlgorithm): boolean {
  return algorithm === 'md5' || algorithm === 'sha1' || algorithm === 'git-blob';
}

/** Hex digits of a digest. */
export const digestDigits: Readonly<Record<ClaimAlgorithm, number>> = {
  sha256: 64,
  sha384: 96,
  sha512: 128,
  'sha3-256': 64,
  'sha3-512': 128,
  'blake2b-512': 128,
  sha1: 40,
  md5: 32,
  'git-blob': 40,
};

/** As CycloneDX, SPDX, BSD tools and people write them; undefined for one that is not known here. */
export function algorithmNamed(text: string): ClaimAlgorithm | undefined {
  const plain = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return claimAlgorithms.find((one) => one.replace(/-/g, '') === plain);
}

/** A claim with a digest of the right length, or none. */
export function claimOf(
  algorithm: ClaimAlgorithm | undefined,
  hex: string,
  path?: string,
  size?: number,
): DigestClaim | undefined {
  const digits = hex.trim().toLowerCase();
  if (algorithm === undefined || !/^[0-9a-f]+$/.test(digits) || digits.length !== digestDigits[algorithm])
    return undefined;
  return {
    algorithm,
    hex: digits,
    ...(path === undefined ? {} : { path: path.replace(/^(?:\.\/)+/, '') }),
    ...(size === undefined ? {} : { size }),
  };
}
