// A strict JSON reader (RFC 8259) over bytes: iterative, bounded in depth, linear in the length of the document, and with
// the byte offset of everything it tells. It builds nothing; `parse-json-tree.ts` makes a tree of its events.
import { isUtf8 } from 'node:buffer';
import { FormatError } from '../errors.ts';
import * as limits from '../limits.ts';
import type { WorkBudget } from '../work-budget.ts';
import type { JsonEvents, JsonProblemKind } from './json-events.ts';
import { endOfNumber } from './json-number.ts';
import { unescapeJson } from './unescape-json.ts';

export interface JsonOptions {
  /** Containers inside each other; `limits.jsonDepth` when absent. */
  readonly maxDepth?: number;
  /** Offset at which the document starts; what stands before it is not read. Offsets still count from byte 0. */
  readonly from?: number;
  /** Departures from RFC 8259 that are reported as events instead of refused. */
  readonly tolerate?: readonly JsonProblemKind[];
}

/**
 * Reads one JSON document and tells it to `events`.
 * @param bytes - the whole document, UTF-8, at most `limits.textBytes`
 * @throws {FormatError} FORMAT_MALFORMED with the offset for anything RFC 8259 does not allow and `options` do not
 *   tolerate; FORMAT_TRUNCATED if the text ends inside the document; FORMAT_LIMIT for too much depth
 * @source RFC 8259
 */
export function parseJson(bytes: Uint8Array, events: JsonEvents, budget: WorkBudget, options: JsonOptions = {}): void {
  const from = options.from ?? 0;
  budget.spend(bytes.length - from, from);
  if (!isUtf8(bytes.subarray(from))) throw malformed('text is not UTF-8', firstBadUtf8(bytes, from));
  new JsonParser(bytes, events, options).parse();
}

class JsonParser {
  readonly #bytes: Buffer;
  readonly #events: JsonEvents;
  readonly #tolerate: ReadonlySet<JsonProblemKind>;
  readonly #maxDepth: number;
  /** Closing byte of every open container. */
  readonly #open: number[] = [];
  /** Short texts, each in the slot that its bytes choose; a later one takes the slot over. Only saves memory. */
  readonly #shared: (string | undefined)[];
  #at: number;

