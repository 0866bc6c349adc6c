// The opcodes that push a value without looking at anything: most of any large pickle, so the machine takes them from tables.
import { valueIds } from './values.ts';

/** Most bytes that such an opcode takes, itself included. */
export const mostBytesOfPlain = 9;

/** Bytes of argument, by opcode; -1 for opcodes that do more than push. */
export const plainSize: Int8Array = new Int8Array(256).fill(-1);
/** Id of the value that is pushed, by opcode; `valueIds.number` for integers, whose id depends on the argument. */
export const plainId: Uint8Array = new Uint8Array(256);

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
