// Random pickle streams that mostly make sense: enough sense to get deep, enough nonsense to leave the path of picklers.
import {
  assemble,
  bool,
  bytes,
  type Code,
  emptyDict,
  emptyList,
  emptyTuple,
  float,
  get,
  global,
  inst,
  int,
  memoize,
  none,
  obj,
  op,
  pop,
  put,
  stackGlobal,
  string,
  text,
  u8,
  unicode,
} from '#testkit/pickle';

/** A small seeded generator (mulberry32); uniform in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const modules = ['os', '__builtin__', 'builtins', 'collections', 'copy_reg', 'numpy', 'itertools', 'a.b'];
const names = ['system', 'reduce', 'OrderedDict', '_reconstructor', 'dtype', 'imap', 'x'];

/** One stream of about `length` opcodes. */
export function randomStream(random: () => number, length: number): Uint8Array {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const values: (() => Code)[] = [
    () => int(Math.floor(random() * 70_000)),
    () => text(pick(names)),
    () => string(pick(names)),
    () => unicode('wörd'),
    () => bytes(new Uint8Array([1, 2, 3])),
    () => none,
    () => bool(random() < 0.5),
    () => float(1.5),
    () => emptyDict,
    () => emptyList,
    () => emptyTuple,
    () => op('EMPTY_SET'),
    () => global(pick(modules), pick(names)),
    () => stackGlobal(pick(modules), pick(names)),
    () => op('MARK'),
  ];
  const steps: (() => Code)[] = [
    () => memoize,
    () => put(Math.floor(random() * 6)),
    () => get(Math.floor(random() * 6)),
    () => pop,
    () => op('DUP'),
    () => op(pick(['TUPLE', 'LIST', 'DICT', 'FROZENSET', 'POP_MARK', 'APPENDS', 'SETITEMS', 'ADDITEMS'])),
    () => op(pick(['TUPLE1', 'TUPLE2', 'TUPLE3', 'APPEND', 'SETITEM'])),
    () => [emptyTuple, op('REDUCE')],
    () => [op('TUPLE1'), op('REDUCE')],
    () => [emptyTuple, op('NEWOBJ')],
    () => [none, op('BUILD')],
    () => op('BINPERSID'),
    () => obj(global(pick(modules), pick(names)), int(1)),
    () => inst(pick(modules), pick(names), none),
    () => op('PROTO', u8(Math.floor(random() * 6))),
    () => op('STACK_GLOBAL'),
  ];
  const code: Code[] = random() < 0.8 ? [op('PROTO', u8(Math.floor(random() * 6)))] : [];
  for (let index = 0; index < length; index++) code.push(random() < 0.6 ? pick(values)() : pick(steps)());
  code.push(op('STOP'));
  return assemble(...code);
}

/** The stream with one byte changed, or cut. */
export function damage(random: () => number, stream: Uint8Array): Uint8Array {
  const at = Math.floor(random() * stream.length);
  if (random() < 0.3) return stream.subarray(0, at);
  const copy = stream.slice();
  copy[at] = Math.floor(random() * 256);
  return copy;
}
