// The protobuf text format (protobuf.dev/reference/protobuf/textformat-spec) as a stream of events, so that a graph of
// any size is read without building a tree.
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';

export interface TextVisitor {
  /** A nested message begins. */
  open(name: string, line: number): void;
  close(): void;
  /** A scalar: strings unescaped, everything else as written. Long strings are cut at `limits.protobufText`. */
  scalar(name: string, value: string, line: number): void;
}

/** Walks a text-format message. @throws {FormatError} FORMAT_MALFORMED, FORMAT_LIMIT */
export function readTextFormat(text: string, budget: WorkBudget, visitor: TextVisitor): void {
  const tokens = new Tokens(text, budget);
  const closers: string[] = [];
  for (;;) {
    const token = tokens.next();
    if (token === '') break;
    if (token === ';' || token === ',') continue;
    if (token === closers.at(-1)) {
      closers.pop();
      visitor.close();
      if (tokens.peek() === ']') tokens.next();
      continue;
    }
    const name = token === '[' ? extensionName(tokens) : token;
    if (!/^[A-Za-z_]/.test(name))
      throw tokens.malformed(`a field name is expected, not ${JSON.stringify(name.slice(0, 20))}`);
    readField(name, tokens, closers, visitor);
  }
  if (closers.length > 0)
    throw new FormatError('FORMAT_TRUNCATED', 'the text ends inside a message', { offset: text.length });
}

function readField(name: string, tokens: Tokens, closers: string[], visitor: TextVisitor): void {
  const line = tokens.line;
  if (tokens.peek() === ':') tokens.next();
  const token = tokens.next();
  if (token === '{' || token === '<') {
    if (closers.length >= limits.protobufDepth.value) {
      throw new FormatError('FORMAT_LIMIT', 'messages are nested more deeply than protobuf reads', {
        limit: 'protobufDepth',
      });
    }
    closers.push(token === '{' ? '}' : '>');
    visitor.open(name, line);
  } else if (token === '[') readList(name, tokens, closers, visitor);
  else visitor.scalar(name, tokens.value(token), line);
}

/** A list of scalars; a list of messages is walked message by message. */
function readList(name: string, tokens: Tokens, closers: string[], visitor: TextVisitor): void {
  for (;;) {
    const token = tokens.next();
    if (token === ']') return;
    if (token === ',') continue;
    if (token === '') throw tokens.malformed('the text ends inside a list');
    if (token === '{' || token === '<') {
      closers.push(token === '{' ? '}' : '>');
      visitor.open(name, tokens.line);
      return;
    }
    visitor.scalar(name, tokens.value(token), tokens.line);
  }
}

function extensionName(tokens: Tokens): string {
  let name = '';
  for (let token = tokens.next(); token !== ']'; token = tokens.next()) {
    if (token === '') throw tokens.malformed('the text ends inside a name');
    name += token;
    if (name.length > 1000) throw tokens.malformed('a field name is too long');
  }
  return name.replace(/^[^A-Za-z_]+/, '');
}

class Tokens {
  line = 1;
  readonly #text: string;
  readonly #budget: WorkBudget;
  #position = 0;
  #ahead: string | undefined;

  constructor(text: string, budget: WorkBudget) {
    this.#text = text;
    this.#budget = budget;
  }

  /** The next token: one of `{}<>[]:;,`, a word, or a string with its quotes; '' at the end. */
  next(): string {
    if (this.#ahead === undefined) return this.#read();
    const token = this.#ahead;
    this.#ahead = undefined;
    return token;
  }

  peek(): string {
    this.#ahead ??= this.#read();
    return this.#ahead;
  }

  /** A scalar's value; strings that stand side by side are one. */
  value(first: string): string {
    if (!isQuoted(first)) return first;
    let value = unescapeText(first);
    while (isQuoted(this.peek())) {
      const more = this.next();
      if (value.length < limits.protobufText.value) value += unescapeText(more);
    }
    return value;
  }

  malformed(message: string): FormatError {
    return new FormatError('FORMAT_MALFORMED', `${message} (line ${this.line})`, { offset: this.#position });
  }

  #read(): string {
    this.#budget.spend(1, this.#position);
    this.#skipBlank();
    const from = this.#position;
    const first = this.#text[from];
    if (first === undefined) return '';
    if (first === '"' || first === "'") return this.#quoted(first);
    word.lastIndex = from;
    const found = word.exec(this.#text)?.[0] ?? first;
    this.#position = from + found.length;
    return found;
  }

  #skipBlank(): void {
    for (; this.#position < this.#text.length; this.#position += 1) {
      const character = this.#text[this.#position];
      if (character === '#') {
        const end = this.#text.indexOf('\n', this.#position);
        this.#position = end < 0 ? this.#text.length : end;
      }
      if (this.#text[this.#position] === '\n') this.line += 1;
      else if (character !== ' ' && character !== '\t' && character !== '\r' && character !== '#') return;
    }
  }

  #quoted(mark: string): string {
    const from = this.#position;
    for (let at = from + 1; at < this.#text.length; at += 1) {
      const character = this.#text[at];
      if (character === '\\') at += 1;
      else if (character === '\n') break;
      else if (character === mark) {
        this.#position = at + 1;
        this.#budget.spend((at - from) >> 4, from);
        return this.#text.slice(from, at + 1);
      }
    }
    throw this.malformed('a string does not end');
  }
}

// A name, a number or an enumeration value.
const word = /[A-Za-z0-9_.+-]+/y;

function isQuoted(token: string): boolean {
  return token.startsWith('"') || token.startsWith("'");
}

function unescapeText(token: string): string {
  return token
    .slice(1, Math.min(token.length - 1, limits.protobufText.value))
    .replace(/\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))/gs, (_, octal?: string, hex?: string, other?: string) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      return escapes.get(other ?? '') ?? other ?? '';
    });
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
]);
