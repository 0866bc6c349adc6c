// Opcodes that move values between the stack and the memo, copy them and drop them.
import * as limits from '#core/limits';
import { Break } from '../arguments.ts';
import type { MachineState, Steps } from '../machine-state.ts';
import { valueIds } from '../values.ts';

export const stackAndMemoSteps: Steps = {
  POP: popAny,
  POP_MARK: (state) => state.stack.dropMark(state.aboveMark()),
  DUP: (state) => state.stack.push(alias(state, state.top())),
  READONLY_BUFFER: (state) => state.top(),
  MEMOIZE: (state) => put(state, state.memo.count),
  BINPUT: (state) => put(state, state.args.unsigned(1)),
  LONG_BINPUT: (state) => put(state, state.args.unsigned(4)),
  PUT: (state) => put(state, state.args.indexLine()),
  BINGET: (state) => get(state, state.args.unsigned(1)),
  LONG_BINGET: (state) => get(state, state.args.unsigned(4)),
  GET: (state) => get(state, state.args.indexLine()),
};

function popAny({ stack }: MachineState): void {
  if (!stack.popAny()) throw new Break('POP on an empty stack');
}

function put(state: MachineState, index: number): void {
  const { args, memo } = state;
  // Picklers number the memo from 0 upwards; the C unpickler allocates it up to twice the highest index.
  if (index > limits.pickleMemoIndex.value && index > 64 * memo.count) {
    args.notice('bomb', `memo index ${index} makes the C unpickler allocate ${16 * index} bytes`);
  }
  memo.set(index, state.top());
}

function get(state: MachineState, index: number): void {
  const id = state.memo.get(index);
  if (id === undefined) throw new Break(`memo entry ${index} was never written`);
  state.stack.push(alias(state, id));
}

/** A second way to the same dict: after some dict got dunder keys, nobody can say that this one did not. */
function alias({ dunderKeysSeen }: MachineState, id: number): number {
  return id === valueIds.dict && dunderKeysSeen ? valueIds.dictUnsure : id;
}
