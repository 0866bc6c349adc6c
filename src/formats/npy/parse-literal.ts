// The small part of Python's literals that an npy header is written in, as `ast.literal_eval` reads it.
import { FormatError } from '#core/errors';

export type Literal =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'constant'; readonly value: boolean | null }
  | { readonly kind: 'tuple' | 'list'; readonly items: readonly Literal[] }
  | { readonly kind: 'dict'; readonly pairs: readonly (readonly [Literal, Literal])[] };

/**
 * Reads one literal: strings, integers, True, False, None, tuples, lists, dicts.
 * @param text - at most `limits.npyHeader` characters
 * @throws {FormatError} FORMAT_MALFORMED for anything else, FORMAT_LIMIT for too much depth; offsets count characters
 */
export function parseLiteral(text: string): Literal {
  const parser = new LiteralParser(text);
  const literal = parser.value(0);
  parser.end();
  return literal;
}

class LiteralParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Literal {
    if (depth > deepest) throw new FormatError('FORMAT_LIMIT', 'a literal is nested too deeply', { offset: this.#at });
    const next = this.#peek();
    if (next === '{') return this.#dict(depth);
    if (next === '[') return { kind: 'list', items: this.#items(']', depth).items };
    if (next === '(') return this.#tuple(depth);
    return this.#string() ?? this.#integer() ?? this.#constant();
  }

  end(): void {
    if (this.#peek() !== '') throw this.#unexpected();
  }

  #dict(depth: number): Literal {
    this.#at += 1;
    const pairs: [Literal, Literal][] = [];
    while (this.#peek() !== '}') {
      const key = this.value(depth + 1);
      if (this.#peek() !== ':') throw this.#unexpected();
      this.#at += 1;
      pairs.push([key, this.value(depth + 1)]);
      if (this.#peek() === ',') this.#at += 1;
      else if (this.#peek() !== '}') throw this.#unexpected();
    }
    this.#at += 1;
    return { kind: 'dict', pairs };
  }

  /** Parentheses around one value without a comma are no tuple. */
  #tuple(depth: number): Literal {
    const { items, comma } = this.#items(')', depth);
    const [only, second] = items;
    return only !== undefined && second === undefined && !comma ? only : { kind: 'tuple', items };
  }

  #items(closing: string, depth: number): { items: Literal[]; comma: boolean } {
    this.#at += 1;
    const items: Literal[] = [];
    let comma = false;
    while (this.#peek() !== closing) {
      items.push(this.value(depth + 1));
      comma = this.#peek() === ',';
      if (comma) this.#at += 1;
      else if (this.#peek() !== closing) throw this.#unexpected();
    }
    this.#at += 1;
    return { items, comma };
  }

  #string(): Literal | undefined {
    const match = this.#match(/[bBuU]?(?:'((?:[^'\\\n]|\\[^\n])*)'|"((?:[^"\\\n]|\\[^\n])*)")/y);
    if (match === undefined) return undefined;
    return { kind: 'text', text: unescapeText(match[1] ?? match[2] ?? '') };
  }

  #integer(): Literal | undefined {
    const match = this.#match(/[-+]?[0-9]{1,20}(?=[^0-9A-Za-z_.]|L\b|$)/y);
    if (match === undefined) return undefined;
    // Python 2 wrote long integers as 3L, and numpy still reads them.
    this.#match(/L/y);
    return { kind: 'integer', value: Number(match[0]) };
  }

  #constant(): Literal {
    const word = this.#match(/(?:True|False|None)(?![A-Za-z0-9_])/y)?.[0];
    if (word === undefined) throw this.#unexpected();
    return { kind: 'constant', value: word === 'None' ? null : word === 'True' };
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at += match[0].length;
    return match;
  }

  /** The next character that is no blank; empty at the end. */
  #peek(): string {
    while (/[ \t\r\n\f]/.test(this.#text.charAt(this.#at))) this.#at += 1;
    return this.#text.charAt(this.#at);
  }

  #unexpected(): FormatError {
    return new FormatError('FORMAT_MALFORMED', 'the header is not a Python literal that numpy writes', {
      offset: this.#at,
    });
  }
}

/** Escapes that name one character; others stay as they are, as in Python. */
function unescapeText(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{1,3})|(.))/g, (whole, x, u, octal, one) => {
    const hex: string | undefined = x ?? u;
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return escapes.get(one) ?? whole;
  });
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
]);
const deepest = 32;
