// Arguments of pickle opcodes, read the way CPython's unpicklers read them.
import type { ByteSource } from '#core/byte-source';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import type { Oddity, OddityKind } from '../views/oddity.ts';
import type { PickleInput } from './input.ts';
import { isIntegerLine } from './number-lines.ts';
import { opcodeNames } from './opcodes.ts';

/** Why an unpickler would stop with an error. */
export class Break {
  readonly problem: string;

  constructor(problem: string) {
    this.problem = problem;
  }
}

/** What `line` calls the second line of INST. */
export const instanceName = 'name to call';
/** Oddities kept per stream; more of them say nothing new. */
const maxOddities = 100;

/** Reads arguments from an input and notes what is odd about them. */
export class Arguments {
  readonly #source: ByteSource;
  readonly #input: PickleInput;
  readonly oddities: Oddity[] = [];
  /** Offset of the opcode whose arguments are read. */
  opcodeAt = 0;

  constructor(source: ByteSource, input: PickleInput) {
    this.#source = source;
    this.#input = input;
  }

  unsigned(size: number): number {
    if (!this.#input.ensure(size)) throw new Break('the data ends inside an argument');
    return this.#input.unsigned(size);
  }

  /** A declared length that is really there. */
  length(lengthBytes: number, signed: boolean): number {
    const length = this.unsigned(lengthBytes);
    if (signed && length > 0x7fffffff) throw new Break('a negative length');
    const left = this.#source.size - this.#input.offset;
    if (length <= left) return length;
    if (length - left > limits.pickleDeclaredBytes.value) {
      const message = `an opcode declares ${length} bytes where ${left} are left; the C unpickler allocates them first`;
      this.notice('bomb', message);
    }
    throw new Break(`a length of ${length} where ${left} bytes are left`);
  }

  skip(length: number): void {
    if (!this.#input.skip(length)) throw new Break('the data ends inside an argument');
  }

  line(what: string): { readonly text: string; readonly length: number } {
    const line = this.#input.line(limits.pickleLineBytes.value);
    if (line !== undefined) return line;
    // Only INST calls at the end of its last line, so only there does the cut name matter.
    if (what === instanceName && this.#input.offset > this.opcodeAt + 1) {
      const readings = 'the C unpickler raises, the Python unpickler cuts it and calls';
      this.notice('two-readings', `the name of INST has no newline: ${readings}`);
    }
    throw new Break(`the data ends inside the line of a ${what}`);
  }

  lineText(what: string): string {
    const { text, length } = this.line(what);
    if (length > text.length) throw new Break(`a ${what} of ${length} bytes`);
    return Buffer.from(text, 'latin1').toString('utf8');
  }

  indexLine(): number {
    const { text } = this.line('memo index');
    const index = Number.parseInt(text, 10);
    if (isIntegerLine(text) !== 'decimal' || index < 0) throw new Break(`a memo index of ${quote(text)}`);
    return index;
  }

  /** Decodes the text whose opcode stands at `offset`; undefined when it is too long to be a name. */
  textAt(offset: number): string | undefined {
    const head = this.#source.read(offset, 9);
    const lengthBytes = head[0] === 0x8c || head[0] === 0x55 ? 1 : head[0] === 0x8d ? 8 : 4;
    let length = 0;
    for (let index = lengthBytes; index >= 1; index--) length = length * 256 + (head[index] ?? 0);
    if (length > limits.pickleNameBytes.value) return undefined;
    const bytes = this.#source.read(offset + 1 + lengthBytes, length);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  }

  notice(kind: OddityKind, message: string): void {
    const name = opcodeNames[this.#source.read(this.opcodeAt, 1)[0] ?? 0];
    this.keep({ kind, message, where: { offset: this.opcodeAt, ...(name === undefined ? {} : { element: name }) } });
  }

  keep(oddity: Oddity): void {
    if (this.oddities.length < maxOddities) this.oddities.push(oddity);
  }
}
