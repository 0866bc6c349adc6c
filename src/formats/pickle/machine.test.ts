import { describe, expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { WorkBudget } from '#core/work-budget';
import {
  addItems,
  append,
  appends,
  assemble,
  build,
  buildPickle,
  bytes,
  type Code,
  call,
  dict,
  emptyDict,
  emptyList,
  emptyTuple,
  frame,
  frozenset,
  get,
  global,
  inst,
  int,
  list,
  memoize,
  newObj,
  newObjEx,
  none,
  obj,
  op,
  pop,
  proto,
  put,
  reduce,
  set,
  setItem,
  setItems,
  stackGlobal,
  string,
  text,
  tuple,
  u8,
  u32,
  u64,
  unicode,
  utf8,
} from '#testkit/pickle';
import type { PickleStream, Value } from '../views/program.ts';
import { type MachineResult, runPickle } from './machine.ts';

function run(stream: Uint8Array): MachineResult {
  return runPickle(new MemorySource(stream), 0, new WorkBudget(stream.length));
}

function follow(protocol: number, ...code: readonly Code[]): PickleStream {
  return run(buildPickle(protocol, ...code)).stream;
}

function names({ globals }: PickleStream): string[] {
  return globals.map(({ name }) => `${name.module}.${name.name}`);
}

/** A call as `OPCODE callee(args)`. */
function calls(stream: PickleStream): string[] {
  return stream.calls.map(({ opcode, target, args }) => `${opcode} ${show(target)} ${show(args)}`);
}

function show(value: Value): string {
  if (value.kind === 'global') return `${value.name.module}.${value.name.name}`;
  if (value.kind === 'text') return `'${value.text}'`;
  if (value.kind === 'tuple') return `(${value.items.map(show).join(', ')})`;
  if (value.kind === 'made') return `made by ${show(value.callee)}`;
  if (value.kind === 'constant') return value.number === undefined ? 'constant' : String(value.number);
  if (value.kind === 'persistent') return `persistent ${show(value.id)}`;
  if (value.kind === 'dict') return value.dunderKeys === false ? 'dict' : `dict with dunder keys (${value.dunderKeys})`;
  return value.kind;
}

const system = global('os', 'system');

describe('calls', () => {
  test.each<[string, Code, string]>([
    ['REDUCE', call(system, text('x')), "REDUCE os.system ('x')"],
    ['OBJ', obj(system, text('x')), "OBJ os.system ('x')"],
    ['OBJ without arguments', obj(system), 'OBJ os.system ()'],
    ['INST', inst('os', 'system', text('x')), "INST os.system ('x')"],
    ['NEWOBJ', newObj(system, int(7)), 'NEWOBJ os.system (constant)'],
    ['NEWOBJ_EX', newObjEx(system, tuple(text('a')), dict()), "NEWOBJ_EX os.system (('a'), dict)"],
    ['BUILD', build(system, none), 'BUILD os.system constant'],
    ['APPENDS on what is no list', appends(system, text('x')), "APPENDS os.system ('x')"],
    ['APPEND on what is no list', append(system, text('x')), "APPEND os.system ('x')"],
    ['ADDITEMS on what is no set', addItems(system, text('x')), "ADDITEMS os.system ('x')"],
    ['SETITEM on what is no dict', setItem(system, text('k'), text('v')), "SETITEM os.system ('k', 'v')"],
    ['SETITEMS on what is no dict', setItems(system, text('k'), text('v')), "SETITEMS os.system ('k', 'v')"],
    [
      'REDUCE of a result',
      reduce([emptyTuple, op('POP'), system, emptyTuple, op('REDUCE')], emptyTuple),
      'REDUCE made by os.system ()',
    ],
  ])('%s', (_, code, expected) => {
    expect(calls(follow(4, code))).toContain(expected);
  });

  test('filling containers of the stream itself is no call', () => {
    expect(calls(follow(4, list(int(1)), dict(text('a'), int(1)), set(int(1)), frozenset(int(2))))).toEqual([]);
  });

  test('equal calls are one record with a count', () => {
    const stream = follow(4, list(...Array.from({ length: 50 }, () => call(system, int(1)))));
    expect(stream.calls.map(({ count }) => count)).toEqual([50]);
  });

  test('more argument lists than are kept become one record with unknown arguments, and no call is lost', () => {
    const stream = follow(4, list(...Array.from({ length: 2000 }, (_, index) => call(system, text(`t${index}`)))));
    expect(stream.calls.reduce((sum, { count }) => sum + count, 0)).toBe(2000);
    expect(stream.calls.at(-1)?.args.kind).toBe('unknown');
  });

  test('a name on the stack is no call', () => {
    const stream = follow(4, system, pop, none);
    expect(names(stream)).toEqual(['os.system']);
    expect(stream.calls).toEqual([]);
  });
});

describe('names', () => {
  test('below protocol 3 are mapped as CPython maps them, from that moment on', () => {
    expect(names(follow(2, global('__builtin__', 'reduce')))).toEqual(['functools.reduce']);
    expect(names(follow(2, global('commands', 'getoutput')))).toEqual(['subprocess.getoutput']);
    expect(names(follow(4, global('__builtin__', 'reduce')))).toEqual(['__builtin__.reduce']);
    expect(names(follow(4, proto(2), stackGlobal('commands', 'x')))).toEqual(['subprocess.x']);
    expect(follow(2, global('__builtin__', 'reduce')).globals[0]?.name.written).toBe('__builtin__.reduce');
  });

  test('come through memo and copies', () => {
    const code = [
      text('os'),
      put(3),
      pop,
      text('system'),
      memoize,
      op('DUP'),
      pop,
      pop,
      get(3),
      get(1),
      op('STACK_GLOBAL'),
    ];
    expect(names(follow(4, code))).toEqual(['os.system']);
  });

  test('MEMOIZE writes to the number of entries, also when that overwrites one', () => {
    // Entries 0 and 2 exist, so MEMOIZE writes entry 2.
    const code = [
      text('a'),
      put(0),
      text('b'),
      put(2),
      text('system'),
      memoize,
      text('os'),
      get(2),
      op('STACK_GLOBAL'),
    ];
    expect(names(follow(4, code))).toEqual(['os.system']);
  });

  test('protocol 0 text is decoded before it is a name', () => {
    const code = [op('STRING', utf8("'\\x6fs'\n")), unicode('\\u0073ystem'), op('STACK_GLOBAL')];
    expect(names(follow(0, code))).toEqual(['os.system']);
    expect(names(follow(0, string('os'), string('system'), op('STACK_GLOBAL')))).toEqual(['os.system']);
  });

  test('that are computed are said to be', () => {
    const stream = follow(
      4,
      text('os'),
      call(global('builtins', 'str'), text('system')),
      op('STACK_GLOBAL'),
      emptyTuple,
      op('REDUCE'),
    );
    expect(stream.computedNames).toHaveLength(1);
    expect(stream.calls.map(({ target }) => target.kind)).toContain('unknown');
  });

  test('keep their bytes when they are no ASCII', () => {
    expect(names(follow(2, global('mödul', 'näme')))).toEqual(['mödul.näme']);
  });
});

describe('state', () => {
  const instance = newObj(global('m', 'C'));

  test('dunder keys of a state are seen, by SETITEM, SETITEMS and DICT', () => {
    const bad = dict(text('a'), int(1), text('__class__'), int(2));
    const byMark = [op('MARK'), text('__class__'), int(2), op('DICT')];
    for (const state of [bad, byMark, setItem(emptyDict, text('__x'), none)]) {
      expect(calls(follow(4, build(instance, state)))).toContain('BUILD made by m.C dict with dunder keys (true)');
    }
  });

  test('a dunder word as a value is data', () => {
    expect(calls(follow(4, build(instance, dict(text('a'), text('__class__')))))).toContain('BUILD made by m.C dict');
  });

  test('a dict that may have got dunder keys elsewhere is not taken for a plain one', () => {
    const code = [
      emptyDict,
      put(0),
      pop,
      instance,
      get(0),
      setItems([], text('__class__'), none),
      pop,
      get(0),
      op('BUILD'),
    ];
    expect(calls(follow(4, code))).toContain('BUILD made by m.C dict with dunder keys (unsure)');
  });

  test('equal keys in a row are still seen', () => {
    const state = setItems(emptyDict, text('__a'), text('__a'));
    expect(calls(follow(4, build(instance, state)))).toContain('BUILD made by m.C dict with dunder keys (true)');
  });
});

describe('what unpicklers read differently', () => {
  const oddities = (stream: Uint8Array): string[] =>
    run(stream).oddities.map(({ kind, message }) => `${kind}: ${message}`);

  test.each<[string, Uint8Array, RegExp]>([
    ['an opcode across a frame', buildPickle(4, frame([text('abc'), pop, none], 2)), /crosses the end of its frame/],
    ['a frame in a frame', buildPickle(4, frame([frame(none), pop, none])), /a frame opens inside a frame/],
    ['a frame beyond the data', buildPickle(4, frame(none, 5000)), /a frame is longer than the data/],
    ['INT in another base', assemble(op('INT', utf8('0x10\n')), op('STOP')), /INT of "0x10"/],
    ['INT in octal', assemble(op('INT', utf8('010\n')), op('STOP')), /INT of "010"/],
    ['LONG in another base', assemble(op('LONG', utf8('0b1L\n')), op('STOP')), /LONG of "0b1L"/],
    ['REDUCE with a list', buildPickle(4, reduce(system, list(text('x')))), /REDUCE with a list/],
    [
      'INST whose name ends with the data',
      assemble(op('MARK'), op('INST', utf8('os\nsystemX'))),
      /INST has no newline/,
    ],
  ])('%s', (_, stream, message) => {
    expect(oddities(stream).find((text) => text.startsWith('two-readings'))).toMatch(message);
  });

  test('frames that end between opcodes are ordinary, one after the other', () => {
    expect(oddities(buildPickle(4, frame([text('a'), pop]), frame(none)))).toEqual([]);
  });

  test.each(['0', '-1', '01', '00', '12345678901234567890'])('INT %s is ordinary', (number) => {
    expect(oddities(assemble(op('INT', utf8(`${number}\n`)), op('STOP')))).toEqual([]);
  });
});

describe('broken streams', () => {
  test.each<[string, Code, RegExp]>([
    ['no opcode', Uint8Array.of(0xff), /byte 0xff is no opcode/],
    ['an empty stack', op('REDUCE'), /stack is empty/],
    ['a mark where a value is needed', [op('MARK'), op('TUPLE1')], /stack is empty/],
    ['no mark', [none, op('TUPLE')], /no mark/],
    ['POP on nothing', pop, /POP on an empty stack/],
    ['a memo entry that was never written', get(7), /memo entry 7/],
    ['protocol 6', proto(6), /protocol 6/],
    ['INT of a word', op('INT', utf8('abc\n')), /no number/],
    ['STRING without quotes', op('STRING', utf8('abc\n')), /quotes/],
    ['a negative length', op('BINSTRING', u32(0xffffffff)), /negative length/],
    ['a length beyond the data', op('BINUNICODE', u32(1000)), /a length of 1000/],
    ['a memo index that is no number', op('PUT', utf8('x\n')), /stack is empty|memo index/],
    ['OBJ without a class', [op('MARK'), op('OBJ')], /OBJ without a class/],
  ])('%s', (_, code, problem) => {
    const { stream } = run(assemble(op('PROTO', u8(4)), code));
    expect([stream.end, stream.problem]).toEqual(['broken', expect.stringMatching(problem)]);
  });

  test('what ran before the break is still reported', () => {
    const { stream } = run(assemble(call(system, text('x')), Uint8Array.of(0xff)));
    expect([stream.end, calls(stream)]).toEqual(['broken', ["REDUCE os.system ('x')"]]);
  });

  test('end where the unpickler stops', () => {
    expect(run(assemble(none, Uint8Array.of(0xff), none)).stream.to).toBe(1);
    expect(run(assemble(none, op('STOP'), none)).stream.to).toBe(2);
  });
});

describe('bounds', () => {
  test('a million pushed values are a few runs', () => {
    const stream = assemble(emptyList, op('MARK'), new Uint8Array(2_000_000).fill(0x4e), op('APPENDS'), op('STOP'));
    expect(run(stream).stream).toMatchObject({ end: 'stop', opcodes: 2_000_004 });
  });

  test('sparse memo indexes end the stream instead of memory', () => {
    const puts = Array.from({ length: 6000 }, (_, index) => put(index * 5000));
    const { stream } = run(assemble(none, ...puts, op('STOP')));
    expect([stream.end, stream.problem]).toEqual(['broken', expect.stringMatching(/scatters its memo/)]);
  });

  test('a memo index far beyond its entries is a bomb', () => {
    const { oddities, stream } = run(buildPickle(2, none, put(0xffffffff)));
    expect([oddities.map(({ kind }) => kind), stream.end]).toEqual([['bomb'], 'stop']);
  });

  test('a declared length of 2^62 is a bomb', () => {
    const { oddities } = run(assemble(op('BINBYTES8', u64(2n ** 62n))));
    expect(oddities.map(({ kind }) => kind)).toEqual(['bomb']);
  });

  test('a number of 100,000 digits is a bomb', () => {
    const { oddities } = run(assemble(op('LONG', utf8(`${'9'.repeat(100_000)}L\n`)), op('STOP')));
    expect(oddities.map(({ kind }) => kind)).toEqual(['bomb']);
  });

  test('a tuple nested 100,000 deep can still be described', () => {
    const code = [text('x'), ...Array.from({ length: 100_000 }, () => op('TUPLE1'))];
    const { stream } = run(buildPickle(4, system, code, op('REDUCE')));
    expect(stream.calls).toHaveLength(1);
  });

  test('memo doubling costs what the stream is long', () => {
    const doubling = Array.from({ length: 60 }, () => [op('DUP'), op('TUPLE2')]);
    const { stream } = run(buildPickle(4, system, text('x'), doubling, op('REDUCE')));
    expect(stream.calls).toHaveLength(1);
  });
});

test('persistent ids are kept with their parts', () => {
  const id = tuple(text('storage'), global('torch', 'FloatStorage'), text('0'), text('cpu'), int(12));
  const stream = follow(2, id, op('BINPERSID'));
  expect(stream.persistentIds.map(show)).toEqual(["('storage', torch.FloatStorage, '0', 'cpu', 12)"]);
});

test('extension codes are recorded', () => {
  expect(follow(2, op('EXT1', u8(240))).extensions).toEqual([{ code: 240, offset: 2 }]);
});

test('constants that may hold a pickle are candidates', () => {
  const inner = buildPickle(2, call(system, text('x')));
  const encodings = (code: Code): string[] => run(buildPickle(4, code)).nested.map(({ encoding }) => encoding);
  expect(encodings(bytes(inner))).toEqual(['bytes']);
  expect(encodings(text(Buffer.from(inner).toString('latin1')))).toEqual(['latin1']);
  expect(encodings(text(Buffer.from(inner).toString('base64')))).toEqual(['base64']);
  expect(encodings(bytes(utf8('an ordinary sentence')))).toEqual([]);
});
