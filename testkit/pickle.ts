// A pickle assembler: every opcode of protocols 0 to 5 by name, so that any valid or broken stream can be written down.
// Source: CPython Lib/pickletools.py (the opcode table).

/** Bytes of opcodes; nesting is flattened. A helper that "pushes" leaves one value on the unpickler's stack. */
export type Code = Uint8Array | readonly Code[];

/** Opcode bytes by the names of pickletools. */
export const opcodes = {
  MARK: 0x28,
  STOP: 0x2e,
  POP: 0x30,
  POP_MARK: 0x31,
  DUP: 0x32,
  FLOAT: 0x46,
  INT: 0x49,
  BININT: 0x4a,
  BININT1: 0x4b,
  LONG: 0x4c,
  BININT2: 0x4d,
  NONE: 0x4e,
  PERSID: 0x50,
  BINPERSID: 0x51,
  REDUCE: 0x52,
  STRING: 0x53,
  BINSTRING: 0x54,
  SHORT_BINSTRING: 0x55,
  UNICODE: 0x56,
  BINUNICODE: 0x58,
  APPEND: 0x61,
  BUILD: 0x62,
  GLOBAL: 0x63,
  DICT: 0x64,
  EMPTY_DICT: 0x7d,
  APPENDS: 0x65,
  GET: 0x67,
  BINGET: 0x68,
  INST: 0x69,
  LONG_BINGET: 0x6a,
  LIST: 0x6c,
  EMPTY_LIST: 0x5d,
  OBJ: 0x6f,
  PUT: 0x70,
  BINPUT: 0x71,
  LONG_BINPUT: 0x72,
  SETITEM: 0x73,
  TUPLE: 0x74,
  EMPTY_TUPLE: 0x29,
  SETITEMS: 0x75,
  BINFLOAT: 0x47,
  PROTO: 0x80,
  NEWOBJ: 0x81,
  EXT1: 0x82,
  EXT2: 0x83,
  EXT4: 0x84,
  TUPLE1: 0x85,
  TUPLE2: 0x86,
  TUPLE3: 0x87,
  NEWTRUE: 0x88,
  NEWFALSE: 0x89,
  LONG1: 0x8a,
  LONG4: 0x8b,
  BINBYTES: 0x42,
  SHORT_BINBYTES: 0x43,
  SHORT_BINUNICODE: 0x8c,
  BINUNICODE8: 0x8d,
  BINBYTES8: 0x8e,
  EMPTY_SET: 0x8f,
  ADDITEMS: 0x90,
  FROZENSET: 0x91,
  NEWOBJ_EX: 0x92,
  STACK_GLOBAL: 0x93,
  MEMOIZE: 0x94,
  FRAME: 0x95,
  BYTEARRAY8: 0x96,
  NEXT_BUFFER: 0x97,
  READONLY_BUFFER: 0x98,
} as const;

export type OpcodeName = keyof typeof opcodes;

/**
 * A whole pickle: PROTO (none for protocols 0 and 1), the code, STOP.
 * @param protocol - 0..255; the unpickler refuses more than 5
 */
export function buildPickle(protocol: number, ...code: readonly Code[]): Uint8Array {
  return assemble(protocol < 2 ? [] : op('PROTO', u8(protocol)), code, op('STOP'));
}

