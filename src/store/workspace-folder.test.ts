import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findWorkspaceRoot, makeWorkspaceFolder } from './workspace-folder.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-workspace-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const fill = async (folder: string): Promise<void> => writeFileSync(join(folder, 'config.json'), '{}');

test('is found from the folder itself and from below', async () => {
  mkdirSync(join(root, 'a/b'), { recursive: true });
  await makeWorkspaceFolder(root, [], fill);
  expect(findWorkspaceRoot(root)).toBe(root);
  expect(findWorkspaceRoot(join(root, 'a/b'))).toBe(root);
  await makeWorkspaceFolder(join(root, 'a'), [], fill);
  expect(findWorkspaceRoot(join(root, 'a/b'))).toBe(join(root, 'a'));
});

test('a file or a link of that name is no workspace', () => {
  writeFileSync(join(root, '.assay'), '');
  expect(findWorkspaceRoot(root)).not.toBe(root);
  rmSync(join(root, '.assay'));
  mkdirSync(join(root, 'elsewhere'));
  symlinkSync(join(root, 'elsewhere'), join(root, '.assay'));
  expect(findWorkspaceRoot(root)).not.toBe(root);
});

test.skipIf(process.platform === 'win32')('one that others can write to is refused', async () => {
  await makeWorkspaceFolder(root, [], fill);
  chmodSync(join(root, '.assay'), 0o770);
  expect(() => findWorkspaceRoot(root)).toThrow(expect.objectContaining({ code: 'WORKSPACE_FOREIGN' }));
});

test('nothing of it is there when filling it fails', async () => {
  await expect(
    makeWorkspaceFolder(root, ['keys', 'keys/zones'], async (folder) => {
      writeFileSync(join(folder, 'half'), '');
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    }),
  ).rejects.toMatchObject({ code: 'WORKSPACE_WRITE' });
  expect(readdirSync(root)).toEqual([]);
});

test('an existing one is never touched', async () => {
  await makeWorkspaceFolder(root, [], fill);
  const second = makeWorkspaceFolder(root, ['keys', 'keys/zones'], async (folder) =>
    writeFileSync(join(folder, 'config.json'), 'other'),
  );
  await expect(second).rejects.toMatchObject({ code: 'WORKSPACE_EXISTS' });
  expect(readFileSync(join(root, '.assay/config.json'), 'utf8')).toBe('{}');
});

test('of two that are made at once one stays, whole', async () => {
  const make = (text: string): Promise<void> =>
    makeWorkspaceFolder(root, ['keys', 'keys/zones'], async (folder) => {
      await new Promise((resolve) => setImmediate(resolve));
      writeFileSync(join(folder, 'config.json'), text);
    });
  const results = await Promise.allSettled([make('a'), make('b')]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(readdirSync(root)).toEqual(['.assay']);
});
