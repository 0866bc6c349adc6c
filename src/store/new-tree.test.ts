// Every call that changes the disk fails once without and once with its effect. Then the target is whole or not there, and nothing
// that was there before was touched.
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ChangingFiles } from './durable-files.ts';
import { type NewTree, writeNewTree } from './new-tree.ts';

const base = fs.mkdtempSync(join(tmpdir(), 'assay-new-tree-'));
afterAll(() => fs.rmSync(base, { recursive: true }));
const other = join(base, 'other');
fs.writeFileSync(other, 'copied');
let made = 0;

function place(): string {
  made += 1;
  const folder = join(base, String(made));
  fs.mkdirSync(folder);
  return join(folder, 'target');
}

async function folder(tree: NewTree): Promise<void> {
  const file = tree.file('a/b/one');
  file.write(new TextEncoder().encode('hello '));
  file.write(new TextEncoder().encode('world'));
  file.finish();
  tree.copy(other, 'two');
}

async function file(tree: NewTree): Promise<void> {
  const one = tree.file('');
  one.write(new TextEncoder().encode('whole'));
  one.finish();
}

function contents(target: string): unknown {
  if (!fs.existsSync(target)) return undefined;
  if (fs.statSync(target).isFile()) return fs.readFileSync(target, 'utf8');
  return fs.readdirSync(target, { recursive: true }).map(String).sort();
}

const whole = { folder: ['a', 'a/b', 'a/b/one', 'two'], file: 'whole' };

test('a file and a folder are written, with nothing beside them', async () => {
  for (const [name, write] of [
    ['folder', folder],
    ['file', file],
  ] as const) {
    const target = place();
    await writeNewTree(target, write);
    expect(contents(target)).toEqual(whole[name]);
    expect(fs.readdirSync(join(target, '..'))).toEqual(['target']);
  }
});

test('what stands there stays, also an empty folder and a link that leads nowhere', async () => {
  const [taken, empty, link] = [place(), place(), place()];
  fs.writeFileSync(taken, 'mine');
  fs.mkdirSync(empty);
  fs.symlinkSync('nowhere', link);
  for (const target of [taken, empty, link]) {
    await expect(writeNewTree(target, file)).rejects.toMatchObject({ code: 'ASSET_TARGET' });
  }
  expect(fs.readFileSync(taken, 'utf8')).toBe('mine');
});

test('whoever came first keeps the name', async () => {
  const target = place();
  const late = async (tree: NewTree): Promise<void> => {
    await file(tree);
    fs.writeFileSync(target, 'first');
  };
  await expect(writeNewTree(target, late)).rejects.toMatchObject({ code: 'ASSET_TARGET' });
  expect(contents(target)).toBe('first');
});

test('when the writer fails nothing is left', async () => {
  const target = place();
  const broken = async (tree: NewTree): Promise<void> => {
    await folder(tree);
    throw new Error('no');
  };
  await expect(writeNewTree(target, broken)).rejects.toThrow('no');
  expect(fs.readdirSync(join(target, '..'))).toEqual([]);
});

test('a path does not leave the tree', async () => {
  const out = async (tree: NewTree): Promise<void> => tree.copy(other, '../../out');
  await expect(writeNewTree(place(), out)).rejects.toThrow(RangeError);
});

const { openSync, writeSync, fsyncSync, closeSync, linkSync, renameSync, mkdirSync } = fs;
const calls = { openSync, writeSync, fsyncSync, closeSync, linkSync, renameSync, mkdirSync };

describe.each(['absent', 'present'] as const)('a call that fails and is %s', (kind) => {
  test.each([
    ['folder', folder],
    ['file', file],
  ] as const)('leaves a whole %s or none', async (name, write) => {
    for (let failAt = 0, failed = true; failed; failAt++) {
      const target = place();
      const { changing, hasFailed } = failing(failAt, kind);
      await writeNewTree(target, write, changing).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'STORE_WRITE' });
      });
      failed = hasFailed();
      expect([undefined, whole[name]]).toContainEqual(contents(target));
      if (contents(target) === undefined) await writeNewTree(target, write);
      expect(contents(target)).toEqual(whole[name]);
    }
  });
});

function failing(
  failAt: number,
  kind: 'absent' | 'present',
): { readonly changing: ChangingFiles; readonly hasFailed: () => boolean } {
  let count = 0;
  const wrapped = Object.entries(calls).map(([name, act]) => [
    name,
    (...words: readonly unknown[]) => {
      const isTurn = count++ === failAt;
      // A closed file stays closed.
      const done =
        !isTurn || kind === 'present' || name === 'closeSync' ? Reflect.apply(act, undefined, words) : undefined;
      if (isTurn) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      return done;
    },
  ]);
  return { changing: { rmSync: fs.rmSync, ...Object.fromEntries(wrapped) }, hasFailed: () => count > failAt };
}
