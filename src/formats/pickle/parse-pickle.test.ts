import { describe, expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import {
  assemble,
  bool,
  build,
  buildPickle,
  bytes,
  type Code,
  call,
  dict,
  emptyTuple,
  frame,
  get,
  global,
  int,
  list,
  newObj,
  none,
  op,
  put,
  text,
  tuple,
  u8,
  u64,
  utf8,
} from '#testkit/pickle';
import type { ProgramView } from '../views/program.ts';
import { parsePickle } from './parse-pickle.ts';

const payload = call(global('os', 'system'), text('x'));

function parse(...pieces: readonly Uint8Array[]): ProgramView {
  const whole = assemble(...pieces);
  return parsePickle(new MemorySource(whole), new WorkBudget(whole.length));
}

function calledNames(view: ProgramView): string[] {
  return view.streams.flatMap(({ calls }) =>
    calls.flatMap(({ target }) => (target.kind === 'global' ? [`${target.name.module}.${target.name.name}`] : [])),
  );
}

describe('streams', () => {
  test('follow each other', () => {
    const view = parse(buildPickle(4, none), buildPickle(2, payload), buildPickle(0, none));
    expect(view.streams.map(({ end }) => end)).toEqual(['stop', 'stop', 'stop']);
    expect(calledNames(view)).toEqual(['os.system']);
    expect(view.oddities).toEqual([]);
  });

  test('are found behind bytes that are none, and the bytes stay uncovered', () => {
    const junk = new Uint8Array(1000).fill(0xfe);
    const view = parse(buildPickle(4, none), junk, buildPickle(2, payload));
    expect(calledNames(view)).toEqual(['os.system']);
    expect(view.oddities.map(({ kind }) => kind)).toContain('hidden-bytes');
    expect(view.covered.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(
      buildPickle(4, none).length + buildPickle(2, payload).length,
    );
  });

  test('are found behind a broken one', () => {
    const broken = assemble(op('PROTO', u8(2)), payload, Uint8Array.of(0xff));
    const view = parse(
      broken,
      new Uint8Array(20).fill(0xfe),
      buildPickle(0, call(global('posix', 'system'), text('y'))),
    );
    expect(calledNames(view)).toEqual(['os.system', 'posix.system']);
  });

  test('a tail that holds none is said to be hidden', () => {
    const view = parse(buildPickle(4, none), utf8('just some trailing words'));
    expect(view.oddities.map(({ kind }) => kind)).toEqual(['hidden-bytes']);
  });

  test('what was found stays when the work runs out behind it', () => {
    const whole = assemble(buildPickle(2, payload), new Uint8Array(5000).fill(0xfe));
    const budget = new WorkBudget(0);
    budget.spend(50_000_000 - 9000);
    const view = parsePickle(new MemorySource(whole), budget);
    expect(calledNames(view)).toEqual(['os.system']);
    expect(view.oddities.map(({ kind }) => kind)).toEqual(['not-followed']);
  });

  test('none at all is an error with the offset', () => {
    expect(() => parse(Uint8Array.of(0x80, 4, 0xff))).toThrow(FormatError);
    expect(() => parse(utf8('certainly not\n'))).toThrow(FormatError);
  });
});

describe('pickles inside constants', () => {
  const inner = buildPickle(2, payload);

  test.each<[string, Code]>([
    ['bytes', bytes(inner)],
    ['latin-1 text', text(Buffer.from(inner).toString('latin1'))],
    ['base64 text', text(Buffer.from(inner).toString('base64'))],
    ['base64 bytes', bytes(Buffer.from(Buffer.from(inner).toString('base64')))],
    [
      'protocol 0 text',
      text(Buffer.from(buildPickle(0, call(global('os', 'system'), op('STRING', utf8("'x'\n"))))).toString()),
    ],
  ])('in %s become parts', (_, code) => {
    const view = parse(buildPickle(4, code));
    expect(view.parts.map(({ readAs }) => readAs)).toEqual([['pickle']]);
    const [part] = view.parts;
    const nested = parsePickle(part?.source ?? new MemorySource(new Uint8Array(0)), new WorkBudget(1000));
    expect(calledNames(nested)).toEqual(['os.system']);
  });

  test('that come after streams without effect are found, as in bytes that torch reads', () => {
    const pieces = assemble(buildPickle(2, int(1)), buildPickle(2, dict()), buildPickle(2, payload));
    expect(parse(buildPickle(4, bytes(pieces))).parts).toHaveLength(1);
  });

  test('that break after a call are found', () => {
    const broken = assemble(op('PROTO', u8(2)), payload, Uint8Array.of(0xff, 0xff));
    expect(parse(buildPickle(4, bytes(broken))).parts).toHaveLength(1);
  });

  test('without an import are data', () => {
    expect(parse(buildPickle(4, bytes(buildPickle(2, list(int(1), int(2), text('abc')))))).parts).toEqual([]);
  });
});

describe("joblib's arrays", () => {
  const dtype = (kind: string): Code => call(global('numpy', 'dtype'), text(kind), bool(false), bool(true));
  const wrapper = (kind: string, alignment: Code): Code =>
    build(
      newObj(global('joblib.numpy_pickle', 'NumpyArrayWrapper')),
      dict(
        text('subclass'),
        global('numpy', 'ndarray'),
        text('shape'),
        tuple(int(4), int(1000)),
        text('dtype'),
        build(dtype(kind), none),
        text('numpy_array_alignment_bytes'),
        alignment,
      ),
    );

  test('stand between the opcodes, with padding', () => {
    const padding = Uint8Array.of(3, 0xff, 0xff, 0xff);
    const raw = new Uint8Array(4 * 1000 * 8).fill(0xfe);
    const head = assemble(op('PROTO', u8(4)), frame(wrapper('f8', int(16))));
    const view = parse(head, padding, raw, assemble(frame([payload, op('STOP')])));
    expect(view.streams.map(({ end, problem }) => problem ?? end)).toEqual(['stop']);
    expect(view.parts.map(({ range, raw: isRaw }) => [range, isRaw])).toEqual([
      [{ from: head.length, to: head.length + 4 + raw.length }, true],
    ]);
    expect(calledNames(view)).toContain('os.system');
    expect(view.oddities).toEqual([]);
  });

  test('without alignment begin at once', () => {
    const head = assemble(op('PROTO', u8(3)), wrapper('U5', none));
    const raw = new Uint8Array(4 * 1000 * 4 * 5).fill(0xfe);
    expect(parse(head, raw, assemble(op('STOP'))).streams.map(({ end }) => end)).toEqual(['stop']);
  });

  test('of objects are a pickle of their own', () => {
    const head = assemble(op('PROTO', u8(4)), frame(wrapper('O', int(16))));
    const view = parse(head, buildPickle(4, payload), assemble(op('STOP')));
    expect(view.streams.map(({ end }) => end)).toEqual(['stop', 'stop']);
    expect(calledNames(view)).toContain('os.system');
  });

  test('of a record type that an earlier array has defined', () => {
    const record = tuple(int(3), text('|'), none, none, none, int(16), int(1), int(16));
    const type = [call(global('numpy', 'dtype'), text('V16'), bool(false), bool(true)), record, op('BUILD'), put(0)];
    const array = (dtypeCode: Code): Code =>
      build(
        newObj(global('joblib.numpy_pickle', 'NumpyArrayWrapper')),
        dict(text('shape'), tuple(int(100)), text('dtype'), dtypeCode),
      );
    const raw = new Uint8Array(1600).fill(0xfe);
    const view = parse(
      assemble(op('PROTO', u8(3)), array(type)),
      raw,
      assemble(array(get(0))),
      raw,
      assemble(op('STOP')),
    );
    expect(view.streams.map(({ problem, end }) => problem ?? end)).toEqual(['stop']);
    expect(view.parts).toHaveLength(2);
  });

  test('in the middle of a frame are two readings', () => {
    const raw = new Uint8Array(4 * 1000).fill(0x4e);
    const view = parse(assemble(op('PROTO', u8(4)), frame([wrapper('b1', none), raw, op('STOP')])));
    expect(view.oddities.map(({ kind }) => kind)).toContain('two-readings');
  });

  test('longer than the file end the stream', () => {
    const view = parse(assemble(op('PROTO', u8(4)), wrapper('f8', none), op('STOP')));
    expect(view.streams).toHaveLength(1);
    expect(view.parts).toEqual([]);
  });
});

describe("torch's old format", () => {
  const magic = Uint8Array.of(0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19);
  const storage = tuple(text('storage'), global('torch', 'FloatStorage'), text('7'), text('cpu'), int(3), none);
  const pickles = [magic, int(1001), dict(), [storage, op('BINPERSID')], list(text('7'))].map((code) =>
    buildPickle(2, code),
  );

  test('is covered to its end when the sizes agree', () => {
    const raw = assemble(u64(3), new Uint8Array(12).fill(0xfe));
    const view = parse(...pickles, raw);
    expect(view.streams).toHaveLength(5);
    expect(view.parts.map(({ name, raw: isRaw }) => [name, isRaw])).toEqual([['storages', true]]);
    expect(view.oddities).toEqual([]);
  });

  test('with a byte too many is not', () => {
    const view = parse(...pickles, assemble(u64(3), new Uint8Array(13).fill(0xfe)));
    expect(view.parts).toEqual([]);
    expect(view.oddities.map(({ kind }) => kind)).toEqual(['hidden-bytes']);
  });
});

test('an empty tuple and a call of it are no reason to read on', () => {
  expect(parse(buildPickle(4, emptyTuple)).streams).toHaveLength(1);
});
