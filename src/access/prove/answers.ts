// What a solver prints, as lists and words. (SMT-LIB 2.7, section 3.1, "Lexicon".)

/** A word, or a list of answers. */
export type Answer = string | readonly Answer[];

/** @throws {Error} where parentheses do not match: the solver is no attacker, so that is a bug */
export function parseAnswers(printed: string): readonly Answer[] {
  const open: Answer[][] = [[]];
  for (const [token] of printed.matchAll(tokens)) {
    if (token === '(') {
      open.push([]);
      continue;
    }
    const done = token === ')' ? open.pop() : token;
    const around = open.at(-1);
    if (done === undefined || around === undefined) throw new Error('what the solver prints ends before it begins');
    around.push(done);
  }
  const [all, ...rest] = open;
  if (all === undefined || rest.length > 0) throw new Error('what the solver prints does not end');
  return all;
}

/** Parentheses, strings with doubled quotes, quoted symbols, and everything else between blanks. */
const tokens = /[()]|"(?:[^"]|"")*"|\|[^|]*\||[^\s()"|]+/g;

/** The text of a literal of a string. @throws {Error} where it is none */
export function textOf(literal: Answer | undefined): string {
  if (typeof literal !== 'string' || !literal.startsWith('"')) throw new Error('the solver gives no string');
  const inner = literal.slice(1, -1).replaceAll('""', '"');
  return inner.replaceAll(/\\u\{([0-9a-fA-F]{1,5})\}|\\u([0-9a-fA-F]{4})/g, (_, long, short) =>
    String.fromCodePoint(Number.parseInt(long ?? short, 16)),
  );
}

/** @throws {Error} where it is no integer */
export function integerOf(literal: Answer | undefined): bigint {
  if (Array.isArray(literal) && literal[0] === '-' && typeof literal[1] === 'string') return -BigInt(literal[1]);
  if (typeof literal !== 'string' || !/^\d+$/.test(literal)) throw new Error('the solver gives no integer');
  return BigInt(literal);
}

/** A bit vector as an integer. @throws {Error} where it is none */
export function bitsOf(literal: Answer | undefined): bigint {
  const digits = typeof literal === 'string' ? /^#(?:b[01]+|x[0-9a-f]+)$/.exec(literal)?.[0] : undefined;
  if (digits === undefined) throw new Error('the solver gives no bit vector');
  return BigInt(`0${digits.slice(1)}`);
}

/** @throws {Error} where it is neither true nor false */
export function truthOf(literal: Answer | undefined): boolean {
  if (literal !== 'true' && literal !== 'false') throw new Error('the solver gives no truth value');
  return literal === 'true';
}
