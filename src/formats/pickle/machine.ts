// The pickle machine, symbolically: one pass over the opcodes, values as ids, calls as records. What CPython's unpicklers
// do is stated in Modules/_pickle.c and Lib/pickle.py; where the two differ, that is an oddity.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import type { WorkBudget } from '#core/work-budget';
import type { Oddity } from '../views/oddity.ts';
import type { CallOpcode, GlobalName, GlobalUse, PickleStream, Value } from '../views/program.ts';
import { Arguments, Break, instanceName } from './arguments.ts';
import { mapPython2Name } from './compat-names.ts';
import { Frames } from './frames.ts';
import { PickleInput } from './input.ts';
import { Memo } from './memo.ts';
import { findNested, type NestedCandidate } from './nested.ts';
import { isIntegerLine, isLongLine, textOfStringLine, textOfUnicodeLine } from './number-lines.ts';
import { opcodeNames } from './opcodes.ts';
import { Recorder } from './recorder.ts';
import { Stack } from './stack.ts';
import { isLargeNumber, isLiteral, isNoText, isPlain, numberId, Values, valueIds } from './values.ts';

/** Bytes that follow a BUILD outside the pickle's own opcodes, and where the opcodes go on. */
export interface RawBlock {
  readonly from: number;
  readonly to: number;
  /** True when the block is a pickle of its own instead of numbers. */
  readonly pickle: boolean;
}

/** An entry of the memo: its value, and every different state that BUILD gave to values that look like it. */
export type Recall = (memoIndex: number) => { readonly value: Value; readonly states: readonly Value[] } | undefined;

/** Asked at each BUILD whether the loader reads on by itself (joblib's array wrappers do). */
export type RawBlockReader = (build: {
  readonly target: Value;
  /** Offset of the call that made the target. */
  readonly madeAt: number;
  /** Offset after BUILD. */
  readonly offset: number;
  readonly recall: Recall;
}) => RawBlock | undefined;

export interface MachineResult {
  readonly stream: PickleStream;
  readonly oddities: readonly Oddity[];
  readonly nested: readonly NestedCandidate[];
  readonly rawBlocks: readonly RawBlock[];
}

/** Opcodes that push a value without looking at anything: argument size and what they push. */
const plainSize = new Int8Array(256).fill(-1);
const plainId = new Uint8Array(256);
for (const [code, size, id] of [
  [0x4a, 4, valueIds.number],
  [0x4b, 1, valueIds.number],
  [0x4d, 2, valueIds.number],
  [0x4e, 0, valueIds.constant],
  [0x88, 0, valueIds.constant],
  [0x89, 0, valueIds.constant],
  [0x47, 8, valueIds.constant],
  [0x5d, 0, valueIds.list],
  [0x7d, 0, valueIds.dict],
  [0x8f, 0, valueIds.set],
  [0x29, 0, valueIds.emptyTuple],
  [0x28, 0, valueIds.mark],
  [0x97, 0, valueIds.buffer],
] as const) {
  plainSize[code] = size;
  plainId[code] = id;
}

const mostBytesOfPlain = 9;
/** Stack depth up to which integers keep their value. */
const exactNumbersBelow = 4096;

/**
 * Follows one pickle stream from `from` until STOP or until an unpickler would raise.
 * Never throws for anything in the bytes; a limit that is reached ends the stream as broken.
 */
export function runPickle(
  source: ByteSource,
  from: number,
  budget: WorkBudget,
  readRawBlock: RawBlockReader = () => undefined,
): MachineResult {
  return new Machine(source, from, budget, readRawBlock).run();
}

class Machine {
  readonly #from: number;
  readonly #input: PickleInput;
  readonly #readRawBlock: RawBlockReader;
  readonly #args: Arguments;
  readonly #stack = new Stack();
  readonly #memo = new Memo();
  readonly #values: Values;
  readonly #recorder: Recorder;
  readonly #frames: Frames;
  readonly #nested: NestedCandidate[] = [];
  readonly #rawBlocks: RawBlock[] = [];
  readonly #persistentIds = new Map<number, Value>();
  /** Where objects were made that a raw block may follow, by value id. */
  readonly #madeAt = new Map<number, number>();
  readonly #states = new Map<number, readonly Value[]>();
  #protocol = 0;
  #highestProtocol = 0;
  #opcodes = 0;
  #opcodeAt = 0;
  #dunderKeysSeen = false;