/** The bytes of `code` and nothing else. */
export function assemble(...code: readonly Code[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  flatten(code, pieces);
  const whole = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** One opcode with its operand bytes, whatever they are. */
export function op(name: OpcodeName, ...operand: readonly Code[]): Code {
  return [Uint8Array.of(opcodes[name]), ...operand];
}

// --- operands

export function u8(value: number): Uint8Array {
  return Uint8Array.of(value);
}

export function u16(value: number): Uint8Array {
  return littleEndian(BigInt(value), 2);
}

export function u32(value: number): Uint8Array {
  return littleEndian(BigInt(value), 4);
}

export function u64(value: number | bigint): Uint8Array {
  return littleEndian(BigInt(value), 8);
}

/** Text as UTF-8 with a newline, the operand of the protocol-0 opcodes. */
export function line(value: string): Uint8Array {
  return utf8(`${value}\n`);
}

export function utf8(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

// --- pushes of constants

export const none: Code = op('NONE');
export const emptyTuple: Code = op('EMPTY_TUPLE');
export const emptyDict: Code = op('EMPTY_DICT');
export const emptyList: Code = op('EMPTY_LIST');

/** Pushes a `str` by the shortest binary opcode: protocol 4 when it is short, else protocol 1. */
export function text(value: string): Code {
  const data = utf8(value);
  return data.length < 256 ? op('SHORT_BINUNICODE', u8(data.length), data) : op('BINUNICODE', u32(data.length), data);
}

/** Pushes a `str` by UNICODE, protocol 0. */
export function unicode(value: string): Code {
  return op('UNICODE', line(value));
}

/** Pushes what Python 2 wrote for `str`: STRING with a quoted literal. */
export function string(value: string): Code {
  return op('STRING', line(`'${value}'`));
}

export function bytes(value: Uint8Array): Code {
  return value.length < 256 ? op('SHORT_BINBYTES', u8(value.length), value) : op('BINBYTES', u32(value.length), value);
}

/** Pushes an integer of 32 bits. */
export function int(value: number): Code {
  return value >= 0 && value < 256 ? op('BININT1', u8(value)) : op('BININT', littleEndian(BigInt(value), 4));
}

export function float(value: number): Code {
  const data = new Uint8Array(8);
  new DataView(data.buffer).setFloat64(0, value, false);
  return op('BINFLOAT', data);
}

export function bool(value: boolean): Code {
  return op(value ? 'NEWTRUE' : 'NEWFALSE');
}

// --- pushes of containers

/** Pushes a tuple by MARK ... TUPLE, valid in every protocol. */
export function tuple(...items: readonly Code[]): Code {
  return [op('MARK'), ...items, op('TUPLE')];
}

export function list(...items: readonly Code[]): Code {
  return [op('EMPTY_LIST'), appends([], ...items)];
}

/** @param entries - keys and values in turn */
export function dict(...entries: readonly Code[]): Code {
  return [op('EMPTY_DICT'), setItems([], ...entries)];
}

export function set(...items: readonly Code[]): Code {
  return [op('EMPTY_SET'), addItems([], ...items)];
}

export function frozenset(...items: readonly Code[]): Code {
  return [op('MARK'), ...items, op('FROZENSET')];
}

// --- pushes of names and of what calls give

export function global(module: string, name: string): Code {
  return op('GLOBAL', line(module), line(name));
}

export function stackGlobal(module: string, name: string): Code {
  return [text(module), text(name), op('STACK_GLOBAL')];
}

/** `callee(*args)` by REDUCE. */
export function call(callee: Code, ...args: readonly Code[]): Code {
  return [callee, tuple(...args), op('REDUCE')];
}

/** REDUCE with whatever stands for the arguments. */
export function reduce(callee: Code, args: Code): Code {
  return [callee, args, op('REDUCE')];
}

export function inst(module: string, name: string, ...args: readonly Code[]): Code {
  return [op('MARK'), ...args, op('INST', line(module), line(name))];
}

export function obj(callee: Code, ...args: readonly Code[]): Code {
  return [op('MARK'), callee, ...args, op('OBJ')];
}

export function newObj(callee: Code, ...args: readonly Code[]): Code {
  return [callee, tuple(...args), op('NEWOBJ')];
}

export function newObjEx(callee: Code, args: Code, keywords: Code): Code {
  return [callee, args, keywords, op('NEWOBJ_EX')];
}

/** `target.__setstate__(state)`, or an update of its `__dict__`. Leaves `target`. */
export function build(target: Code, state: Code): Code {
  return [target, state, op('BUILD')];
}

/** `target.extend(items)`, or `append` one by one. Leaves `target`. */
export function appends(target: Code, ...items: readonly Code[]): Code {
  return [target, op('MARK'), ...items, op('APPENDS')];
}

export function append(target: Code, item: Code): Code {
  return [target, item, op('APPEND')];
}

/** `target.add(item)` for each. Leaves `target`. */
export function addItems(target: Code, ...items: readonly Code[]): Code {
  return [target, op('MARK'), ...items, op('ADDITEMS')];
}

/** `target[key] = value` for each pair. Leaves `target`. */
export function setItems(target: Code, ...entries: readonly Code[]): Code {
  return [target, op('MARK'), ...entries, op('SETITEMS')];
}

export function setItem(target: Code, key: Code, value: Code): Code {
  return [target, key, value, op('SETITEM')];
}

// --- memo, stack, stream

/** Stores the top of the stack in the memo, by the shortest opcode. */
export function put(slot: number): Code {
  return slot < 256 ? op('BINPUT', u8(slot)) : op('LONG_BINPUT', u32(slot));
}

export function get(slot: number): Code {
  return slot < 256 ? op('BINGET', u8(slot)) : op('LONG_BINGET', u32(slot));
}

export const memoize: Code = op('MEMOIZE');
export const pop: Code = op('POP');

export function proto(version: number): Code {
  return op('PROTO', u8(version));
}

/**
 * A FRAME around `code`.
 * @param length - what the frame declares; the length of `code` when absent
 */
export function frame(code: Code, length?: number): Code {
  const body = assemble(code);
  return op('FRAME', u64(length ?? body.length), body);
}

function flatten(code: Code, into: Uint8Array[]): void {
  if (code instanceof Uint8Array) {
    into.push(code);
    return;
  }
  for (const piece of code) flatten(piece, into);
}

function littleEndian(value: bigint, length: number): Uint8Array {
  const data = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) data[at] = Number((value >> BigInt(8 * at)) & 0xffn);
  return data;
}
