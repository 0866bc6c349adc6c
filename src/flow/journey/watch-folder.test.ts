import { appendFileSync, mkdirSync, mkdtempSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Admission } from '#core/admission';
import { AssayError } from '#core/errors';
import { assertReferenceName } from '../workspace/references.ts';
import { referenceFor, type WatchedResult, type WatchOptions, watchFolder } from './watch-folder.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'assay-drop-'));

function options(seen: WatchedResult[], changes: Partial<WatchOptions> = {}): WatchOptions {
  return {
    admit: async (path, name) => ({ path, label: name }) as Admission,
    settleMs: 1000,
    pauseMs: 0,
    once: true,
    now: () => new Date(Date.now() + 60_000),
    wait: async () => undefined,
    signal: new AbortController().signal,
    onResult: (result) => seen.push(result),
    ...changes,
  };
}

test('what lies there is admitted, files and folders, and nothing that is still being written', async () => {
  const drop = folder();
  writeFileSync(join(drop, 'model.onnx'), 'x');
  mkdirSync(join(drop, 'pictures'));
  writeFileSync(join(drop, 'pictures', 'one.png'), 'x');
  for (const name of ['.hidden', 'weights.part', 'weights.crdownload']) writeFileSync(join(drop, name), 'x');
  const seen: WatchedResult[] = [];
  await watchFolder(drop, options(seen));
  expect(seen.map(({ name }) => name)).toEqual(['model.onnx', 'pictures']);
});

test('what changes is waited for, and admitted once per state', async () => {
  const drop = folder();
  const file = join(drop, 'data.csv');
  writeFileSync(file, 'a\n');
  const seen: WatchedResult[] = [];
  const stop = new AbortController();
  let rounds = 0;
  let now = Date.now();
  const wait = async (): Promise<void> => {
    rounds++;
    // Written to twice while nothing has settled; then it rests, is admitted, and changes once more.
    if (rounds <= 2) appendFileSync(file, 'b\n');
    if (rounds === 3) now = Date.now() + 5000;
    if (rounds === 5) {
      appendFileSync(file, 'c\n');
      now = Date.now() + 10_000;
    }
    if (rounds === 8) stop.abort();
  };
  await watchFolder(drop, options(seen, { once: false, wait, now: () => new Date(now), signal: stop.signal }));
  expect(seen).toHaveLength(2);
});

test('a link is named and not followed; what is refused ends nothing', async () => {
  const drop = folder();
  symlinkSync('/etc/passwd', join(drop, 'a-link'));
  writeFileSync(join(drop, 'b-refused'), 'x');
  writeFileSync(join(drop, 'c-good'), 'x');
  utimesSync(join(drop, 'c-good'), 1, 1);
  const seen: WatchedResult[] = [];
  const admit: WatchOptions['admit'] = async (path, name) => {
    if (name === 'b-refused') throw new AssayError('INTAKE_REJECTED', 'turned down before');
    return { path, label: name } as Admission;
  };
  await watchFolder(drop, options(seen, { admit }));
  expect(seen.map((one) => ('problem' in one ? one.problem.code : 'admitted'))).toEqual([
    'FILE_KIND',
    'INTAKE_REJECTED',
    'admitted',
  ]);
});

test('whatever a file is called, the reference is one that a workspace takes', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => assertReferenceName(referenceFor(name))));
  expect(referenceFor('My model (2).onnx')).toBe('My-model-2-.onnx');
  expect(referenceFor('deadbeefdeadbeef')).toBe('drop-deadbeefdeadbeef');
});
