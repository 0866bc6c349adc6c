// Terms of SMT-LIB 2.7, shared: the same application is the same term, so that a script grows with what is said and not with how often.

/** `Bool`, `Int`, `String`, or the name of a kind of entity: a bit vector with one bit per entity, so that a set of them is one as well. */
export type Sort = string;

export interface Term {
  /** A symbol or a literal. */
  readonly text: string;
  readonly sort: Sort;
}

export const yes: Term = { text: 'true', sort: 'Bool' };
export const no: Term = { text: 'false', sort: 'Bool' };

/** Makes terms; `definitions` are the lines of a script that give their symbols a meaning, in order. */
export class Terms {
  readonly definitions: string[] = [];
  readonly #known = new Map<string, Term>();
  readonly #opposites = new Map<string, Term>();

  /** A symbol that may have any value. */
  declare(symbol: string, sort: Sort): Term {
    return this.#remember(`declare ${symbol}`, () => {
      this.definitions.push(`(declare-const ${quoteSymbol(symbol)} ${sort})`);
      return { text: quoteSymbol(symbol), sort };
    });
  }

  /** A function without a definition, applied: equal arguments give equal results, and nothing else is known. */
  unknown(symbol: string, sort: Sort, argument: Term): Term {
    this.#remember(`function ${symbol}`, () => {
      this.definitions.push(`(declare-fun ${quoteSymbol(symbol)} (${argument.sort}) ${sort})`);
      return yes;
    });
    return this.apply(sort, quoteSymbol(symbol), argument);
  }

  apply(sort: Sort, operator: string, ...operands: readonly Term[]): Term {
    const text = `(${operator} ${operands.map((one) => one.text).join(' ')})`;
    return this.#remember(text, () => {
      const symbol = `t${this.definitions.length}`;
      this.definitions.push(`(define-fun ${symbol} () ${sort} ${text})`);
      return { text: symbol, sort };
    });
  }

  /** Whether a function without a definition is used. */
  uses(symbol: string): boolean {
    return this.#known.has(`function ${symbol}`);
  }

  not(one: Term): Term {
    if (one === yes) return no;
    if (one === no) return yes;
    const opposite = this.#opposites.get(one.text);
    if (opposite !== undefined) return opposite;
    const made = this.apply('Bool', 'not', one);
    this.#opposites.set(one.text, made).set(made.text, one);
    return made;
  }

  and(...operands: readonly Term[]): Term {
    return this.#join('and', operands, yes, no);
  }

  or(...operands: readonly Term[]): Term {
    return this.#join('or', operands, no, yes);
  }

  equal(left: Term, right: Term): Term {
    return left.text === right.text ? yes : this.apply('Bool', '=', left, right);
  }

  choose(condition: Term, then: Term, otherwise: Term): Term {
    if (condition === yes || then.text === otherwise.text) return then;
    if (condition === no) return otherwise;
    if (then === no) return this.and(this.not(condition), otherwise);
    if (then === yes) return this.or(condition, otherwise);
    if (otherwise === no) return this.and(condition, then);
    if (otherwise === yes) return this.or(this.not(condition), then);
    return this.apply(then.sort, 'ite', condition, then, otherwise);
  }

  #join(operator: string, operands: readonly Term[], neutral: Term, decisive: Term): Term {
    const rest = [...new Map(operands.map((one) => [one.text, one])).values()].filter((one) => one !== neutral);
    const texts = new Set(rest.map((one) => one.text));
    const isDecided = rest.some((one) => one === decisive || texts.has(this.#opposites.get(one.text)?.text ?? ''));
    if (isDecided) return decisive;
    const [only = neutral, second] = rest;
    return second === undefined ? only : this.apply('Bool', operator, ...rest);
  }

  #remember(key: string, make: () => Term): Term {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#known.set(key, made);
    return made;
  }
}

/** An integer of any size; SMT-LIB has no negative literals. */
export function integer(value: bigint): Term {
  return { text: value < 0n ? `(- ${-value})` : String(value), sort: 'Int' };
}

/**
 * A literal of the theory of strings, whose characters end at U+2FFFF.
 * @returns undefined where a character is beyond that
 */
export function text(value: string): Term | undefined {
  let literal = '';
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0x2ffff) return undefined;
    const isPlain = code >= 0x20 && code < 0x7f && character !== '\\' && character !== '"';
    literal += isPlain ? character : `\\u{${code.toString(16)}}`;
  }
  return { text: `"${literal}"`, sort: 'String' };
}

/** ATTACKER: names of entities come from policies; only what cannot end a quoted symbol stays as it is. */
export function quoteSymbol(symbol: string): string {
  return `|${symbol.replaceAll(/[^A-Za-z0-9 .:_-]/g, (found) => `%${found.codePointAt(0)?.toString(16)}%`)}|`;
}
