// Lists of pins: made, killed and gone on with, and compared with what is there later.
import * as fs from 'node:fs';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { Pointer } from '#core/pins/pin';
import { content, redirect, silent, startTargetServer, status, type TargetServer } from '#testkit/target-server';
import { HostPace } from './host-pace.ts';
import { type ChangingFiles, LineJournal } from './line-journal.ts';
import { type PinOptions, pinTargets } from './pin-targets.ts';
import { readPinHeader, readPins } from './read-pins.ts';
import { runInOrder } from './run-in-order.ts';
import { comparePins, verifyPins } from './verify-pins.ts';

const base = mkdtempSync(join(tmpdir(), 'assay-pins-'));
const server: TargetServer = await startTargetServer();
afterAll(async () => {
  await server.close();
  rmSync(base, { recursive: true });
});

const header = { list: sha256(Buffer.from('list')), format: 'csv', url: 'url' };
const options: PinOptions = {
  maxBytes: 1 << 20,
  timeoutMs: 2000,
  attempts: 1,
  allowPrivate: true,
  concurrency: 4,
  pace: new HostPace(
    0,
    async () => undefined,
    () => 0,
  ),
  now: () => new Date(0),
  sleep: async () => undefined,
};

let names = 0;
let output = '';
beforeEach(() => {
  server.answers.clear();
  names += 1;
  output = join(base, `pins-${names}`);
});

function pointers(...paths: readonly string[]): readonly Pointer[] {
  return paths.map((path, at) => ({ row: at + 1, url: `${server.origin}${path}` }));
}

