// Text into tokens, each with its place and a hash: words in lower case, runs of signs, and runs of what nobody sees. No string is
// made per token, so a token of a megabyte costs no more than its characters.
import { characterKinds, kindOfAstral, kindOfUnits, lowerCaseUnits } from './character-kinds.ts';

export interface Tokens {
  readonly count: number;
  /** Where each token begins and ends, [start, end) in UTF-16 units. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Two 32-bit hashes per token, shape [count, 2]: equal tokens have equal ones. */
  readonly hashes: Uint32Array;
  /** One of `characterKinds` per token. */
  readonly kinds: Uint8Array;
  /** The text had more than `most` tokens: the rest is not here. */
  readonly cut: boolean;
}

/**
 * Splits a text into tokens. Equal words in upper and lower case are equal; a character of a script without blanks is a token of its own.
 * Lone surrogates are signs. Linear in the length of the text.
 * @param most - tokens after which it stops
 */
export function splitTokens(text: string, most: number): Tokens {
  const unitKinds = kindOfUnits();
  const lower = lowerCaseUnits();
  const room = Math.min(most, text.length);
  const starts = new Int32Array(room);
  const ends = new Int32Array(room);
  const hashes = new Uint32Array(2 * room);
  const kinds = new Uint8Array(room);
  let count = 0;
  let at = 0;
  let cut = false;
  while (at < text.length) {
    let kind = unitKinds[text.charCodeAt(at)] ?? 0;
    if (kind === characterKinds.blank) {
      at += 1;
      continue;
    }
    if (count === room) {
      cut = true;
      break;
    }
    const start = at;
    let first = firstSeed;
    let second = secondSeed;
    if (kind === characterKinds.surrogate) kind = kindOfPair(text, at);
    let next = kind;
    do {
      const step = widthAt(text, at);
      for (let unit = 0; unit < step; unit++) {
        const code = lower[text.charCodeAt(at + unit)] ?? 0;
        first = Math.imul(first ^ code, 0x01000193);
        second = Math.imul(second ^ code, 0x5bd1e995);
        second ^= second >>> 15;
      }
      at += step;
      if (kind === characterKinds.single || at >= text.length) break;
      next = unitKinds[text.charCodeAt(at)] ?? 0;
      if (next === characterKinds.surrogate) next = kindOfPair(text, at);
    } while (next === kind);
    starts[count] = start;
    ends[count] = at;
    hashes[2 * count] = mix(first);
    hashes[2 * count + 1] = mix(second ^ (at - start));
    kinds[count] = kind;
    count += 1;
  }
  return {
    count,
    starts: starts.slice(0, count),
    ends: ends.slice(0, count),
    hashes: hashes.slice(0, 2 * count),
    kinds: kinds.slice(0, count),
    cut,
  };
}

/** Makes every bit of the result depend on every bit of `x` (the finisher of MurmurHash3, 32 bits). */
export function mix(x: number): number {
  let h = x;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 2 for a character of two units, else 1. */
function widthAt(text: string, at: number): number {
  return isPair(text, at) ? 2 : 1;
}

function kindOfPair(text: string, at: number): number {
  return isPair(text, at) ? kindOfAstral(text.codePointAt(at) ?? 0) : characterKinds.symbol;
}

function isPair(text: string, at: number): boolean {
  const high = text.charCodeAt(at);
  if (high < 0xd800 || high > 0xdbff) return false;
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}

const firstSeed = 0x811c9dc5 | 0;
const secondSeed = 0x9747b28c | 0;
