// What the payload tables are written in. A payload does one thing: it makes the file named by ASSAY_MARKER, which lies
// in the working folder of the loader under the name `assay-marker`.
import {
  buildPickle,
  type Code,
  call,
  dict,
  float,
  global,
  int,
  list,
  none,
  stackGlobal,
  text,
  tuple,
} from '../pickle.ts';
import type { Sample } from '../sample.ts';

export const shell = 'touch "$ASSAY_MARKER"';
export const python = 'open(__import__("os").environ["ASSAY_MARKER"],"w").close()';
export const markerName = 'assay-marker';

/** Loads one stream, as nearly every caller does. */
export const loadOnce = "__import__('pickle').load(open(path, 'rb'))";
/** Reads streams until one fails or the file ends, as callers of stacked pickles do. */
export const loadAll = "[__import__('pickle').load(f) for f in [open(path, 'rb')] for _ in range(9)]";

/** Versions of CPython a payload runs on; absent bounds are open. */
export interface Pythons {
  /** Minor version of Python 3, included. */
  readonly from?: number;
  /** Minor version of Python 3, excluded. */
  readonly before?: number;
}

export interface Payload extends Sample {
  readonly pythons?: Pythons;
}

/** A constant as the code that pushes it: arrays are lists, Maps are dicts, bytes arrays are code already. */
export type Constant = string | number | null | readonly Constant[] | { readonly code: Code };

export function push(value: Constant): Code {
  if (value === null) return none;
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return Number.isInteger(value) ? int(value) : float(value);
  if ('code' in value) return value.code;
  return list(...value.map(push));
}

/** Python's `T(...)`: a tuple among constants. */
export function T(...items: readonly Constant[]): Constant {
  return { code: tuple(...items.map(push)) };
}

/** Python's dict among constants: keys and values in turn. */
export function D(...entries: readonly Constant[]): Constant {
  return { code: dict(...entries.map(push)) };
}

/** A name among constants. */
export function N(module: string, name: string): Constant {
  return { code: stackGlobal(module, name) };
}

/** A call among constants. */
export function C(module: string, name: string, ...args: readonly Constant[]): Constant {
  return { code: call(stackGlobal(module, name), ...args.map(push)) };
}

/** What a call of a value that stands on the stack gives. */
export function apply(callee: Constant, ...args: readonly Constant[]): Constant {
  return { code: call(push(callee), ...args.map(push)) };
}

/** `getattr(value, name)`. */
export function attribute(value: Constant, name: string): Constant {
  return C('builtins', 'getattr', value, name);
}

/** A payload that CPython runs. */
export function executing(
  name: string,
  because: string,
  value: Constant | Uint8Array,
  more: Partial<Payload> = {},
): Payload {
  const build = value instanceof Uint8Array ? () => value : () => buildPickle(4, push(value));
  return { name: `${name}.pkl`, build, verdict: 'malicious', because, executes: loadOnce, ...more };
}

/** One that needs another system, a network or a library to run. */
export function unproven(
  name: string,
  because: string,
  value: Constant | Uint8Array,
  more: Partial<Payload> = {},
): Payload {
  const { executes: _, ...payload } = executing(name, because, value);
  return { ...payload, ...more };
}

/** Payloads that are one call each: file name, `module name` as it stands in GLOBAL, arguments. */
export type CallRow = readonly [name: string, callee: string, ...args: readonly Constant[]];

export function calls(because: string, rows: readonly CallRow[], make: typeof executing = executing): Payload[] {
  return rows.map(([name, callee, ...args]) => {
    const [module = '', attributeName = ''] = callee.split(' ');
    return make(name, because, buildPickle(4, call(global(module, attributeName), ...args.map(push))), {
      check: 'pickle-dangerous-call',
    });
  });
}
