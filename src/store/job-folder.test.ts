// Bytes in the open are gone on every way out.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { leaveJobFolder } from '#testkit/killed-job';
import { inJobFolder, removeLeftJobs } from './job-folder.ts';

let parent: string;
beforeEach(() => {
  parent = join(mkdtempSync(join(tmpdir(), 'assay-job-folder-')), 'jobs');
});
afterEach(() => rmSync(join(parent, '..'), { recursive: true }));

test('nobody else can look into it, and it is gone afterwards, also when the work fails', async () => {
  const path = await inJobFolder(parent, async (folder) => {
    const file = folder.put('model', new Uint8Array(3));
    expect([statSync(folder.path).mode & 0o777, statSync(parent).mode & 0o777, statSync(file).mode & 0o777]).toEqual([
      0o700, 0o700, 0o600,
    ]);
    return folder.path;
  });
  expect(existsSync(path)).toBe(false);
  const fails = inJobFolder(parent, async () => Promise.reject(new Error('no')));
  await expect(fails).rejects.toThrow('no');
  expect(readdirSync(parent)).toEqual([]);
});

test('a signal that can be caught takes it away at once, one that cannot leaves it to the next run', async () => {
  expect(await leaveJobFolder(parent, 'SIGTERM')).toBe('SIGTERM');
  expect(readdirSync(parent)).toEqual([]);
  expect(await leaveJobFolder(parent, 'SIGKILL')).toBe('SIGKILL');
  expect(readdirSync(parent)).toHaveLength(1);
  expect(removeLeftJobs(parent)).toEqual({ removed: 1, left: 0 });
  expect(readdirSync(parent)).toEqual([]);
});

test('what runs now, what other machines have and what is no job of ours is left', () => {
  const host = Buffer.from(hostname()).toString('hex').slice(0, 64);
  mkdirSync(parent);
  for (const name of [`run-${host}-${process.pid}-x`, 'run-ff-1-x', 'notes', 'run-']) mkdirSync(join(parent, name));
  expect(removeLeftJobs(parent)).toEqual({ removed: 0, left: 2 });
  expect(readdirSync(parent)).toHaveLength(4);
  expect(removeLeftJobs(join(parent, 'none'))).toEqual({ removed: 0, left: 0 });
});

test('a folder that cannot be made is said so', async () => {
  await expect(inJobFolder('/dev/null/jobs', async () => 1)).rejects.toMatchObject({ code: 'WORKSPACE_WRITE' });
});
