// Digests for examples: visibly made up.
import { parseSha256, type Sha256 } from '#core/digest';

/** @param letter - one hexadecimal digit, which the whole digest is made of */
export function exampleDigest(letter: string): Sha256 {
  return parseSha256(letter.repeat(64));
}