describe('pinning', () => {
  test('writes what was seen in the order of the rows, and counts it', async () => {
    server.answers.set('/a', content('a')).set('/b', (request, response) => {
      setTimeout(() => content('<html>')(request, response), 50);
    });
    const [a, b, c] = pointers('/a', '/b', '/c');
    const hex = sha256(Buffer.from('a'));
    const list = [
      { row: 1, url: b?.url ?? '' },
      { row: 2, url: a?.url ?? '', expected: { algorithm: 'sha256', hex } as const },
      { row: 3, url: c?.url ?? '', expected: 'unreadable' } as const,
      { row: 4, url: a?.url ?? '', expected: { algorithm: 'md5', hex: '0cc175b9c0f1b6a831c399e269772661' } as const },
      { row: 5, url: a?.url ?? '', expected: { algorithm: 'md5', hex: '0'.repeat(32) } as const },
      { row: 6, url: 'ftp://x' },
      { row: 7, url: 'http://127.0.0.1:1/' },
    ];
    const counts = await pinTargets(list, header, output, options);
    expect(counts).toEqual({
      ...{ rows: 7, content: 4, gone: 1, unreachable: 1, refused: 1, expected: 2, unexpected: 1, firstSeen: 1 },
      ...{ weaklyExpected: 1, unreadableHashes: 1, pages: 1, bytes: 9 },
    });
    expect(readPinHeader(output)).toEqual(header);
    expect([...readPins(output)].map(({ row, sighting }) => `${row} ${sighting.state}`)).toEqual([
      '1 content',
      '2 content',
      '3 gone',
      '4 content',
      '5 content',
      '6 refused',
      '7 unreachable',
    ]);
    expect(fs.existsSync(`${output}.partial`)).toBe(false);
  });

  test('an interrupted run goes on where it was and asks nothing twice', async () => {
    const paths = Array.from({ length: 40 }, (_, at) => `/${at}`);
    for (const path of paths) server.answers.set(path, content(path));
    const ending = new AbortController();
    const interrupted = pinTargets(pointers(...paths), header, output, {
      ...options,
      concurrency: 1,
      signal: ending.signal,
      onProgress: ({ rows }) => {
        if (rows === 15) ending.abort(new Error('enough'));
      },
    });
    await expect(interrupted).rejects.toThrow('enough');
    expect(fs.existsSync(output)).toBe(false);
    expect(() => [...readPins(`${output}.partial`)]).toThrow('is not finished');
    // A kill may cut the last line.
    fs.appendFileSync(`${output}.partial`, '{"row":16,"sighting":{"at"');
    const before = server.requests.length;
    const counts = await pinTargets(pointers(...paths), header, output, options);
    expect([counts.rows, counts.content, server.requests.length - before]).toEqual([40, 40, 25]);
    expect([...readPins(output)].map(({ row }) => row)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  });

  test('what was cut at any byte is the same in the end', async () => {
    server.answers.set('/a', content('a')).set('/ü\u2028', content('b'));
    const list = pointers('/a', '/%C3%BC%E2%80%A8', '/c').map((one) => ({ ...one, url: `${one.url}#ü\u2028` }));
    await pinTargets(list, header, output, options);
    const whole = readFileSync(output);
    for (const end of [whole.length, ...Array.from({ length: whole.length / 7 }, (_, at) => at * 7)]) {
      const cut = `${output}-${end}`;
      writeFileSync(`${cut}.partial`, whole.subarray(0, end));
      await pinTargets(list, header, cut, options);
      expect(readFileSync(cut).equals(whole)).toBe(true);
    }
  });

  test('a run that was begun for another list is left alone', async () => {
    writeFileSync(`${output}.partial`, 'another list\n');
    await expect(pinTargets([], header, output, options)).rejects.toMatchObject({ code: 'PINS_MALFORMED' });
    expect(readFileSync(`${output}.partial`, 'utf8')).toBe('another list\n');
  });
});

describe('what is there later', () => {
  test('every state', async () => {
    const other = await startTargetServer();
    other.answers.set('/same', content('moved'));
    const paths = ['/same', '/changed', '/gone', '/slow', '/away', '/here', '/was-not', '/never'];
    for (const path of paths.slice(0, 6)) server.answers.set(path, content(path, { 'content-type': 'image/png' }));
    server.answers.set('/away', content('moved'));
    await pinTargets(pointers(...paths), header, output, options);
    server.answers
      .set('/changed', content('<!doctype html><h1>For sale</h1>', { 'content-type': 'text/html' }))
      .set('/gone', status(410))
      .set('/slow', silent)
      .set('/away', redirect(`${other.origin.replace('127.0.0.1', 'localhost')}/same`))
      .set('/here', redirect('/there'))
      .set('/there', content('/here'))
      .set('/was-not', content('new'));
    const found = await verifyPins(output, { ...options, timeoutMs: 300 });
    await other.close();
    expect(found.counts).toEqual({
      same: 1,
      changed: 1,
      gone: 2,
      unreachable: 1,
      'other-owner': 1,
      redirected: 1,
      unpinned: 1,
    });
    expect(found.items.map(({ row, state, content: what, use }) => [row, state, what, use])).toEqual([
      [2, 'changed', 'changed', 'exclude'],
      [5, 'other-owner', 'same', 'exclude'],
      [3, 'gone', 'unknown', 'exclude'],
      [8, 'gone', 'unknown', 'exclude'],
      [4, 'unreachable', 'unknown', 'escalate'],
      [7, 'unpinned', 'unknown', 'escalate'],
      [6, 'redirected', 'same', 'keep'],
    ]);
    expect(found.items[0]?.reasons).toEqual([
      '8 bytes pinned, 32 found',
      'an HTML page stands in its place',
      'content type text/html, pinned as image/png',
    ]);
    expect([found.outcome, found.pinned.firstSeen, found.pinned.content]).toEqual(['fail', 6, 6]);
  });

  test('nothing but sameness passes', async () => {
    server.answers.set('/a', content('a'));
    await pinTargets(pointers('/a', '/a'), header, output, options);
    expect((await verifyPins(output, options)).outcome).toBe('pass');
    server.answers.set('/a', status(503));
    expect(await verifyPins(output, options)).toMatchObject({
      outcome: 'inconclusive',
      counts: { unreachable: 2, same: 0 },
    });
    expect((await verifyPins(output, { ...options, mostListed: 1 })).unlisted).toBe(1);
    await pinTargets([], header, `${output}-none`, options);
    expect((await verifyPins(`${output}-none`, options)).outcome).toBe('inconclusive');
  });

  test('can be kept, and compared again without asking', async () => {
    server.answers.set('/a', content('a')).set('/b', content('b'));
    await pinTargets(pointers('/a', '/b'), header, output, options);
    server.answers.set('/b', content('c'));
    const keep = `${output}-later`;
    const first = await verifyPins(output, { ...options, keep });
    const asked = server.requests.length;
    expect(comparePins(output, keep, options)).toEqual(first);
    expect([first.counts.changed, server.requests.length]).toEqual([1, asked]);
    await pinTargets(pointers('/b', '/a'), header, `${output}-other`, options);
    await pinTargets(pointers('/a'), header, `${output}-short`, options);
    expect(() => comparePins(output, `${output}-other`, options)).toThrow('row 1 differs');
    expect(() => comparePins(output, `${output}-short`, options)).toThrow('row 2 differs');
    expect(() => comparePins(`${output}-short`, output, options)).toThrow('has more rows');
  });

  test('an interruption is an error, not a verdict', async () => {
    server.answers.set('/a', content('a'));
    await pinTargets(pointers('/a', '/a', '/a'), header, output, options);
    const ending = new AbortController();
    const onProgress = (): void => ending.abort(new Error('enough'));
    await expect(verifyPins(output, { ...options, concurrency: 1, signal: ending.signal, onProgress })).rejects.toThrow(
      'enough',
    );
  });
});

describe('a list of pins that is none is refused', () => {
  const [line] = ['{"row":1,"sighting":{"at":"x","reason":"r","redirects":[],"state":"gone"},"url":"u"}'];
  const head = `{"format":"csv","list":"${'0'.repeat(64)}","schema":"assay.pins/1","url":"url"}`;
  const end = (rows: number): string => `{"end":true,"rows":${rows}}`;

  test('the one that is meant', () => {
    writeFileSync(output, `${head}\n${line}\n${end(1)}\n`);
    expect([...readPins(output)]).toHaveLength(1);
  });

  test.each([
    ['nothing', ''],
    ['no end', `${head}\n${line}\n`],
    ['a cut end', `${head}\n${line}\n${end(1)}`],
    ['fewer rows', `${head}\n${line}\n${end(2)}\n`],
    ['lines behind', `${head}\n${line}\n${end(1)}\n${line}\n`],
    ['rows out of order', `${head}\n${line}\n${line}\n${end(2)}\n`],
    ['no header', `${line}\n${end(1)}\n`],
    ['another schema', `${head.replace('pins/1', 'pins/2')}\n${end(0)}\n`],
    ['spaces', `${head}\n${line?.replace(',', ', ')}\n${end(1)}\n`],
    ['an unknown member', `${head}\n${line?.replace('{', '{"a":1,')}\n${end(1)}\n`],
    ['another state', `${head}\n${line?.replace('gone', 'fine')}\n${end(1)}\n`],
    ['content without a digest', `${head}\n${line?.replace('gone', 'content')}\n${end(1)}\n`],
    ['no sighting', `${head}\n{"row":1,"url":"u"}\n${end(1)}\n`],
    ['row 0', `${head}\n${line?.replace('"row":1', '"row":0')}\n${end(1)}\n`],
    ['redirects that are none', `${head}\n${line?.replace('[]', '1')}\n${end(1)}\n`],
    ['a redirect that is none', `${head}\n${line?.replace('[]', '[1]')}\n${end(1)}\n`],
    ['no UTF-8', Buffer.from(`${head}\n\xff\n`, 'latin1')],
    ['a line without end', `${head}\n${'x'.repeat(3 << 20)}`],
  ])('%s', (_, text) => {
    writeFileSync(output, text);
    expect(() => [...readPins(output), readPinHeader(output)]).toThrow(AssayError);
  });

  test('a file that is not there, and a link', () => {
    expect(() => [...readPins(output)]).toThrow('does not exist');
    fs.symlinkSync('/dev/null', output);
    expect(() => [...readPins(output)]).toThrow('cannot be read');
  });
});

describe('every durable write can fail', () => {
  const calls = ['openSync', 'writeSync', 'ftruncateSync', 'fsyncSync', 'closeSync', 'renameSync'] as const;

  /** Fails the call of that number, before or after it did its work. */
  function failing(
    name: (typeof calls)[number],
    at: number,
    applied: boolean,
  ): { readonly files: ChangingFiles; readonly met: () => boolean } {
    let count = 0;
    const wrapped = (...args: readonly unknown[]): unknown => {
      count += 1;
      const act = (): unknown => Reflect.apply(Reflect.get(fs, name), fs, [...args]);
      if (count !== at) return act();
      if (applied) act();
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    };
    return { files: { ...fs, [name]: wrapped }, met: () => count >= at };
  }

  test.each(calls)('%s: absent or present, the next run ends well and loses no line that was acknowledged', (name) => {
    for (const applied of [false, true]) {
      for (let at = 1; ; at += 1) {
        const path = join(base, `fault-${name}-${applied}-${at}`);
        const { files, met } = failing(name, at, applied);
        const acknowledged: string[] = [];
        let isFinished = false;
        let journal: LineJournal | undefined;
        try {
          journal = LineJournal.open(path, 'header', () => undefined, files);
          for (const line of ['1', '2', '3']) {
            journal.append(line);
            acknowledged.push(line);
          }
          journal.finish('end');
          isFinished = true;
        } catch (error) {
          expect(error).toMatchObject({ code: 'PINS_WRITE', message: expect.stringContaining('no space is left') });
        }
        try {
          journal?.close();
        } catch (error) {
          expect(error).toMatchObject({ code: 'PINS_WRITE' });
        }
        if (!isFinished && !fs.existsSync(path)) {
          const kept: string[] = [];
          const next = LineJournal.open(path, 'header', (line) => kept.push(line));
          expect(kept.slice(0, acknowledged.length)).toEqual(acknowledged);
          for (const line of ['1', '2', '3'].slice(kept.length)) next.append(line);
          next.finish(kept.at(-1) === 'end' ? undefined : 'end');
          next.close();
        }
        expect(readFileSync(path, 'utf8')).toBe('header\n1\n2\n3\nend\n');
        if (!met()) break;
      }
    }
  });

  test('a folder that is not there', () => {
    expect(() => LineJournal.open(join(base, 'none', 'x'), 'h', () => undefined)).toThrow('the folder is not there');
  });
});

describe('results in order', () => {
  test('never more at a time than allowed, never more waiting than the window', async () => {
    let active = 0;
    let most = 0;
    let started = 0;
    const work = async (thing: number): Promise<number> => {
      started += 1;
      active += 1;
      most = Math.max(most, active);
      await new Promise((resolve) => setTimeout(resolve, (thing * 7) % 5));
      active -= 1;
      return thing;
    };
    const things = Array.from({ length: 50 }, (_, at) => at);
    const seen: number[] = [];
    for await (const one of runInOrder(things, work, { concurrency: 3, window: 5 })) {
      seen.push(one);
      expect(started - seen.length).toBeLessThanOrEqual(5);
    }
    expect([seen, most]).toEqual([things, 3]);
  });

  test('a failure comes when its turn has come, and whoever stops early starts nothing more', async () => {
    const work = async (thing: number): Promise<number> => {
      if (thing === 2) throw new Error('two');
      return thing;
    };
    const seen: number[] = [];
    await expect(
      (async () => {
        for await (const one of runInOrder([0, 1, 2, 3], work, { concurrency: 4, window: 4 })) seen.push(one);
      })(),
    ).rejects.toThrow('two');
    expect(seen).toEqual([0, 1]);
    let begun = 0;
    const count = async (thing: number): Promise<number> => {
      begun += 1;
      return thing;
    };
    for await (const _ of runInOrder(
      Array.from({ length: 100 }, (__, at) => at),
      count,
      { concurrency: 1, window: 2 },
    ))
      break;
    expect(begun).toBeLessThan(5);
  });
});
