import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type EncodedManifest, encodeManifest } from '#core/manifest';
import { systemFiles, type TreeFiles } from '#store/tree/tree-files';
import { arbitraryTree, buildTree, memorySource, type TreeParts } from '#testkit/tree';
import { type CheckOutOptions, checkOutTree } from './check-out-tree.ts';
import { readTree } from './read-tree.ts';

const base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'assay-check-out-')));
const plain: CheckOutOptions = { force: false, linksOutside: false };
const parts: TreeParts = {
  weights: 'w'.repeat(3000),
  '__init__.py': '',
  'sub/run': { run: '#!/bin/sh\n' },
  'sub/link': { link: '../weights' },
  'sub/empty/inner': 'folder',
  'other/weights': 'w'.repeat(3000),
};
let folder = '';
let asset = '';
let target = '';

beforeEach(() => {
  folder = fs.mkdtempSync(join(base, 'case-'));
  asset = join(folder, 'asset');
  target = join(folder, 'target');
  buildTree(asset, parts);
});
afterAll(() => fs.rmSync(base, { recursive: true }));

async function record(path: string): Promise<EncodedManifest> {
  const { entries, problems } = await readTree(path);
  expect(problems).toEqual([]);
  return encodeManifest(entries);
}

/** The code; what is no error of ours is thrown. */
function codeOf(checkingOut: Promise<unknown>): Promise<string> {
  return checkingOut.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof AssayError) return error.code;
      throw error;
    },
  );
}

test('an asset comes back byte for byte', async () => {
  const manifest = await record(asset);
  const done = await checkOutTree(manifest, target, memorySource(asset), plain);
  expect(done).toEqual({ folder: 'new', files: 4, bytes: 6010, others: [] });
  expect((await record(target)).assetId).toBe(manifest.assetId);
  expect(fs.readlinkSync(join(target, 'sub/link'))).toBe('../weights');
  expect(fs.readdirSync(folder).sort()).toEqual(['asset', 'target']);
});

test('whatever can be recorded comes back as the same asset', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryTree, fc.integer({ min: 1, max: 20 }), async (tree, pieceBytes) => {
      const here = fs.mkdtempSync(join(base, 'property-'));
      buildTree(join(here, 'a'), tree);
      const manifest = await record(join(here, 'a'));
      await checkOutTree(manifest, join(here, 'b'), memorySource(join(here, 'a'), pieceBytes), plain);
      expect((await record(join(here, 'b'))).assetId).toBe(manifest.assetId);
      fs.rmSync(here, { recursive: true });
    }),
    { numRuns: 60 },
  );
});

test('more files than are written at once, and one larger than a buffer', async () => {
  buildTree(asset, Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`many/${at % 7}/${at}`, `${at}`])));
  fs.writeFileSync(join(asset, 'large'), Buffer.alloc((1 << 20) + 5, 1));
  const manifest = await record(asset);
  await checkOutTree(manifest, target, memorySource(asset, 1 << 18), plain);
  expect((await record(target)).assetId).toBe(manifest.assetId);
});

describe('the target', () => {
  test('may be empty, and is empty again when something fails', async () => {
    fs.mkdirSync(target);
    const manifest = await record(asset);
    const source = memorySource(asset);
    source.blobs.delete(sha256(Buffer.from('#!/bin/sh\n')));
    await expect(checkOutTree(manifest, target, source, plain)).rejects.toThrow('no blob');
    expect(fs.readdirSync(target)).toEqual([]);
    expect((await checkOutTree(manifest, target, memorySource(asset), plain)).folder).toBe('empty');
    expect((await record(target)).assetId).toBe(manifest.assetId);
  });

  test('is not there when something fails before all is written', async () => {
    const manifest = await record(asset);
    const source = memorySource(asset);
    source.blobs.delete(sha256(new Uint8Array()));
    await expect(checkOutTree(manifest, target, source, plain)).rejects.toThrow('no blob');
    expect(fs.readdirSync(folder)).toEqual(['asset']);
  });

  test('is no file, no link and no folder with something in it', async () => {
    const manifest = await record(asset);
    const refused = (path: string): Promise<string> => codeOf(checkOutTree(manifest, path, memorySource(asset), plain));
    fs.writeFileSync(join(folder, 'file'), '');
    fs.mkdirSync(join(folder, 'real'));
    fs.symlinkSync('real', join(folder, 'link'));
    expect(await refused(asset)).toBe('ASSET_TARGET');
    expect(await refused(join(folder, 'file'))).toBe('ASSET_TARGET');
    expect(await refused(join(folder, 'link'))).toBe('ASSET_TARGET');
    expect(await refused(join(folder, 'none/target'))).toBe('ASSET_WRITE');
    expect(fs.readdirSync(join(folder, 'real'))).toEqual([]);
  });

  test('that somebody else made meanwhile is left alone', async () => {
    const manifest = await record(asset);
    const source = memorySource(asset);
    const open = source.open.bind(source);
    const racing = {
      open: (digest: Parameters<typeof open>[0]) => {
        buildTree(target, { theirs: 'x' });
        return open(digest);
      },
    };
    expect(await codeOf(checkOutTree(manifest, target, racing, plain))).toBe('ASSET_TARGET');
    expect(fs.readdirSync(target)).toEqual(['theirs']);
    expect(fs.readdirSync(folder).sort()).toEqual(['asset', 'target']);
  });
});

