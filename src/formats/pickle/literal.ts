// The state of a joblib array wrapper as concrete values: a few hundred bytes of opcodes that hold a shape and a dtype.
// Anything beyond plain data makes the answer undefined, and the array is then not followed.
import type { ByteSource } from '#core/byte-source';
import { latin1 } from '#core/latin1';
import type { Value } from '../views/program.ts';
import { textOfStringLine, textOfUnicodeLine } from './number-lines.ts';
import type { Recall } from './raw-blocks.ts';

/** An object of the state: the arguments it was made with and what BUILD gave it. */
export class Made {
  readonly args: readonly Literal[];
  /** The state, or all states that it may have. */
  states: readonly Literal[] = [];

  constructor(args: readonly Literal[]) {
    this.args = args;
  }
}

class Opaque {
  readonly kind = 'opaque';
}

export type Literal = null | boolean | number | string | Literal[] | Map<string, Literal> | Made | Opaque;

const opaque = new Opaque();
const mark = new Opaque();
const maxStateBytes = 65_536;

/**
 * Evaluates the opcodes in [from, to) and gives the topmost value.
 * @param recall - values that were memoized before `from`
 */
export function evaluateLiteral(source: ByteSource, from: number, to: number, recall: Recall): Literal | undefined {
  if (to <= from || to - from > maxStateBytes) return undefined;
  const evaluator = new Evaluator(source.read(from, to - from).slice(), recall);
  return evaluator.run() ? evaluator.top : undefined;
}

class Evaluator {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #recall: Recall;
  /** The wrapper itself lies at the bottom. */
  readonly #stack: Literal[] = [opaque];
  readonly #memo = new Map<number, Literal>();
  #at = 0;

