// Patterns of contracts: what RE2 takes of regular expressions, less what a contract does not need. No look-around, no references
// back: every pattern can be matched in time proportional to the text.
import { CheckError } from '#core/errors';

export type Node =
  | { readonly is: 'set'; readonly ranges: readonly (readonly [number, number])[]; readonly negated: boolean }
  | { readonly is: 'sequence'; readonly parts: readonly Node[] }
  | { readonly is: 'choice'; readonly parts: readonly Node[] }
  | { readonly is: 'repeat'; readonly part: Node; readonly least: number; readonly most: number };

const longest = 1000;
const mostRepeats = 1000;
const deepest = 50;

const classes: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  d: [[48, 57]],
  w: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
  s: [
    [9, 13],
    [32, 32],
    [160, 160],
  ],
};

/** @throws {CheckError} CHECK_PATTERN with the place, for what is no such pattern */
export function parsePattern(text: string): Node {
  if (text.length > longest)
    throw new CheckError('CHECK_PATTERN', `a pattern of ${text.length} characters; ${longest} are taken`);
  const parser = new Parser(text.replace(/^\^/, '').replace(/(?<!\\)\$$/, ''));
  return parser.whole();
}

class Parser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Node {
    const node = this.#choice();
    if (this.#at < this.#text.length) this.#fail('a ) without (');
    return node;
  }

  #choice(): Node {
    if (++this.#depth > deepest) this.#fail(`more than ${deepest} groups inside each other`);
    const parts = [this.#sequence()];
    while (this.#text[this.#at] === '|') {
      this.#at++;
      parts.push(this.#sequence());
    }
    this.#depth--;
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { is: 'choice', parts };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#text.length && !'|)'.includes(this.#text[this.#at] ?? '')) parts.push(this.#repeated());
    return { is: 'sequence', parts };
  }

  #repeated(): Node {
    const part = this.#atom();
    const rest = this.#text.slice(this.#at);
    const counted = /^(?:([*+?])|\{(\d{1,4})(,(\d{0,4}))?\})/.exec(rest);
    if (counted === null) return part;
    const [all, sign, from, comma, to] = counted;
    this.#at += all.length;
    if (/^[*+?{]/.test(this.#text.slice(this.#at))) this.#fail('two counts after each other');
    const least = sign === undefined ? Number(from) : sign === '+' ? 1 : 0;
    const open = comma === undefined ? least : to === '' ? Infinity : Number(to);
    const most = sign === undefined ? open : sign === '?' ? 1 : Infinity;
    if (most < least || (Number.isFinite(most) ? most : least) > mostRepeats) this.#fail('a count that cannot be');
    return { is: 'repeat', part, least, most };
  }

  #atom(): Node {
    const character = this.#next();
    if (character === '(') {
      if (this.#text[this.#at] === '?') {
        if (!this.#text.startsWith('?:', this.#at)) this.#fail('look-around and named groups are not taken');
        this.#at += 2;
      }
      const node = this.#choice();
      if (this.#next() !== ')') this.#fail('a ( without )');
      return node;
    }
    if (character === '[') return this.#set();
    if (character === '.') return { is: 'set', ranges: [[10, 10]], negated: true };
    if (character === '\\') return this.#escape();
    if ('*+?{^$'.includes(character)) this.#fail(`a ${character} where no character is before it`);
    return one(character);
  }

  #escape(): Node {
    const character = this.#next();
    const named = classes[character.toLowerCase()];
    if (named !== undefined) return { is: 'set', ranges: named, negated: character !== character.toLowerCase() };
    return one(this.#plain(character));
  }

  #set(): Node {
    const negated = this.#text[this.#at] === '^';
    if (negated) this.#at++;
    const ranges: (readonly [number, number])[] = [];
    for (let first = true; this.#text[this.#at] !== ']' || first; first = false) {
      const low = this.#next();
      if (low === '\\') {
        const escaped = this.#next();
        const named = classes[escaped];
        if (named !== undefined) {
          ranges.push(...named);
          continue;
        }
        this.#range(this.#plain(escaped), ranges);
      } else this.#range(low, ranges);
    }
    this.#at++;
    return { is: 'set', ranges, negated };
  }

  #range(low: string, ranges: (readonly [number, number])[]): void {
    if (this.#text[this.#at] !== '-' || this.#text[this.#at + 1] === ']') {
      ranges.push([low.charCodeAt(0), low.charCodeAt(0)]);
      return;
    }
    this.#at++;
    const next = this.#next();
    const high = next === '\\' ? this.#plain(this.#next()) : next;
    if (high < low) this.#fail('a range from high to low');
    ranges.push([low.charCodeAt(0), high.charCodeAt(0)]);
  }

  #plain(character: string): string {
    const control = { n: '\n', r: '\r', t: '\t' }[character];
    if (control !== undefined) return control;
    if (/[A-Za-z0-9]/.test(character)) this.#fail(`\\${character} is not taken`);
    return character;
  }

  #next(): string {
    const character = this.#text[this.#at];
    if (character === undefined) this.#fail('it ends too early');
    this.#at++;
    return character;
  }

  #fail(why: string): never {
    throw new CheckError('CHECK_PATTERN', `at character ${this.#at} of the pattern: ${why}`, { offset: this.#at });
  }
}

function one(character: string): Node {
  return { is: 'set', ranges: [[character.charCodeAt(0), character.charCodeAt(0)]], negated: false };
}
