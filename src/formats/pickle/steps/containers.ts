// Opcodes that make and fill containers. Filling is a method call unless the stream made the container itself.
import type { CallOpcode } from '../../views/program.ts';
import type { MachineState, Steps } from '../machine-state.ts';
import { isLargeNumber, isPlain, valueIds } from '../values.ts';

export const containerSteps: Steps = {
  TUPLE1: (state) => tuple(state, 1),
  TUPLE2: (state) => tuple(state, 2),
  TUPLE3: (state) => tuple(state, 3),
  TUPLE: (state) => collect(state, (first) => state.tupleFrom(first)),
  LIST: (state) => collect(state, () => valueIds.list),
  DICT: (state) => collect(state, (first) => dictFrom(state, first)),
  FROZENSET: (state) => collect(state, () => valueIds.frozenset),
  APPEND: (state) => fillOne(state, 'APPEND'),
  APPENDS: (state) => fill(state, 'APPENDS'),
  SETITEM: (state) => fillOne(state, 'SETITEM'),
  SETITEMS: (state) => fill(state, 'SETITEMS'),
  ADDITEMS: (state) => fill(state, 'ADDITEMS'),
};

function tuple(state: MachineState, length: 1 | 2 | 3): void {
  const last = state.pop();
  const middle = length > 1 ? state.pop() : last;
  const first = length > 2 ? state.pop() : middle;
  const plain = isPlainAndSmall(last) && isPlainAndSmall(middle) && isPlainAndSmall(first);
  const items = length === 1 ? [last] : length === 2 ? [middle, last] : [first, middle, last];
  state.stack.push(plain ? valueIds.constantTuple1 + length - 1 : state.values.tupleOf(items));
}

function isPlainAndSmall(id: number): boolean {
  return isPlain(id) && !isLargeNumber(id);
}

/** One value in place of all that stands above the mark, and of the mark. */
function collect(state: MachineState, make: (first: number) => number): void {
  const first = state.aboveMark();
  const id = make(first);
  state.stack.dropMark(first);
  state.stack.push(id);
}

function dictFrom(state: MachineState, first: number): number {
  if (!hasDunderKey(state, first)) return valueIds.dict;
  state.dunderKeysSeen = true;
  return valueIds.dictWithDunderKeys;
}

function fill(state: MachineState, opcode: 'APPENDS' | 'SETITEMS' | 'ADDITEMS'): void {
  const first = state.aboveMark();
  const dunder = opcode === 'SETITEMS' && hasDunderKey(state, first);
  const items = recordedItems(state, first);
  state.stack.dropMark(first);
  fillTarget(state, opcode, dunder, items);
}

function fillOne(state: MachineState, opcode: 'APPEND' | 'SETITEM'): void {
  const value = state.pop();
  const key = opcode === 'SETITEM' ? state.pop() : undefined;
  const dunder = key !== undefined && isDunder(state, key);
  fillTarget(state, opcode, dunder, () => state.values.tupleOf(key === undefined ? [value] : [key, value]));
}

/** The items above a mark as a tuple, made only when somebody records them; they must be taken before the stack moves. */
function recordedItems({ stack, values }: MachineState, first: number): () => number {
  const { ids, counts, size } = stack;
  return () => values.tuple(ids, counts, first, size);
}

function fillTarget(state: MachineState, opcode: CallOpcode, dunder: boolean, items: () => number): void {
  const target = state.top();
  const setting = opcode === 'SETITEM' || opcode === 'SETITEMS';
  if (setting && isDict(target)) {
    if (!dunder || target !== valueIds.dict) return;
    state.dunderKeysSeen = true;
    state.stack.pop();
    state.stack.push(valueIds.dictWithDunderKeys);
    return;
  }
  if ((opcode === 'APPEND' || opcode === 'APPENDS') && target === valueIds.list) return;
  if (opcode === 'ADDITEMS' && target === valueIds.set) return;
  state.recorder.call(opcode, target, items(), state.opcodeAt);
}

function isDict(id: number): boolean {
  return id === valueIds.dict || id === valueIds.dictWithDunderKeys || id === valueIds.dictUnsure;
}

/** Keys stand at even places above the mark; a run longer than one covers both kinds of place. */
function hasDunderKey(state: MachineState, first: number): boolean {
  const { ids, counts, size } = state.stack;
  let place = 0;
  for (let run = first; run < size; run++) {
    const count = counts[run] ?? 0;
    const id = ids[run] ?? 0;
    if (id > valueIds.dictUnsure && (count > 1 || place % 2 === 0) && isDunder(state, id)) return true;
    place += count;
  }
  return false;
}

/** Dunder texts are decoded on sight, so their ids are interned ones. */
function isDunder({ values }: MachineState, id: number): boolean {
  return id > valueIds.dictUnsure && (values.textOf(id)?.startsWith('__') ?? false);
}
