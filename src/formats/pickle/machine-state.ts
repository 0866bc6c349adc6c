// What the opcodes of one stream work on. Every step is a function of this state; the steps stand in steps/, by what they do.
import type { ByteSource } from '#core/byte-source';
import type { WorkBudget } from '#core/work-budget';
import { Arguments, Break } from './arguments.ts';
import { Frames } from './frames.ts';
import { PickleInput } from './input.ts';
import { Memo } from './memo.ts';
import type { NestedCandidate } from './nested.ts';
import { type RawBlockReader, RawBlocks } from './raw-blocks.ts';
import { Recorder } from './recorder.ts';
import { Stack } from './stack.ts';
import { Values } from './values.ts';

/** What one opcode does. Throws a Break where an unpickler would raise. */
export type Step = (state: MachineState) => void;
/** Steps by the name of their opcode. */
export type Steps = Readonly<Record<string, Step>>;

/** The machine between two opcodes. */
export class MachineState {
  readonly input: PickleInput;
  readonly args: Arguments;
  readonly stack: Stack = new Stack();
  readonly memo: Memo = new Memo();
  readonly values: Values;
  readonly recorder: Recorder;
  readonly frames: Frames;
  readonly rawBlocks: RawBlocks;
  readonly nested: NestedCandidate[] = [];
  /** What the last PROTO said: it decides how names are mapped. */
  protocol = 0;
  highestProtocol = 0;
  /** Number of opcodes so far. */
  opcodes = 0;
  /** True once any dict got a dunder key. */
  dunderKeysSeen = false;

  constructor(source: ByteSource, from: number, budget: WorkBudget, readRawBlock: RawBlockReader) {
    this.input = new PickleInput(source, budget, from);
    this.args = new Arguments(source, this.input);
    this.values = new Values((offset) => this.args.textAt(offset), budget);
    this.recorder = new Recorder(this.values);
    this.frames = new Frames(source.size, (oddity) => this.args.keep(oddity));
    this.rawBlocks = new RawBlocks(readRawBlock, this.values, this.memo);
  }

  /** Offset of the opcode that runs. */
  get opcodeAt(): number {
    return this.args.opcodeAt;
  }

  /** The top value, taken from the stack; a Break when there is none above the mark, as in `top`. */
  pop(): number {
    const id = this.stack.pop();
    if (id === undefined) throw new Break('the stack is empty where a value is needed');
    return id;
  }

  /** The top value, left where it is. */
  top(): number {
    const id = this.stack.peek();
    if (id === undefined) throw new Break('the stack is empty where a value is needed');
    return id;
  }

  /** Index of the first run of the stack above the topmost mark. */
  aboveMark(): number {
    const first = this.stack.aboveMark();
    if (first === undefined) throw new Break('there is no mark on the stack');
    return first;
  }

  /** The values from run `first` of the stack up to its top, as a tuple. */
  tupleFrom(first: number): number {
    return this.values.tuple(this.stack.ids, this.stack.counts, first, this.stack.size);
  }

  twoReadings(message: string): void {
    this.args.notice('two-readings', message);
  }

  notFollowed(message: string): void {
    this.args.notice('not-followed', message);
  }
}
