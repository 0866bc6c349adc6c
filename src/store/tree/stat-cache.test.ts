import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { hashFile, loadHasher } from '../hash-file.ts';
import { hasStableStat } from './stable-stat.ts';
import { StatCache, type StatCacheOptions } from './stat-cache.ts';

const base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'assay-stat-cache-')));
const stable = hasStableStat(base);
/** So much later that every file here is old. */
const later = (seconds: number): Date => new Date(Date.now() + seconds * 1000);
let root = '';
let folder = '';

beforeEach(() => {
  root = fs.mkdtempSync(join(base, 'root-'));
  folder = join(fs.mkdtempSync(join(base, 'cache-')), 'assay');
  fs.writeFileSync(join(root, 'a'), 'one');
});
afterAll(() => fs.rmSync(base, { recursive: true }));

function open(begun: Date, change: Partial<StatCacheOptions> = {}): StatCache {
  return new StatCache({ folder, subject: 'test', root, begun, ...change });
}

/** Reads the file, as a run that began at `begun` does. */
async function remember(begun: Date, change: Partial<StatCacheOptions> = {}): Promise<string | undefined> {
  const { state, digest } = hashFile(join(root, 'a'), await loadHasher('sha256'));
  return open(begun, change).write([{ name: 'a', state, digest }]);
}

function recall(begun: Date, change: Partial<StatCacheOptions> = {}): string {
  const cache = open(begun, change);
  const digest = cache.look('a', join(root, 'a'))?.digest;
  return digest === createHash('sha256').update('one').digest('hex') ? 'known' : (cache.note ?? 'unknown');
}

const cacheFile = (): string => join(folder, fs.readdirSync(folder).find((name) => name.endsWith('.stat')) ?? 'none');

test.runIf(stable)('a file that looks the same has the same digest', async () => {
  expect(recall(later(60))).toBe('Every file is read: nothing is remembered of them.');
  expect(await remember(later(60))).toBeUndefined();
  expect(recall(later(61))).toBe('known');
  expect(open(later(61)).look('a', join(root, 'a'))).toMatchObject({ size: 3, executable: false });
  expect(fs.statSync(cacheFile()).mode & 0o777).toBe(0o600);
  expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
});

test.runIf(stable)('one that was written, replaced, touched or made executable is read again', async () => {
  const path = join(root, 'a');
  const { mtime } = fs.statSync(path);
  for (const change of [
    // The same size and, set by hand, the same mtime.
    () => {
      fs.writeFileSync(path, 'two');
      fs.utimesSync(path, mtime, mtime);
    },
    () => {
      fs.writeFileSync(join(root, 'b'), 'one');
      fs.renameSync(join(root, 'b'), path);
    },
    () => fs.chmodSync(path, 0o755),
    () => fs.appendFileSync(path, 'more'),
    () => {
      fs.rmSync(path);
      fs.symlinkSync('/etc/hostname', path);
    },
    () => fs.rmSync(path),
  ]) {
    fs.rmSync(path, { force: true });
    fs.writeFileSync(path, 'one');
    await remember(later(60));
    expect(recall(later(61))).toBe('known');
    change();
    expect(recall(later(61))).toBe('unknown');
  }
});

test.runIf(stable)(
  'a file that changed just before it was read is read again: its next change could look the same',
  async () => {
    await remember(new Date());
    expect(recall(later(60))).toBe('unknown');
    await remember(new Date(fs.statSync(join(root, 'a')).ctimeMs + 1990));
    expect(recall(later(60))).toBe('unknown');
    await remember(new Date(fs.statSync(join(root, 'a')).ctimeMs + 2010));
    expect(recall(later(60))).toBe('known');
  },
);

test.runIf(stable)('a clock that was set back is no witness', async () => {
  await remember(later(60));
  expect(recall(later(59))).toBe('Every file is read: the clock was set back.');
});

test.runIf(stable)('rows are of one asset and one subject', async () => {
  await remember(later(60));
  expect(recall(later(61), { subject: 'other' })).toMatch('nothing is remembered');
  const moved = `${root}-moved`;
  fs.renameSync(root, moved);
  root = moved;
  expect(recall(later(61))).toMatch('nothing is remembered');
});

test.runIf(stable)('a changed bit, a cut and a foreign key are noticed', async () => {
  await remember(later(60));
  const bytes = fs.readFileSync(cacheFile());
  const foreign = 'Every file is read: what is remembered of them is damaged or foreign.';
  for (let at = 0; at < bytes.length; at++) {
    const flipped = Buffer.from(bytes);
    flipped[at] = (bytes[at] ?? 0) ^ 1;
    fs.writeFileSync(cacheFile(), flipped);
    expect(recall(later(61)), `byte ${at}`).toBe(foreign);
  }
  fs.writeFileSync(cacheFile(), bytes.subarray(0, 100));
  expect(recall(later(61))).toBe(foreign);
  fs.writeFileSync(cacheFile(), bytes);
  expect(recall(later(61))).toBe('known');
});

test.runIf(stable)('a cache that was copied with its key is foreign', async () => {
  await remember(later(60));
  const name = cacheFile().slice(folder.length);
  const copied = join(fs.mkdtempSync(join(base, 'copied-')), 'assay');
  fs.cpSync(folder, copied, { recursive: true, preserveTimestamps: true });
  expect(recall(later(61), { folder: copied })).toMatch('nothing is remembered');
  // Not even under the name that it would have there.
  const own = join(fs.mkdtempSync(join(base, 'own-')), 'assay');
  await remember(later(60), { folder: own });
  const target = fs.readdirSync(own).find((file) => file.endsWith('.stat')) ?? 'none';
  fs.copyFileSync(join(folder, name), join(own, target));
  expect(recall(later(61), { folder: own })).toMatch('damaged or foreign');
});

test.runIf(stable)('a key that others can read is not used, and neither is what is none', async () => {
  await remember(later(60));
  fs.chmodSync(join(folder, 'key'), 0o640);
  expect(recall(later(61))).toMatch(/key can be read or changed by others\.$/);
  expect(await remember(later(60))).toMatch(/^Nothing is remembered for the next time: .*by others\.$/);
  fs.chmodSync(join(folder, 'key'), 0o600);
  fs.truncateSync(join(folder, 'key'), 31);
  expect(recall(later(61))).toMatch(/key is no key\.$/);
  fs.rmSync(join(folder, 'key'));
  fs.symlinkSync('/etc/hostname', join(folder, 'key'));
  expect(recall(later(61))).toMatch(/ELOOP/);
});

test.runIf(stable)('a cache that cannot be written is a note', async () => {
  fs.writeFileSync(join(folder, '..', 'file'), '');
  const below = { folder: join(folder, '..', 'file', 'assay') };
  expect(await remember(later(60), below)).toMatch(/^Nothing is remembered for the next time: .*ENOTDIR/);
});

test.runIf(stable)('files of another file system, and whole file systems that are not known, are read', async () => {
  const { state, digest } = hashFile(join(root, 'a'), await loadHasher('sha256'));
  open(later(60)).write([{ name: 'a', state: `9${state}`, digest }]);
  expect(recall(later(61))).toBe('unknown');
  expect(hasStableStat('/proc')).toBe(false);
  expect(recall(later(61), { root: '/proc' })).toBe(
    'Every file is read: the file system is not known to tell every change.',
  );
  expect(await remember(later(61), { root: '/proc' })).toBeUndefined();
});
