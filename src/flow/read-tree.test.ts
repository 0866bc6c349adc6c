import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { compareTree } from '#core/compare-tree';
import { sha256 } from '#core/digest';
import { encodeManifest } from '#core/manifest';
import { readTree } from './read-tree.ts';

const base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'assay-read-tree-')));
let root = '';

beforeEach(() => {
  root = join(fs.mkdtempSync(join(base, 'case-')), 'asset');
  fs.mkdirSync(join(root, 'sub/empty'), { recursive: true });
  fs.writeFileSync(join(root, 'weights'), 'x'.repeat(10));
  fs.writeFileSync(join(root, 'sub/run'), '#!/bin/sh\n', { mode: 0o755 });
  fs.writeFileSync(join(root, '__init__.py'), '');
  fs.symlinkSync('../weights', join(root, 'sub/link'));
});
afterAll(() => fs.rmSync(base, { recursive: true }));

test('a tree is its entries', async () => {
  const { entries, problems, reading } = await readTree(root);
  expect(problems).toEqual([]);
  expect(reading).toEqual({ mode: 'full', bytes: 20, bytesRead: 20, files: 3, filesRead: 3 });
  expect(encodeManifest(entries).entries).toEqual([
    { type: 'file', path: '__init__.py', size: 0, sha256: sha256(new Uint8Array()), executable: false },
    { type: 'folder', path: 'sub/empty' },
    { type: 'link', path: 'sub/link', target: '../weights' },
    { type: 'file', path: 'sub/run', size: 10, sha256: sha256(Buffer.from('#!/bin/sh\n')), executable: true },
    { type: 'file', path: 'weights', size: 10, sha256: sha256(Buffer.from('x'.repeat(10))), executable: false },
  ]);
});

test('every kind of change on the disk is named', async () => {
  const recorded = encodeManifest((await readTree(root)).entries);
  fs.writeFileSync(join(root, 'weights'), 'y'.repeat(10));
  fs.chmodSync(join(root, 'sub/run'), 0o644);
  fs.rmSync(join(root, 'sub/link'));
  fs.symlinkSync('/etc/passwd', join(root, 'sub/link'));
  fs.rmSync(join(root, '__init__.py'));
  execFileSync('mkfifo', [join(root, '__init__.py')]);
  fs.writeFileSync(join(root, 'sub/empty/new'), 'x');
  const states = compareTree(recorded, await readTree(root)).entries.map(({ state, path, differences }) =>
    [state, path, ...(differences ?? [])].join(' '),
  );
  expect(states).toEqual([
    'changed __init__.py',
    'missing sub/empty',
    'added sub/empty/new',
    'changed sub/link target',
    'changed sub/run mode',
    'changed weights content',
  ]);
});
