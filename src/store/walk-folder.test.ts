import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Found, siblingSize, walkFolder } from './walk-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-walk-'));
const asset = join(folder, 'asset');
const server = createServer();

beforeAll(async () => {
  mkdirSync(join(asset, 'b'), { recursive: true });
  writeFileSync(join(folder, 'outside'), 'x');
  writeFileSync(join(asset, 'a.bin'), 'aa');
  writeFileSync(join(asset, 'b', 'c.bin'), 'ccc');
  writeFileSync(join(asset, '.hidden'), 'h');
  symlinkSync('a.bin', join(asset, 'inside'));
  symlinkSync('../outside', join(asset, 'out'));
  symlinkSync('nowhere', join(asset, 'dangling'));
  symlinkSync('loop', join(asset, 'loop'));
  symlinkSync('.', join(asset, 'b', 'self'));
  execFileSync('mkfifo', [join(asset, 'pipe')]);
  await new Promise<void>((resolve) => server.listen(join(asset, 'socket'), resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function show(found: Found): string {
  const name = found.path.slice(asset.length + 1);
  return found.kind === 'file' ? `${name} ${found.size}` : `${name} ${found.error.code}`;
}

describe('walking', () => {
  test('gives every file once in a fixed order, and a reason for all else', () => {
    expect([...walkFolder(asset)].map(show)).toEqual([
      '.hidden 1',
      'a.bin 2',
      'b/c.bin 3',
      'dangling FILE_MISSING',
      'inside 2',
      'loop FILE_UNREADABLE',
      'out FILE_LINK_OUTSIDE',
      'pipe FILE_KIND',
      'socket FILE_KIND',
    ]);
  });

  test('a path that is not there is a problem, not an exception', () => {
    expect([...walkFolder(join(folder, 'nothing'))].map((found) => found.kind)).toEqual(['problem']);
  });

  test('a path that is itself a link is what it leads to', () => {
    expect([...walkFolder(join(asset, 'inside'))]).toMatchObject([{ kind: 'file', target: join(asset, 'a.bin') }]);
  });

  test('a device is said to be one', () => {
    expect([...walkFolder('/dev/null')]).toMatchObject([{ kind: 'problem', error: { code: 'FILE_KIND' } }]);
  });
});

describe('siblings', () => {
  const file = join(asset, 'a.bin');

  test('inside the folder are found', () => {
    expect(siblingSize(file, asset, 'b/c.bin')).toEqual({ size: 3 });
  });

  test.each(['../outside', 'out', '/etc/passwd', 'b\\c.bin', 'x\0y', 'nothing', 'b', 'loop'])(
    '%j is not there',
    (path) => {
      expect(siblingSize(file, asset, path)).toBeUndefined();
    },
  );
});