  constructor(bytes: Uint8Array, recall: Recall) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#recall = recall;
  }

  get top(): Literal {
    return this.#stack.at(-1) ?? null;
  }

  /** False when an opcode is met that plain data does not need, or an argument ends early. */
  run(): boolean {
    try {
      while (this.#at < this.#bytes.length) {
        if (!this.#step(this.#bytes[this.#at++] ?? 0)) return false;
      }
      return true;
    } catch (error) {
      // DataView refuses an argument that lies outside the range.
      if (error instanceof RangeError) return false;
      throw error;
    }
  }

  #step(code: number): boolean {
    switch (String.fromCharCode(code)) {
      case 'K':
        return this.#push(this.#unsigned(1));
      case 'M':
        return this.#push(this.#unsigned(2));
      case 'J':
        this.#at += 4;
        return this.#push(this.#view.getInt32(this.#at - 4, true));
      case 'I':
      case 'L':
        return this.#push(numberOfLine(this.#line()));
      case 'N':
        return this.#push(null);
      case '\x88':
        return this.#push(true);
      case '\x89':
        return this.#push(false);
      case '\x8a':
        return this.#push(this.#longNumber(this.#unsigned(1)));
      case '(':
        return this.#push(mark);
      case ')':
        return this.#push([]);
      case '}':
        return this.#push(new Map());
      default:
        return this.#stepText(code) || this.#stepContainer(code) || this.#stepMemo(code) || this.#stepObject(code);
    }
  }

  #stepText(code: number): boolean {
    switch (String.fromCharCode(code)) {
      case '\x8c':
      case 'U':
        return this.#push(this.#text(this.#unsigned(1)));
      case 'X':
      case 'T':
        return this.#push(this.#text(this.#unsigned(4)));
      case 'S':
        return this.#push(textOfStringLine(this.#line()) ?? opaque);
      case 'V':
        return this.#push(textOfUnicodeLine(this.#line()) ?? opaque);
      case 'C':
        return this.#skipBytes(this.#unsigned(1));
      case 'B':
        return this.#skipBytes(this.#unsigned(4));
      case 'G':
        return this.#skipBytes(8);
      case 'F':
        this.#line();
        return this.#push(opaque);
      default:
        return false;
    }
  }

  #stepContainer(code: number): boolean {
    switch (String.fromCharCode(code)) {
      case '\x85':
        return this.#push(this.#stack.splice(-1));
      case '\x86':
        return this.#push(this.#stack.splice(-2));
      case '\x87':
        return this.#push(this.#stack.splice(-3));
      case 't':
      case 'l':
        return this.#push(this.#popToMark());
      case 's':
        return this.#setItems(this.#stack.splice(-2));
      case 'u':
        return this.#setItems(this.#popToMark());
      case 'd': {
        const items = this.#popToMark();
        return this.#push(new Map()) && this.#setItems(items);
      }
      default:
        return false;
    }
  }

  #stepMemo(code: number): boolean {
    switch (String.fromCharCode(code)) {
      case 'q':
        return this.#put(this.#unsigned(1));
      case 'r':
        return this.#put(this.#unsigned(4));
      case 'p':
        return this.#put(Number(this.#line()));
      case '\x94':
        // The slot depends on the entries before; nothing in a wrapper's state is recalled from it.
        return true;
      case 'h':
        return this.#push(this.#get(this.#unsigned(1)));
      case 'j':
        return this.#push(this.#get(this.#unsigned(4)));
      case 'g':
        return this.#push(this.#get(Number(this.#line())));
      default:
        return false;
    }
  }

  #stepObject(code: number): boolean {
    switch (String.fromCharCode(code)) {
      case 'c':
        this.#line();
        this.#line();
        return this.#push(opaque);
      case '\x93':
        this.#stack.splice(-2);
        return this.#push(opaque);
      case 'R':
      case '\x81': {
        const args = this.#stack.pop();
        this.#stack.pop();
        return this.#push(new Made(Array.isArray(args) ? args : []));
      }
      case 'b': {
        const state = this.#stack.pop() ?? null;
        const target = this.#stack.at(-1);
        if (target instanceof Made) target.states = [state];
        return true;
      }
      case '\x95':
        this.#at += 8;
        return true;
      default:
        return false;
    }
  }

  /** Bytes and floats take part in no shape. */
  #skipBytes(length: number): boolean {
    this.#at += length;
    return this.#push(opaque);
  }

  #push(value: Literal): boolean {
    this.#stack.push(value);
    return true;
  }

  #put(index: number): boolean {
    this.#memo.set(index, this.top);
    return true;
  }

  #get(index: number): Literal {
    const known = this.#memo.get(index);
    if (known !== undefined) return known;
    const recalled = this.#recall(index);
    const literal = literalOf(recalled?.value);
    // Values that look alike share their states; only when all agree is the state known.
    if (literal instanceof Made) literal.states = (recalled?.states ?? []).map(literalOf);
    return literal;
  }

  #setItems(items: readonly Literal[]): boolean {
    const target = this.#stack.at(-1);
    if (!(target instanceof Map)) return false;
    for (let index = 0; index + 1 < items.length; index += 2) {
      const key = items[index];
      if (typeof key === 'string') target.set(key, items[index + 1] ?? null);
    }
    return true;
  }

  #popToMark(): Literal[] {
    const at = this.#stack.lastIndexOf(mark);
    const items = this.#stack.splice(Math.max(0, at));
    return at === -1 ? items : items.slice(1);
  }

  #unsigned(size: 1 | 2 | 4): number {
    this.#at += size;
    const at = this.#at - size;
    if (size === 1) return this.#view.getUint8(at);
    return size === 2 ? this.#view.getUint16(at, true) : this.#view.getUint32(at, true);
  }

  #longNumber(size: number): number {
    let value = 0n;
    for (let index = size - 1; index >= 0; index--)
      value = (value << 8n) | BigInt(this.#view.getUint8(this.#at + index));
    this.#at += size;
    return Number(value);
  }

  #text(length: number): string {
    this.#at += length;
    return latin1(this.#bytes, this.#at - length, this.#at);
  }

  #line(): string {
    const end = this.#bytes.indexOf(10, this.#at);
    const from = this.#at;
    this.#at = (end === -1 ? this.#bytes.length : end) + 1;
    return latin1(this.#bytes, from, this.#at - 1);
  }
}

function numberOfLine(line: string): Literal {
  if (line === '01') return true;
  if (line === '00') return false;
  const value = Number(line.replace(/L$/, ''));
  return Number.isNaN(value) ? opaque : value;
}

/** What the symbolic machine remembers of an older value. */
function literalOf(value: Value | undefined): Literal {
  if (value?.kind === 'text') return value.text;
  if (value?.kind === 'constant' && value.number !== undefined) return value.number;
  if (value?.kind === 'tuple') return value.items.map(literalOf);
  if (value?.kind === 'made') {
    const args = literalOf(value.args);
    return new Made(Array.isArray(args) ? args : []);
  }
  return opaque;
}