  constructor(bytes: Uint8Array, events: JsonEvents, options: JsonOptions) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#events = events;
    this.#tolerate = new Set(options.tolerate);
    this.#at = options.from ?? 0;
    this.#shared = new Array(sharedTexts(bytes.length));
    this.#maxDepth = options.maxDepth ?? limits.jsonDepth.value;
  }

  parse(): void {
    if (this.#bytes.toString('latin1', this.#at, this.#at + 3) === byteOrderMark) {
      this.#problem('byte-order-mark', this.#at, '');
      this.#at += 3;
    }
    let valueFollows = this.#value();
    while (valueFollows || this.#open.length > 0) valueFollows = valueFollows ? this.#value() : this.#next();
    if (this.#blank() !== atEnd) throw malformed('something follows the JSON document', this.#at);
  }

  /** Reads one value, of a container only its opening. @returns true when that container's first value follows */
  #value(): boolean {
    const byte = this.#blank();
    const offset = this.#at;
    if (byte === openBrace) return this.#openContainer(closeBrace);
    if (byte === openBracket) return this.#openContainer(closeBracket);
    if (byte === quoteMark) this.#events.string(this.#string(), offset);
    else if ((byte >= 0x30 && byte <= 0x39) || (byte === minus && this.#bytes[offset + 1] !== capitalI)) this.#number();
    else this.#word();
    return false;
  }

  #openContainer(closing: number): boolean {
    if (this.#open.length >= this.#maxDepth) {
      const fields = { offset: this.#at, limit: 'jsonDepth' };
      throw new FormatError('FORMAT_LIMIT', `nesting deeper than ${this.#maxDepth}`, fields);
    }
    this.#open.push(closing);
    if (closing === closeBrace) this.#events.openObject(this.#at);
    else this.#events.openArray(this.#at);
    this.#at += 1;
    if (this.#blank() === closing) return this.#close(closing);
    if (closing === closeBrace) this.#name();
    return true;
  }

  /** After a value inside a container. @returns true when a comma (and a name) was read and a value follows */
  #next(): boolean {
    const closing = this.#open[this.#open.length - 1] ?? closeBrace;
    const byte = this.#blank();
    if (byte === closing) return this.#close(closing);
    if (byte !== comma) throw this.#expected(`"," or "${String.fromCharCode(closing)}"`);
    this.#at += 1;
    if (closing === closeBrace) this.#name();
    return true;
  }

  #close(closing: number): false {
    this.#open.pop();
    if (closing === closeBrace) this.#events.closeObject(this.#at);
    else this.#events.closeArray(this.#at);
    this.#at += 1;
    return false;
  }

  #name(): void {
    if (this.#blank() !== quoteMark) throw this.#expected('the name of a member');
    const offset = this.#at;
    this.#events.key(this.#string(), offset);
    if (this.#blank() !== colon) throw this.#expected('":"');
    this.#at += 1;
  }

  /** The string whose opening quote is here; leaves the position after its closing quote. */
  #string(): string {
    const bytes = this.#bytes;
    const from = this.#at + 1;
    let at = from;
    let seen = 0;
    let escaped = false;
    for (let byte = bytes[at]; byte !== quoteMark; byte = bytes[++at]) {
      if (byte === undefined) throw truncated(at);
      if (byte === backslash) {
        escaped = true;
        at += 1;
      } else if (byte < 0x20) this.#problem('control-character', at, '');
      seen |= byte;
    }
    this.#at = at + 1;
    if (!escaped) return seen < 0x80 ? this.#plain(from, at) : bytes.toString('utf8', from, at);
    const text = unescapeJson(bytes, from, at);
    if (!text.isWellFormed()) this.#problem('lone-surrogate', from - 1, text);
    return text;
  }

  /** ASCII text; a short one that was read before is given again, so that 10^5 objects share their member names. */
  #plain(from: number, to: number): string {
    if (to - from > longestShared) return this.#bytes.toString('latin1', from, to);
    let hash = to - from;
    for (let at = from; at < to; at += 1) hash = (Math.imul(hash, 31) + (this.#bytes[at] ?? 0)) | 0;
    const slot = (hash ^ (hash >>> 15)) & (this.#shared.length - 1);
    const before = this.#shared[slot];
    if (before !== undefined && before.length === to - from && this.#stands(before, from)) return before;
    const text = this.#bytes.toString('latin1', from, to);
    this.#shared[slot] = text;
    return text;
  }

  #stands(text: string, from: number): boolean {
    for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) !== this.#bytes[from + at]) return false;
    return true;
  }

  #number(): void {
    const from = this.#at;
    this.#at = endOfNumber(this.#bytes, from);
    this.#events.number(this.#bytes.toString('latin1', from, this.#at), from);
  }

  /** true, false, null, and Python's three words for numbers that are none. */
  #word(): void {
    const from = this.#at;
    const word = words.find((candidate) => this.#bytes.toString('latin1', from, from + candidate.length) === candidate);
    if (word === undefined) throw this.#expected('a value');
    this.#at += word.length;
    if (word === 'true' || word === 'false') this.#events.literal(word === 'true', from);
    else if (word === 'null') this.#events.literal(null, from);
    else {
      this.#problem('not-a-number', from, word);
      this.#events.number(word, from);
    }
  }

  /** Moves over white space. @returns the byte that follows, or `atEnd` */
  #blank(): number {
    const bytes = this.#bytes;
    let at = this.#at;
    let byte = bytes[at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++at];
    this.#at = at;
    return byte ?? atEnd;
  }

  #problem(kind: JsonProblemKind, offset: number, text: string): void {
    if (!this.#tolerate.has(kind)) throw malformed(`not strict JSON: ${kind.replaceAll('-', ' ')}`, offset);
    this.#events.problem({ kind, offset, text });
  }

  #expected(what: string): FormatError {
    return this.#at >= this.#bytes.length ? truncated(this.#at) : malformed(`${what} is expected`, this.#at);
  }
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', `${message} at byte ${offset}`, { offset });
}

function truncated(offset: number): FormatError {
  return new FormatError('FORMAT_TRUNCATED', 'the text ends inside the JSON document', { offset });
}

/** Offset of the first byte that is not UTF-8, by halving: a cut may split one character, which is four bytes at most. */
function firstBadUtf8(bytes: Uint8Array, from: number): number {
  let good = from;
  let bad = bytes.length;
  while (bad - good > 4) {
    const middle = (good + bad) >> 1;
    const start = middle - trailingIncomplete(bytes, middle);
    if (start <= good) break;
    if (isUtf8(bytes.subarray(good, start))) good = start;
    else bad = start;
  }
  return good;
}

/** How many bytes before `end` belong to a character that `end` cuts. */
function trailingIncomplete(bytes: Uint8Array, end: number): number {
  let back = 0;
  while (back < 3 && ((bytes[end - back] ?? 0) & 0xc0) === 0x80) back += 1;
  return back;
}

/** A power of two in proportion to the document. */
function sharedTexts(bytes: number): number {
  const wanted = Math.min(Math.max(bytes / bytesPerSharedText, leastSharedTexts), mostSharedTexts);
  return 2 ** Math.floor(Math.log2(wanted));
}

const longestShared = 32;
/** One slot for so many bytes of the document: a vocabulary of 262,144 words is shared by its merges. */
const bytesPerSharedText = 64;
const leastSharedTexts = 64;
const mostSharedTexts = 1 << 18;
const words = ['true', 'false', 'null', 'NaN', 'Infinity', '-Infinity'] as const;
/** U+FEFF in UTF-8. */
const byteOrderMark = '\u00ef\u00bb\u00bf';
const atEnd = -1;
const quoteMark = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const colon = 0x3a;
const capitalI = 0x49;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