  constructor(source: ByteSource, from: number, budget: WorkBudget, readRawBlock: RawBlockReader) {
    this.#from = from;
    this.#input = new PickleInput(source, budget, from);
    this.#readRawBlock = readRawBlock;
    this.#args = new Arguments(source, this.#input);
    this.#values = new Values((offset) => this.#args.textAt(offset), budget);
    this.#recorder = new Recorder(this.#values);
    this.#frames = new Frames(source.size, (oddity) => this.#args.keep(oddity));
  }

  run(): MachineResult {
    let end: PickleStream['end'] = 'stop';
    let problem: string | undefined;
    try {
      this.#loop();
    } catch (error) {
      end = 'broken';
      if (error instanceof Break) problem = error.problem;
      else if (error instanceof FormatError) problem = error.message;
      else throw error;
    }
    const to = end === 'stop' ? this.#input.offset : this.#opcodeAt;
    if (this.#recorder.overflowed) this.#notFollowed('more different names and calls than are kept');
    const stream = this.#describe(end, to, problem);
    return { stream, oddities: this.#args.oddities, nested: this.#nested, rawBlocks: this.#rawBlocks };
  }

  #describe(end: PickleStream['end'], to: number, problem: string | undefined): PickleStream {
    return {
      from: this.#from,
      to,
      end,
      ...(problem === undefined ? {} : { problem }),
      protocol: this.#highestProtocol,
      opcodes: this.#opcodes,
      globals: this.#recorder.globals,
      computedNames: this.#recorder.computedNames,
      calls: this.#recorder.calls,
      extensions: this.#recorder.extensions,
      persistentIds: [...this.#persistentIds.values()],
    };
  }

  #loop(): void {
    const input = this.#input;
    const stack = this.#stack;
    for (;;) {
      if (input.limit - input.at < mostBytesOfPlain) input.ensure(mostBytesOfPlain);
      this.#opcodeAt = input.base + input.at;
      this.#args.opcodeAt = this.#opcodeAt;
      if (this.#opcodeAt >= this.#frames.end) this.#frames.leave(this.#opcodeAt);
      if (input.at >= input.limit) throw new Break('the data ends before STOP');
      const code = input.bytes[input.at] ?? 0;
      const size = plainSize[code] ?? -1;
      this.#opcodes += 1;
      input.at += 1;
      if (size >= 0) {
        if (input.at + size > input.limit) throw new Break('the data ends inside an argument');
        input.at += size;
        const id = plainId[code] ?? 0;
        stack.push(id === valueIds.number ? this.#number(size) : id);
      } else if (code === 0x2e) {
        this.#pop();
        return;
      } else {
        this.#step(code);
      }
    }
  }

  /** The integer argument just passed. On a deep stack numbers are data, and equal ids keep it short. */
  #number(size: number): number {
    if (this.#stack.size > exactNumbersBelow) return valueIds.constant;
    const { bytes, at } = this.#input;
    let value = 0;
    for (let index = 1; index <= size; index++) value = value * 256 + (bytes[at - index] ?? 0);
    return numberId(size === 4 ? value | 0 : value);
  }

  /** All opcodes that do more than push. */
  static readonly #steps: readonly (readonly [string, (machine: Machine) => void])[] = [
    ['SHORT_BINUNICODE', (m) => m.#pushText(1)],
    ['SHORT_BINSTRING', (m) => m.#pushText(1)],
    ['BINUNICODE', (m) => m.#pushText(4)],
    ['BINSTRING', (m) => m.#pushText(4, true)],
    ['BINUNICODE8', (m) => m.#pushText(8)],
    ['SHORT_BINBYTES', (m) => m.#pushBytes(1)],
    ['BINBYTES', (m) => m.#pushBytes(4)],
    ['BINBYTES8', (m) => m.#pushBytes(8)],
    ['BYTEARRAY8', (m) => m.#pushBytes(8)],
    ['LONG1', (m) => m.#pushLong(1)],
    ['LONG4', (m) => m.#pushLong(4)],
    ['INT', (m) => m.#numberLine('INT', isIntegerLine)],
    ['LONG', (m) => m.#numberLine('LONG', isLongLine)],
    ['FLOAT', (m) => m.#floatLine()],
    ['STRING', (m) => m.#stringLine(textOfStringLine)],
    ['UNICODE', (m) => m.#stringLine(textOfUnicodeLine)],
    ['APPEND', (m) => m.#fillOne('APPEND')],
    ['APPENDS', (m) => m.#fill('APPENDS')],
    ['SETITEM', (m) => m.#fillOne('SETITEM')],
    ['SETITEMS', (m) => m.#fill('SETITEMS')],
    ['ADDITEMS', (m) => m.#fill('ADDITEMS')],
    ['TUPLE1', (m) => m.#tuple(1)],
    ['TUPLE2', (m) => m.#tuple(2)],
    ['TUPLE3', (m) => m.#tuple(3)],
    ['TUPLE', (m) => m.#collect((first) => m.#tupleFrom(first))],
    ['LIST', (m) => m.#collect(() => valueIds.list)],
    ['DICT', (m) => m.#collect((first) => m.#dictOf(first))],
    ['FROZENSET', (m) => m.#collect(() => valueIds.frozenset)],
    ['POP', (m) => m.#popAny()],
    ['POP_MARK', (m) => m.#stack.dropMark(m.#aboveMark())],
    ['DUP', (m) => m.#stack.push(m.#alias(m.#top()))],
    ['MEMOIZE', (m) => m.#put(m.#memo.count)],
    ['BINPUT', (m) => m.#put(m.#args.unsigned(1))],
    ['LONG_BINPUT', (m) => m.#put(m.#args.unsigned(4))],
    ['PUT', (m) => m.#put(m.#args.indexLine())],
    ['BINGET', (m) => m.#get(m.#args.unsigned(1))],
    ['LONG_BINGET', (m) => m.#get(m.#args.unsigned(4))],
    ['GET', (m) => m.#get(m.#args.indexLine())],
    ['PROTO', (m) => m.#setProtocol(m.#args.unsigned(1))],
    ['FRAME', (m) => m.#frames.enter(m.#args.unsigned(8), m.#opcodeAt, m.#input.offset)],
    ['READONLY_BUFFER', (m) => m.#top()],
    ['GLOBAL', (m) => m.#stack.push(m.#globalLines('GLOBAL'))],
    ['STACK_GLOBAL', (m) => m.#stackGlobal()],
    ['REDUCE', (m) => m.#reduce()],
    ['BUILD', (m) => m.#build()],
    ['NEWOBJ', (m) => m.#newObject('NEWOBJ', m.#pop())],
    ['NEWOBJ_EX', (m) => m.#newObjectEx()],
    ['OBJ', (m) => m.#object()],
    ['INST', (m) => m.#instance()],
    ['BINPERSID', (m) => m.#persistent(m.#pop())],
    ['PERSID', (m) => m.#persistent(m.#values.text(m.#args.lineText('persistent id')))],
    ['EXT1', (m) => m.#extension(m.#args.unsigned(1))],
    ['EXT2', (m) => m.#extension(m.#args.unsigned(2))],
    ['EXT4', (m) => m.#extension(m.#args.unsigned(4))],
  ];

  static readonly #stepOf: readonly (((machine: Machine) => void) | undefined)[] = opcodeNames.map(
    (name) => Machine.#steps.find(([opcode]) => opcode === name)?.[1],
  );

  #step(code: number): void {
    const step = Machine.#stepOf[code];
    if (step === undefined) throw new Break(`byte 0x${code.toString(16).padStart(2, '0')} is no opcode`);
    step(this);
  }

  #pushText(lengthBytes: number, signed = false): void {
    const length = this.#args.length(lengthBytes, signed);
    const input = this.#input;
    input.ensure(Math.min(length, 2));
    const dunder = length >= 2 && input.bytes[input.at] === 0x5f && input.bytes[input.at + 1] === 0x5f;
    const from = input.offset;
    this.#lookInside('text', from, length);
    this.#args.skip(length);
    const text = dunder ? this.#args.textAt(this.#opcodeAt) : undefined;
    this.#stack.push(text === undefined ? -this.#opcodeAt - 1 : this.#values.text(text));
  }

  #pushBytes(lengthBytes: number): void {
    const length = this.#args.length(lengthBytes, false);
    this.#lookInside('bytes', this.#input.offset, length);
    this.#args.skip(length);
    this.#stack.push(valueIds.constant);
  }

  #pushLong(lengthBytes: number): void {
    const length = this.#args.length(lengthBytes, lengthBytes === 4);
    if (length > 0 && length < 6 && this.#input.ensure(length)) {
      // Small enough to be exact; the sign bit is only set in numbers that nobody needs the value of.
      this.#stack.push(numberId(this.#input.unsigned(length)));
      return;
    }
    this.#args.skip(length);
    this.#stack.push(valueIds.constant);
  }

  #lookInside(kind: 'text' | 'bytes', from: number, length: number): void {
    if (length < 8) return;
    this.#input.ensure(Math.min(length, 16));
    const { bytes, at } = this.#input;
    const found = findNested(kind, bytes.subarray(at, Math.min(at + length, this.#input.limit)), from, length);
    if (found !== undefined && this.#nested.length < limits.pickleRecords.value) this.#nested.push(found);
  }

  /** SETITEMS, APPENDS, ADDITEMS: a method call unless the target is a container the stream made itself. */
  #fill(opcode: 'APPENDS' | 'SETITEMS' | 'ADDITEMS'): void {
    const first = this.#aboveMark();
    const dunder = opcode === 'SETITEMS' && this.#hasDunderKey(first);
    const items = this.#recordedItems(first);
    this.#stack.dropMark(first);
    this.#fillTarget(opcode, dunder, items);
  }

  #fillOne(opcode: 'APPEND' | 'SETITEM'): void {
    const value = this.#pop();
    const key = opcode === 'SETITEM' ? this.#pop() : undefined;
    const dunder = key !== undefined && this.#isDunder(key);
    this.#fillTarget(opcode, dunder, () => this.#values.tupleOf(key === undefined ? [value] : [key, value]));
  }

  #fillTarget(opcode: CallOpcode, dunder: boolean, items: () => number): void {
    const target = this.#top();
    const setting = opcode === 'SETITEM' || opcode === 'SETITEMS';
    if (
      setting &&
      (target === valueIds.dict || target === valueIds.dictWithDunderKeys || target === valueIds.dictUnsure)
    ) {
      if (!dunder || target !== valueIds.dict) return;
      this.#dunderKeysSeen = true;
      this.#stack.pop();
      this.#stack.push(valueIds.dictWithDunderKeys);
      return;
    }
    if ((opcode === 'APPEND' || opcode === 'APPENDS') && target === valueIds.list) return;
    if (opcode === 'ADDITEMS' && target === valueIds.set) return;
    this.#recorder.call(opcode, target, items(), this.#opcodeAt);
  }

  /** The items above a mark as a tuple, made only when somebody records them; they must be taken before the stack moves. */
  #recordedItems(first: number): () => number {
    const { ids, counts, size } = this.#stack;
    return () => this.#values.tuple(ids, counts, first, size);
  }

  #dictOf(first: number): number {
    const dunder = this.#hasDunderKey(first);
    if (dunder) this.#dunderKeysSeen = true;
    return dunder ? valueIds.dictWithDunderKeys : valueIds.dict;
  }

  /** Keys stand at even places above the mark; a run longer than one covers both kinds of place. */
  #hasDunderKey(first: number): boolean {
    const { ids, counts, size } = this.#stack;
    let place = 0;
    for (let run = first; run < size; run++) {
      const count = counts[run] ?? 0;
      const id = ids[run] ?? 0;
      if (id > valueIds.dictUnsure && (count > 1 || place % 2 === 0) && this.#isDunder(id)) return true;
      place += count;
    }
    return false;
  }

  /** Dunder texts are decoded on sight, so their ids are interned ones. */
  #isDunder(id: number): boolean {
    return id > valueIds.dictUnsure && (this.#values.textOf(id)?.startsWith('__') ?? false);
  }

  #put(index: number): void {
    // Picklers number the memo from 0 upwards; the C unpickler allocates it up to twice the highest index.
    if (index > limits.pickleMemoIndex.value && index > 64 * this.#memo.count) {
      this.#args.notice('bomb', `memo index ${index} makes the C unpickler allocate ${16 * index} bytes`);
    }
    this.#memo.set(index, this.#top());
  }

  #get(index: number): void {
    const id = this.#memo.get(index);
    if (id === undefined) throw new Break(`memo entry ${index} was never written`);
    this.#stack.push(this.#alias(id));
  }

  /** A second way to the same dict: after some dict got dunder keys, nobody can say that this one did not. */
  #alias(id: number): number {
    return id === valueIds.dict && this.#dunderKeysSeen ? valueIds.dictUnsure : id;
  }

  #tupleFrom(first: number): number {
    return this.#values.tuple(this.#stack.ids, this.#stack.counts, first, this.#stack.size);
  }

  #tuple(length: 1 | 2 | 3): void {
    const last = this.#pop();
    const middle = length > 1 ? this.#pop() : last;
    const first = length > 2 ? this.#pop() : middle;
    const plain = isPlainAndSmall(last) && isPlainAndSmall(middle) && isPlainAndSmall(first);
    const items = length === 1 ? [last] : length === 2 ? [middle, last] : [first, middle, last];
    this.#stack.push(plain ? valueIds.constantTuple1 + length - 1 : this.#values.tupleOf(items));
  }

  #collect(make: (first: number) => number): void {
    const first = this.#aboveMark();
    const id = make(first);
    this.#stack.dropMark(first);
    this.#stack.push(id);
  }

  #popAny(): void {
    if (!this.#stack.popAny()) throw new Break('POP on an empty stack');
  }

  #setProtocol(protocol: number): void {
    if (protocol > 5) throw new Break(`protocol ${protocol} does not exist`);
    this.#protocol = protocol;
    this.#highestProtocol = Math.max(this.#highestProtocol, protocol);
  }

  #globalLines(opcode: 'GLOBAL' | 'INST'): number {
    const module = this.#args.lineText('module');
    return this.#globalOf(module, this.#args.lineText(opcode === 'INST' ? instanceName : 'name'), opcode);
  }

  #globalOf(module: string, name: string, opcode: GlobalUse['opcode']): number {
    const mapped = this.#protocol < 3 ? mapPython2Name(module, name) : { module, name };
    const changed = mapped.module !== module || mapped.name !== name;
    const global: GlobalName = changed ? { ...mapped, written: `${module}.${name}` } : mapped;
    const id = this.#values.global(global);
    this.#recorder.global(id, global, this.#opcodeAt, opcode);
    return id;
  }

  #stackGlobal(): void {
    const name = this.#pop();
    const module = this.#pop();
    const nameText = this.#values.textOf(name);
    const moduleText = this.#values.textOf(module);
    if (nameText !== undefined && moduleText !== undefined) {
      this.#stack.push(this.#globalOf(moduleText, nameText, 'STACK_GLOBAL'));
      return;
    }
    if (isNoText(name) || isNoText(module)) throw new Break('STACK_GLOBAL of what is no string');
    if (name === valueIds.lost || module === valueIds.lost)
      this.#notFollowed('a name was dropped to stay within memory');
    else this.#recorder.computedName(module, name, this.#opcodeAt);
    this.#stack.push(valueIds.lost);
  }

  #reduce(): void {
    const args = this.#pop();
    const callee = this.#pop();
    if (args === valueIds.list) {
      this.#twoReadings('REDUCE with a list: the C unpickler raises, the Python unpickler calls');
    }
    this.#make('REDUCE', callee, args);
  }

  #newObject(opcode: 'NEWOBJ' | 'NEWOBJ_EX', args: number): void {
    this.#make(opcode, this.#pop(), args);
  }

  #newObjectEx(): void {
    const keywords = this.#pop();
    const args = this.#pop();
    this.#newObject('NEWOBJ_EX', this.#values.tupleOf([args, keywords]));
  }

  #object(): void {
    const first = this.#aboveMark();
    if (first >= this.#stack.size) throw new Break('OBJ without a class');
    const { ids, counts, size } = this.#stack;
    const callee = ids[first] ?? 0;
    // The class is the first item; when it stands in a run, the rest of the run are arguments.
    if ((counts[first] ?? 0) > 1) counts[first] = (counts[first] ?? 0) - 1;
    const args = this.#values.tuple(ids, counts, (counts[first] ?? 0) > 1 ? first : first + 1, size);
    this.#stack.dropMark(first);
    this.#make('OBJ', callee, args);
  }

  #instance(): void {
    const callee = this.#globalLines('INST');
    const first = this.#aboveMark();
    const args = this.#tupleFrom(first);
    this.#stack.dropMark(first);
    this.#make('INST', callee, args);
  }

  #make(opcode: CallOpcode, callee: number, args: number): void {
    if (isLiteral(callee)) throw new Break(`${opcode} of what cannot be called`);
    this.#recorder.call(opcode, callee, args, this.#opcodeAt);
    const id = this.#values.made(callee, args);
    this.#madeAt.delete(id);
    if (this.#madeAt.size < 64) this.#madeAt.set(id, this.#input.offset);
    this.#stack.push(id);
  }

  #build(): void {
    const state = this.#pop();
    const target = this.#top();
    this.#recorder.call('BUILD', target, state, this.#opcodeAt);
    this.#keepState(target, state);
    const madeAt = this.#madeAt.get(target);
    if (madeAt === undefined) return;
    const recall: Recall = (index) => {
      const id = this.#memo.get(index);
      return id === undefined ? undefined : { value: this.#values.describe(id), states: this.#states.get(id) ?? [] };
    };
    const offset = this.#input.offset;
    const block = this.#readRawBlock({ target: this.#values.describe(target), madeAt, offset, recall });
    this.#madeAt.delete(target);
    if (block === undefined) return;
    if (this.#frames.isOpen && this.#frames.end > offset) {
      this.#twoReadings('an array block follows in the middle of a frame: joblib reads it after the frame');
    }
    this.#rawBlocks.push(block);
    this.#input.seek(block.to);
    this.#frames.close();
  }

  /** States are few: they are kept for the record types that array wrappers refer to. */
  #keepState(target: number, state: number): void {
    const states = this.#states.get(target) ?? [];
    if (states.length >= 8 || this.#states.size >= 1024) return;
    const value = this.#values.describe(state);
    if (value.kind === 'tuple') this.#states.set(target, [...states, value]);
  }

  #persistent(id: number): void {
    const value = this.#values.persistent(id);
    if (!this.#persistentIds.has(value) && this.#persistentIds.size < limits.pickleRecords.value) {
      this.#persistentIds.set(value, this.#values.describe(id));
    }
    this.#stack.push(value);
  }

  #extension(code: number): void {
    this.#recorder.extension(code, this.#opcodeAt);
    this.#stack.push(valueIds.extension);
  }

  #numberLine(opcode: 'INT' | 'LONG', judge: (text: string) => 'decimal' | 'other-base' | 'no'): void {
    const { text, length } = this.#args.line(opcode);
    const kind = length > text.length ? 'decimal' : judge(text);
    if (length > text.length)
      this.#args.notice('bomb', `a number of ${length} digits as text takes quadratic time to convert`);
    if (kind === 'no') throw new Break(`${opcode} of ${quote(text)}, which is no number`);
    if (kind === 'other-base') {
      this.#twoReadings(`${opcode} of ${quote(text)}: unpicklers accept it, tools built on pickletools stop here`);
    }
    this.#stack.push(valueIds.constant);
  }

  #floatLine(): void {
    this.#args.line('float');
    this.#stack.push(valueIds.constant);
  }

  #stringLine(decode: (text: string) => string | undefined): void {
    const from = this.#input.offset;
    const { text, length } = this.#args.line('text');
    if (length > text.length) {
      this.#stack.push(valueIds.constant);
      return;
    }
    const decoded = decode(text);
    if (decoded === undefined) throw new Break(`a string argument of ${quote(text)} without matching quotes`);
    const bytes = Buffer.from(decoded, 'utf8');
    const found = findNested('text', bytes, from, bytes.length);
    if (found !== undefined && this.#nested.length < limits.pickleRecords.value) {
      this.#nested.push({ ...found, text: decoded });
    }
    this.#stack.push(decoded.length > limits.pickleNameBytes.value ? valueIds.constant : this.#values.text(decoded));
  }

  #pop(): number {
    const id = this.#stack.pop();
    if (id === undefined) throw new Break('the stack is empty where a value is needed');
    return id;
  }

  #top(): number {
    const id = this.#stack.peek();
    if (id === undefined) throw new Break('the stack is empty where a value is needed');
    return id;
  }

  #aboveMark(): number {
    const first = this.#stack.aboveMark();
    if (first === undefined) throw new Break('there is no mark on the stack');
    return first;
  }

  #twoReadings(message: string): void {
    this.#args.notice('two-readings', message);
  }

  #notFollowed(message: string): void {
    this.#args.notice('not-followed', message);
  }
}

function isPlainAndSmall(id: number): boolean {
  return isPlain(id) && !isLargeNumber(id);
}
