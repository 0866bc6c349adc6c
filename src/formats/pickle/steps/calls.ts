// Opcodes that call what the stream names, and BUILD, which hands it a state.
import type { CallOpcode } from '../../views/program.ts';
import { Break } from '../arguments.ts';
import type { MachineState, Steps } from '../machine-state.ts';
import { isLiteral, valueIds } from '../values.ts';
import { globalLines } from './names.ts';

export const callSteps: Steps = {
  REDUCE: reduce,
  NEWOBJ: (state) => newObject(state, 'NEWOBJ', state.pop()),
  NEWOBJ_EX: newObjectEx,
  OBJ: object,
  INST: instance,
  BUILD: build,
};

function reduce(state: MachineState): void {
  const args = state.pop();
  const callee = state.pop();
  if (args === valueIds.list) {
    state.twoReadings('REDUCE with a list: the C unpickler raises, the Python unpickler calls');
  }
  make(state, 'REDUCE', callee, args);
}

function newObject(state: MachineState, opcode: 'NEWOBJ' | 'NEWOBJ_EX', args: number): void {
  make(state, opcode, state.pop(), args);
}

function newObjectEx(state: MachineState): void {
  const keywords = state.pop();
  const args = state.pop();
  newObject(state, 'NEWOBJ_EX', state.values.tupleOf([args, keywords]));
}

function object(state: MachineState): void {
  const first = state.aboveMark();
  if (first >= state.stack.size) throw new Break('OBJ without a class');
  const { ids, counts, size } = state.stack;
  const callee = ids[first] ?? 0;
  // The class is the first item; when it stands in a run, the rest of the run are arguments.
  if ((counts[first] ?? 0) > 1) counts[first] = (counts[first] ?? 0) - 1;
  const args = state.values.tuple(ids, counts, (counts[first] ?? 0) > 1 ? first : first + 1, size);
  state.stack.dropMark(first);
  make(state, 'OBJ', callee, args);
}

function instance(state: MachineState): void {
  const callee = globalLines(state, 'INST');
  const first = state.aboveMark();
  const args = state.tupleFrom(first);
  state.stack.dropMark(first);
  make(state, 'INST', callee, args);
}

function make(state: MachineState, opcode: CallOpcode, callee: number, args: number): void {
  if (isLiteral(callee)) throw new Break(`${opcode} of what cannot be called`);
  state.recorder.call(opcode, callee, args, state.opcodeAt);
  const id = state.values.made(callee, args);
  state.rawBlocks.made(id, state.input.offset);
  state.stack.push(id);
}

function build(state: MachineState): void {
  const { frames, input, rawBlocks } = state;
  const given = state.pop();
  const target = state.top();
  state.recorder.call('BUILD', target, given, state.opcodeAt);
  rawBlocks.keepState(target, given);
  const block = rawBlocks.after(target, input.offset);
  if (block === undefined) return;
  if (frames.isOpen && frames.end > input.offset) {
    state.twoReadings('an array block follows in the middle of a frame: joblib reads it after the frame');
  }
  input.seek(block.to);
  frames.close();
}
