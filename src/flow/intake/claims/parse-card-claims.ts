// Digests in a model card or README: a name of a file and a SHA-256 in the same line.
import { claimOf, type DigestClaim } from './digest-claim.ts';

/** @param files - names that the delivery has: prose is full of words with dots in them */
export function parseCardClaims(text: string, files: readonly string[]): readonly DigestClaim[] {
  const bases = new Map(files.map((path) => [path.slice(path.lastIndexOf('/') + 1), path]));
  const claims: DigestClaim[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.length > longestLine) continue;
    const hex = /(?<![0-9A-Fa-f])([0-9A-Fa-f]{64})(?![0-9A-Fa-f])/.exec(line)?.[1];
    if (hex === undefined) continue;
    const words = line.split(/[\s|`"'()[\]<>,;]+/);
    const path = words
      .map((word) => bases.get(word.slice(word.lastIndexOf('/') + 1)))
      .find((found) => found !== undefined);
    const claim = path === undefined ? undefined : claimOf('sha256', hex, path);
    if (claim !== undefined) claims.push(claim);
  }
  return claims;
}

const longestLine = 8192;
