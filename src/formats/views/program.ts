// Program: what an unpickler would do with a file, without doing it.
import type { Oddity } from './oddity.ts';
import type { Part } from './part.ts';

/** A value on the unpickler's stack, as far as it can be known without running anything. */
export type Value =
  /** A constant string, whole. */
  | { readonly kind: 'text'; readonly text: string }
  /** A constant that is no short string: number, None, bytes, long text. Integers that may matter keep their value. */
  | { readonly kind: 'constant'; readonly number?: number }
  | { readonly kind: 'global'; readonly name: GlobalName }
  | { readonly kind: 'tuple'; readonly items: readonly Value[] }
  | { readonly kind: 'list' | 'set' | 'frozenset' }
  /** `dunderKeys`: it got a key like `__class__`; 'unsure' when it was reached through the memo or a copy. */
  | { readonly kind: 'dict'; readonly dunderKeys: boolean | 'unsure' }
  /** What a call gave. */
  | { readonly kind: 'made'; readonly callee: Value; readonly args?: Value }
  /** What `persistent_load` gives (PERSID, BINPERSID). */
  | { readonly kind: 'persistent'; readonly id: Value }
  /** Known to the loader, not to us: an extension code, a value dropped to stay within memory. */
  | { readonly kind: 'unknown'; readonly why: string };

export interface GlobalName {
  /** Module as the unpickler imports it, after the protocol < 3 mapping. */
  readonly module: string;
  /** Attribute, dotted when the protocol walks it attribute by attribute. */
  readonly name: string;
  /** As it stands in the stream, when the mapping changed it. */
  readonly written?: string;
}

/** Opcodes that make the unpickler run code of a named object. */
export type CallOpcode =
  | 'REDUCE'
  | 'OBJ'
  | 'INST'
  | 'NEWOBJ'
  | 'NEWOBJ_EX'
  | 'BUILD'
  | 'APPEND'
  | 'APPENDS'
  | 'ADDITEMS'
  | 'SETITEM'
  | 'SETITEMS';

export interface Call {
  readonly opcode: CallOpcode;
  /** What is called; for BUILD, APPEND... the object whose method is called. */
  readonly target: Value;
  /** Arguments, or the state for BUILD. */
  readonly args: Value;
  /** Offset of the first such call; equal calls are counted, not repeated. */
  readonly offset: number;
  readonly count: number;
}

export interface GlobalUse {
  readonly name: GlobalName;
  readonly offset: number;
  readonly opcode: 'GLOBAL' | 'INST' | 'STACK_GLOBAL';
}

/** A name that the stream computes instead of stating it (STACK_GLOBAL over something that is no constant string). */
export interface ComputedName {
  readonly offset: number;
  readonly module: Value;
  readonly name: Value;
}

export interface PickleStream {
  readonly from: number;
  /** Offset after STOP, or where the unpickler gives up. */
  readonly to: number;
  /** `stop`: ended by STOP. `broken`: an unpickler raises at `to`; what stands before it has run. */
  readonly end: 'stop' | 'broken';
  /** Why it is broken. */
  readonly problem?: string;
  /** Highest protocol the stream declared; 0 when it declared none. */
  readonly protocol: number;
  readonly opcodes: number;
  readonly globals: readonly GlobalUse[];
  readonly computedNames: readonly ComputedName[];
  readonly calls: readonly Call[];
  readonly extensions: readonly { readonly code: number; readonly offset: number }[];
  /** Different arguments of PERSID and BINPERSID: what `persistent_load` is asked for. */
  readonly persistentIds: readonly Value[];
}

export interface ProgramView {
  readonly kind: 'program';
  readonly streams: readonly PickleStream[];
  readonly oddities: readonly Oddity[];
  readonly parts: readonly Part[];
  /** Ranges [from, to) the reader accounts for. */
  readonly covered: readonly { readonly from: number; readonly to: number }[];
}
