// Files of checksums as `sha256sum` and its relatives write them, and files that hold one digest and nothing else.
import {
  algorithmNamed,
  type ClaimAlgorithm,
  claimAlgorithms,
  claimOf,
  type DigestClaim,
  digestDigits,
} from './digest-claim.ts';

/**
 * @param name - of the file: `SHA512SUMS` and `model.bin.sha512` say which algorithm it is
 * @returns undefined when no line is one of a checksum
 * @source GNU coreutils "cksum output modes": `HEX  NAME`, `HEX *NAME`, `\HEX  NAME` with escapes, `ALGORITHM (NAME) = HEX`
 */
export function parseChecksumLines(text: string, name: string): readonly DigestClaim[] | undefined {
  const algorithm = algorithmOf(name);
  const beside = /^(.+)\.(?:sha256|sha384|sha512|sha1|md5|b2)(?:sum)?$/i.exec(baseOf(name))?.[1];
  const claims: DigestClaim[] = [];
  // ATTACKER: one long line costs as much as many short ones; every pattern below is anchored and has no choice.
  for (const line of text.split(/\r?\n/)) {
    const claim = line.length > longestLine ? undefined : parseLine(line, algorithm, beside);
    if (claim !== undefined) claims.push(claim);
  }
  return claims.length === 0 ? undefined : claims;
}

function parseLine(
  line: string,
  named: ClaimAlgorithm | undefined,
  beside: string | undefined,
): DigestClaim | undefined {
  const tagged = /^([A-Za-z0-9-]{2,12}) ?\((.+)\) ?= ?([0-9A-Fa-f]{32,128})$/.exec(line);
  if (tagged !== null) return claimOf(algorithmNamed(tagged[1] ?? ''), tagged[3] ?? '', tagged[2]);
  const plain = /^(\\?)([0-9A-Fa-f]{32,128}) [ *](.+)$/.exec(line);
  if (plain !== null) {
    const [, escaped, hex = '', path = ''] = plain;
    return claimOf(named ?? byLength(hex), hex, escaped === '' ? path : unescaped(path));
  }
  const bare = /^([0-9A-Fa-f]{32,128})$/.exec(line.trim());
  return bare === null ? undefined : claimOf(named ?? byLength(bare[1] ?? ''), bare[1] ?? '', beside);
}

function algorithmOf(name: string): ClaimAlgorithm | undefined {
  const word = /(sha3-?256|sha3-?512|sha256|sha384|sha512|sha1|md5|b2|blake2b)/i.exec(baseOf(name))?.[1]?.toLowerCase();
  if (word === 'b2' || word === 'blake2b') return 'blake2b-512';
  return word === undefined ? undefined : algorithmNamed(word);
}

/** Where nothing else says which it is: the usual one of that length. */
function byLength(hex: string): ClaimAlgorithm | undefined {
  return claimAlgorithms.find((one) => digestDigits[one] === hex.length);
}

function unescaped(path: string): string {
  return path.replace(/\\([\\nr])/g, (_, letter: string) => ({ n: '\n', r: '\r' })[letter] ?? '\\');
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

const longestLine = 8192;
