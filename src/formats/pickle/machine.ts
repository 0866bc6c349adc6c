// The pickle machine, symbolically: one pass over the opcodes, values as ids, calls as records. What CPython's unpicklers
// do is stated in Modules/_pickle.c and Lib/pickle.py; where the two differ, that is an oddity.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import type { Oddity } from '../views/oddity.ts';
import type { PickleStream } from '../views/program.ts';
import { Break } from './arguments.ts';
import type { PickleInput } from './input.ts';
import { MachineState, type Step, type Steps } from './machine-state.ts';
import type { NestedCandidate } from './nested.ts';
import { opcodeNames } from './opcodes.ts';
import { mostBytesOfPlain, plainId, plainSize } from './plain-pushes.ts';
import type { RawBlock, RawBlockReader } from './raw-blocks.ts';
import { callSteps } from './steps/calls.ts';
import { constantSteps } from './steps/constants.ts';
import { containerSteps } from './steps/containers.ts';
import { nameSteps } from './steps/names.ts';
import { stackAndMemoSteps } from './steps/stack-and-memo.ts';
import { numberId, valueIds } from './values.ts';

export interface MachineResult {
  readonly stream: PickleStream;
  readonly oddities: readonly Oddity[];
  readonly nested: readonly NestedCandidate[];
  readonly rawBlocks: readonly RawBlock[];
}

/** All opcodes that do more than push, except STOP. */
const steps: Steps = {
  PROTO: (state) => setProtocol(state, state.args.unsigned(1)),
  FRAME: ({ args, frames, input, opcodeAt }) => frames.enter(args.unsigned(8), opcodeAt, input.offset),
  ...constantSteps,
  ...containerSteps,
  ...stackAndMemoSteps,
  ...nameSteps,
  ...callSteps,
};
const stepOf: readonly (Step | undefined)[] = opcodeNames.map((name) => (name === undefined ? undefined : steps[name]));
const stop = 0x2e;

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
  const state = new MachineState(source, from, budget, readRawBlock);
  const problem = problemOf(state);
  if (state.recorder.overflowed) state.notFollowed('more different names and calls than are kept');
  const stream = describeStream(state, from, problem);
  return { stream, oddities: state.args.oddities, nested: state.nested, rawBlocks: state.rawBlocks.found };
}

/** Runs to the end; says why that is not STOP. */
function problemOf(state: MachineState): string | undefined {
  try {
    runToStop(state);
    return undefined;
  } catch (error) {
    if (error instanceof Break) return error.problem;
    if (error instanceof FormatError) return error.message;
    throw error;
  }
}

function describeStream(state: MachineState, from: number, problem: string | undefined): PickleStream {
  const { input, opcodeAt, recorder } = state;
  return {
    from,
    ...(problem === undefined ? { to: input.offset, end: 'stop' } : { to: opcodeAt, end: 'broken', problem }),
    protocol: state.highestProtocol,
    opcodes: state.opcodes,
    globals: recorder.globals,
    computedNames: recorder.computedNames,
    calls: recorder.calls,
    extensions: recorder.extensions,
    persistentIds: recorder.persistentIds,
  };
}

function runToStop(state: MachineState): void {
  const { args, frames, input, stack } = state;
  for (;;) {
    if (input.limit - input.at < mostBytesOfPlain) input.ensure(mostBytesOfPlain);
    const opcodeAt = input.base + input.at;
    args.opcodeAt = opcodeAt;
    if (opcodeAt >= frames.end) frames.leave(opcodeAt);
    if (input.at >= input.limit) throw new Break('the data ends before STOP');
    const code = input.bytes[input.at] ?? 0;
    const size = plainSize[code] ?? -1;
    state.opcodes += 1;
    input.at += 1;
    if (size >= 0) {
      if (input.at + size > input.limit) throw new Break('the data ends inside an argument');
      input.at += size;
      const id = plainId[code] ?? 0;
      stack.push(id === valueIds.number ? integerBefore(input, size, stack.size) : id);
    } else if (code === stop) {
      state.pop();
      return;
    } else {
      stepFor(code)(state);
    }
  }
}

/** The integer argument just passed. On a deep stack numbers are data, and equal ids keep it short. */
function integerBefore({ bytes, at }: PickleInput, size: number, depth: number): number {
  if (depth > exactNumbersBelow) return valueIds.constant;
  let value = 0;
  for (let index = 1; index <= size; index++) value = value * 256 + (bytes[at - index] ?? 0);
  return numberId(size === 4 ? value | 0 : value);
}

function stepFor(code: number): Step {
  const step = stepOf[code];
  if (step === undefined) throw new Break(`byte 0x${code.toString(16).padStart(2, '0')} is no opcode`);
  return step;
}

function setProtocol(state: MachineState, protocol: number): void {
  if (protocol > 5) throw new Break(`protocol ${protocol} does not exist`);
  state.protocol = protocol;
  state.highestProtocol = Math.max(state.highestProtocol, protocol);
}
