// Opcodes that push a constant and look at it first: texts may be names, and any constant may hold a pickle.
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { Break } from '../arguments.ts';
import type { MachineState, Steps } from '../machine-state.ts';
import { findNested, type NestedCandidate } from '../nested.ts';
import { isIntegerLine, isLongLine, textOfStringLine, textOfUnicodeLine } from '../number-lines.ts';
import { numberId, valueIds } from '../values.ts';

export const constantSteps: Steps = {
  SHORT_BINUNICODE: (state) => pushText(state, 1),
  SHORT_BINSTRING: (state) => pushText(state, 1),
  BINUNICODE: (state) => pushText(state, 4),
  BINSTRING: (state) => pushText(state, 4, true),
  BINUNICODE8: (state) => pushText(state, 8),
  SHORT_BINBYTES: (state) => pushBytes(state, 1),
  BINBYTES: (state) => pushBytes(state, 4),
  BINBYTES8: (state) => pushBytes(state, 8),
  BYTEARRAY8: (state) => pushBytes(state, 8),
  LONG1: (state) => pushLong(state, 1),
  LONG4: (state) => pushLong(state, 4),
  INT: (state) => numberLine(state, 'INT', isIntegerLine),
  LONG: (state) => numberLine(state, 'LONG', isLongLine),
  FLOAT: floatLine,
  STRING: (state) => stringLine(state, textOfStringLine),
  UNICODE: (state) => stringLine(state, textOfUnicodeLine),
};

function pushText(state: MachineState, lengthBytes: number, signed = false): void {
  const { args, input, opcodeAt } = state;
  const length = args.length(lengthBytes, signed);
  input.ensure(Math.min(length, 2));
  const dunder = length >= 2 && input.bytes[input.at] === 0x5f && input.bytes[input.at + 1] === 0x5f;
  lookInside(state, 'text', length);
  args.skip(length);
  const text = dunder ? args.textAt(opcodeAt) : undefined;
  state.stack.push(text === undefined ? -opcodeAt - 1 : state.values.text(text));
}

function pushBytes(state: MachineState, lengthBytes: number): void {
  const length = state.args.length(lengthBytes, false);
  lookInside(state, 'bytes', length);
  state.args.skip(length);
  state.stack.push(valueIds.constant);
}

function pushLong({ args, input, stack }: MachineState, lengthBytes: number): void {
  const length = args.length(lengthBytes, lengthBytes === 4);
  if (length > 0 && length < 6 && input.ensure(length)) {
    // Small enough to be exact; the sign bit is only set in numbers that nobody needs the value of.
    stack.push(numberId(input.unsigned(length)));
    return;
  }
  args.skip(length);
  stack.push(valueIds.constant);
}

function lookInside(state: MachineState, kind: 'text' | 'bytes', length: number): void {
  if (length < 8) return;
  const { input } = state;
  const from = input.offset;
  input.ensure(Math.min(length, 16));
  const { bytes, at } = input;
  keepNested(state, findNested(kind, bytes.subarray(at, Math.min(at + length, input.limit)), from, length));
}

function keepNested({ nested }: MachineState, found: NestedCandidate | undefined): void {
  if (found !== undefined && nested.length < limits.pickleRecords.value) nested.push(found);
}

function numberLine(
  state: MachineState,
  opcode: 'INT' | 'LONG',
  judge: (text: string) => 'decimal' | 'other-base' | 'no',
): void {
  const { text, length } = state.args.line(opcode);
  const kind = length > text.length ? 'decimal' : judge(text);
  if (length > text.length)
    state.args.notice('bomb', `a number of ${length} digits as text takes quadratic time to convert`);
  if (kind === 'no') throw new Break(`${opcode} of ${quote(text)}, which is no number`);
  if (kind === 'other-base') {
    state.twoReadings(`${opcode} of ${quote(text)}: unpicklers accept it, tools built on pickletools stop here`);
  }
  state.stack.push(valueIds.constant);
}

function floatLine({ args, stack }: MachineState): void {
  args.line('float');
  stack.push(valueIds.constant);
}

function stringLine(state: MachineState, decode: (text: string) => string | undefined): void {
  const from = state.input.offset;
  const { text, length } = state.args.line('text');
  if (length > text.length) {
    state.stack.push(valueIds.constant);
    return;
  }
  const decoded = decode(text);
  if (decoded === undefined) throw new Break(`a string argument of ${quote(text)} without matching quotes`);
  const bytes = Buffer.from(decoded, 'utf8');
  const found = findNested('text', bytes, from, bytes.length);
  keepNested(state, found && { ...found, text: decoded });
  state.stack.push(decoded.length > limits.pickleNameBytes.value ? valueIds.constant : state.values.text(decoded));
}