describe('forced into a folder with something in it', () => {
  const force = { ...plain, force: true };

  test('replaces what is other, leaves what is the same and what is not of the asset', async () => {
    const manifest = await record(asset);
    const outside = join(folder, 'outside');
    buildTree(outside, { weights: 'outside' });
    buildTree(target, {
      weights: 'w'.repeat(3000),
      '__init__.py': { link: '../outside/weights' },
      'sub/run': '#!/bin/sh\n',
      'sub/link': 'folder',
      'sub/empty/inner/extra': 'x',
      extra: 'x',
      other: { link: '../outside' },
    });
    const { ino } = fs.statSync(join(target, 'weights'));
    const done = await checkOutTree(manifest, target, memorySource(asset), force);
    expect(done).toEqual({ folder: 'taken', files: 3, bytes: 3010, others: ['extra', 'sub/empty/inner/extra'] });
    expect(fs.statSync(join(target, 'weights')).ino).toBe(ino);
    expect(fs.readFileSync(join(outside, 'weights'), 'utf8')).toBe('outside');
    fs.rmSync(join(target, 'extra'));
    fs.rmSync(join(target, 'sub/empty/inner/extra'));
    expect((await record(target)).assetId).toBe(manifest.assetId);
  });

  test('never removes a folder with something in it', async () => {
    const manifest = await record(asset);
    buildTree(target, { 'weights/theirs': 'x' });
    expect(await codeOf(checkOutTree(manifest, target, memorySource(asset), force))).toBe('ASSET_TARGET');
    expect(fs.readFileSync(join(target, 'weights/theirs'), 'utf8')).toBe('x');
    buildTree(join(folder, 'other'), { 'sub/link/theirs': 'x' });
    expect(await codeOf(checkOutTree(manifest, join(folder, 'other'), memorySource(asset), force))).toBe(
      'ASSET_TARGET',
    );
  });

  test('a file with a second name elsewhere is not written through', async () => {
    const manifest = await record(asset);
    buildTree(target, { weights: 'mine' });
    fs.linkSync(join(target, 'weights'), join(folder, 'second'));
    await checkOutTree(manifest, target, memorySource(asset), force);
    expect(fs.readFileSync(join(folder, 'second'), 'utf8')).toBe('mine');
  });
});

describe('what is refused before anything is written', () => {
  const refused = (entries: Parameters<typeof encodeManifest>[0], options = plain): Promise<string> =>
    codeOf(checkOutTree(encodeManifest(entries), target, memorySource(asset), options));

  test('a hosted model, a workspace, a link that leads out', async () => {
    expect(await refused([{ type: 'service', path: 'https://models.example/x' }])).toBe('ASSET_UNWRITABLE');
    expect(await refused([{ type: 'folder', path: '.assay/keys' }])).toBe('ASSET_NESTED');
    expect(await refused([{ type: 'folder', path: 'x/.AS\u200bSAY' }])).toBe('ASSET_NESTED');
    expect(await refused([{ type: 'link', path: 'x', target: '/etc/passwd' }])).toBe('ASSET_UNWRITABLE');
    expect(await refused([{ type: 'link', path: 'x/y', target: '../../z' }])).toBe('ASSET_UNWRITABLE');
    expect(fs.readdirSync(folder)).toEqual(['asset']);
    expect(await refused([{ type: 'link', path: 'x', target: '../asset' }], { ...plain, linksOutside: true })).toBe(
      'done',
    );
  });
});

test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
  ['other', (bytes) => bytes.map((byte) => byte ^ 1)],
  ['more', (bytes) => Buffer.concat([bytes, bytes])],
  ['fewer', (bytes) => bytes.subarray(1)],
])('%s bytes than were recorded are an error, and get no name', async (_, change) => {
  const manifest = await record(asset);
  const source = memorySource(asset);
  const digest = sha256(Buffer.from('#!/bin/sh\n'));
  source.blobs.set(digest, change(source.blobs.get(digest) ?? new Uint8Array()));
  expect(await codeOf(checkOutTree(manifest, target, source, plain))).toBe('ASSET_CHANGED');
  expect(fs.readdirSync(folder)).toEqual(['asset']);
});

test('what changes after it was written is noticed, and the target never appears', async () => {
  const manifest = await record(asset);
  const tampering: TreeFiles = {
    ...systemFiles,
    sync: async (descriptor) => {
      await systemFiles.sync(descriptor);
      const [hidden] = fs.readdirSync(folder).filter((name) => name.endsWith('.tmp'));
      const place = join(folder, hidden ?? '', 'weights');
      if (fs.existsSync(place)) fs.writeFileSync(place, 'tampered');
    },
  };
  const checkingOut = checkOutTree(manifest, target, memorySource(asset), { ...plain, files: tampering });
  await expect(checkingOut).rejects.toThrow('"weights" is not on the disk as it was recorded (changed content)');
  expect(fs.readdirSync(folder)).toEqual(['asset']);
});

test('names that are one on the file system of the target are refused, and nothing is left', async () => {
  const one = sha256(Buffer.from('1'));
  const file = (path: string) => ({ type: 'file', path, size: 1, sha256: one, executable: false }) as const;
  const source = memorySource(asset);
  source.blobs.set(one, Buffer.from('1'));
  const folding: TreeFiles = {
    ...systemFiles,
    renameSync: (from, to) => fs.renameSync(from, join(String(to), '..', basename(String(to)).toLowerCase())),
  };
  const entries = encodeManifest([file('README'), file('readme')]);
  const into = (path: string): Promise<unknown> => checkOutTree(entries, path, source, { ...plain, files: folding });
  await expect(into(target)).rejects.toThrow(
    /"readme" stands there already: to this file system it is one with another/,
  );
  fs.mkdirSync(target);
  expect(await codeOf(into(target))).toBe('ASSET_TARGET');
  expect(fs.readdirSync(folder).sort()).toEqual(['asset', 'target']);
  await checkOutTree(entries, join(folder, 'both'), source, plain);
  expect(fs.readdirSync(join(folder, 'both')).sort()).toEqual(['README', 'readme']);
});
