// Opcodes that push what a name stands for: globals, extension codes, persistent ids.
import type { GlobalName, GlobalUse } from '../../views/program.ts';
import { Break, instanceName } from '../arguments.ts';
import { mapPython2Name } from '../compat-names.ts';
import type { MachineState, Steps } from '../machine-state.ts';
import { isNoText, valueIds } from '../values.ts';

export const nameSteps: Steps = {
  GLOBAL: (state) => state.stack.push(globalLines(state, 'GLOBAL')),
  STACK_GLOBAL: stackGlobal,
  EXT1: (state) => extension(state, state.args.unsigned(1)),
  EXT2: (state) => extension(state, state.args.unsigned(2)),
  EXT4: (state) => extension(state, state.args.unsigned(4)),
  BINPERSID: (state) => persistent(state, state.pop()),
  PERSID: (state) => persistent(state, state.values.text(state.args.lineText('persistent id'))),
};

/** The global that two lines name, module first. */
export function globalLines(state: MachineState, opcode: 'GLOBAL' | 'INST'): number {
  const module = state.args.lineText('module');
  return globalOf(state, module, state.args.lineText(opcode === 'INST' ? instanceName : 'name'), opcode);
}

function globalOf(state: MachineState, module: string, name: string, opcode: GlobalUse['opcode']): number {
  const mapped = state.protocol < 3 ? mapPython2Name(module, name) : { module, name };
  const changed = mapped.module !== module || mapped.name !== name;
  const global: GlobalName = changed ? { ...mapped, written: `${module}.${name}` } : mapped;
  const id = state.values.global(global);
  state.recorder.global(id, global, state.opcodeAt, opcode);
  return id;
}

function stackGlobal(state: MachineState): void {
  const name = state.pop();
  const module = state.pop();
  const nameText = state.values.textOf(name);
  const moduleText = state.values.textOf(module);
  if (nameText !== undefined && moduleText !== undefined) {
    state.stack.push(globalOf(state, moduleText, nameText, 'STACK_GLOBAL'));
    return;
  }
  if (isNoText(name) || isNoText(module)) throw new Break('STACK_GLOBAL of what is no string');
  if (name === valueIds.lost || module === valueIds.lost) state.notFollowed('a name was dropped to stay within memory');
  else state.recorder.computedName(module, name, state.opcodeAt);
  state.stack.push(valueIds.lost);
}

function extension({ recorder, stack, opcodeAt }: MachineState, code: number): void {
  recorder.extension(code, opcodeAt);
  stack.push(valueIds.extension);
}

function persistent({ recorder, stack, values }: MachineState, id: number): void {
  const value = values.persistent(id);
  recorder.persistentId(value, id);
  stack.push(value);
}
