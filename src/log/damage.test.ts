// A log of 300 entries with one thing wrong: what the audit names, and what a reader of the same storage says.
import { describe, expect, test } from 'vitest';
import { buildMemoryLog, type MemoryLog, memoryCheckpointStore } from '#testkit/log';
import { encodeAddCheckpoint } from './add-checkpoint.ts';
import { auditLog } from './audit-log.ts';
import { findEntry } from './find-entry.ts';
import { createNoteSigner } from './note-signer.ts';
import { TileTree } from './tile-tree.ts';
import { addCheckpoint, readCheckpoint } from './witness.ts';

const size = 300;
const paths = {
  tile0: 'tile/0/000',
  tile1: 'tile/0/001.p/44',
  above: 'tile/1/000.p/1',
  bundle0: 'tile/entries/000',
  bundle1: 'tile/entries/001.p/44',
};

const problemsOf = async (change: (files: MemoryLog['files']) => void): Promise<readonly string[]> => {
  const { files, storage } = await buildMemoryLog([size]);
  change(files);
  return (await auditLog(storage)).problems.map(({ path, reason }) => `${path}: ${reason}`);
};

const bytesOf = (files: MemoryLog['files'], path: string): Uint8Array => files.get(path) ?? new Uint8Array();

test('a sound log has no problem', async () => {
  expect(await problemsOf(() => {})).toEqual([]);
});

describe('the audit names', () => {
  test.each(Object.values(paths))('%s when it is missing', async (path) => {
    expect(await problemsOf((files) => files.delete(path))).toEqual([`${path}: is missing`]);
  });

  test.each(Object.values(paths))('%s when a bit of it is another', async (path) => {
    const problems = await problemsOf((files) => {
      const bytes = bytesOf(files, path);
      files.set(path, bytes.with(bytes.length - 3, (bytes.at(-3) ?? 0) ^ 1));
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.startsWith(`${path}: `)).toBe(true);
  });

  test.each([
    [paths.tile0, 'has 8191 bytes, not 8192'],
    [paths.above, 'has 31 bytes, not 32'],
    [paths.bundle0, 'ends inside an entry'],
  ])('%s when it is cut', async (path, reason) => {
    expect(await problemsOf((files) => files.set(path, bytesOf(files, path).slice(0, -1)))).toEqual([
      `${path}: ${reason}`,
    ]);
  });

  test('a bundle with one entry fewer', async () => {
    const problems = await problemsOf((files) => files.set(paths.bundle1, bytesOf(files, paths.bundle1).slice(0, -11)));
    expect(problems).toEqual([`${paths.bundle1}: holds 43 entries, not 44`]);
  });

  test('a bundle and its tile when both are missing, and stops there', async () => {
    const problems = await problemsOf((files) => {
      files.delete(paths.bundle0);
      files.delete(paths.tile0);
    });
    expect(problems).toEqual([`${paths.bundle0}: is missing`, `${paths.tile0}: is missing or of another length`]);
  });

  test('a root that is not the one of the entries', async () => {
    const other = await buildMemoryLog([size], { word: 'other' });
    const problems = await problemsOf((files) => files.set('checkpoint', bytesOf(other.files, 'checkpoint')));
    expect(problems).toEqual(['checkpoint: its root is not the root of the entries']);
  });
});

test('what has no checkpoint is no log', async () => {
  const { files, storage } = await buildMemoryLog([1]);
  files.delete('checkpoint');
  await expect(auditLog(storage)).rejects.toMatchObject({ code: 'LOG_MISSING' });
});

describe('a reader', () => {
  const treeWith = async (change: (files: MemoryLog['files']) => void): Promise<TileTree> => {
    const { files, storage } = await buildMemoryLog([size]);
    change(files);
    return new TileTree(storage, size);
  };

  test('refuses what the tree does not have', async () => {
    const tree = await treeWith(() => {});
    await expect(tree.entry(size)).rejects.toMatchObject({ code: 'LOG_INDEX' });
    await expect(tree.inclusionProof(size)).rejects.toMatchObject({ code: 'LOG_INDEX' });
    await expect(tree.consistencyProof(size + 1)).rejects.toMatchObject({ code: 'LOG_INDEX' });
  });

  test('names what is missing or too short', async () => {
    const without = await treeWith((files) => files.delete(paths.bundle1));
    await expect(without.entry(299)).rejects.toThrow(`${paths.bundle1} is missing`);
    const short = await treeWith((files) => files.set(paths.bundle1, bytesOf(files, paths.bundle1).slice(0, -11)));
    await expect(short.entry(299)).rejects.toThrow('The bundle of entry 299 is too short');
    const cut = await treeWith((files) => files.set(paths.tile1, bytesOf(files, paths.tile1).slice(0, -32)));
    await expect(cut.inclusionProof(299)).rejects.toThrow(`${paths.tile1} has 1376 bytes, not 1408`);
  });

  test('finds an entry in any tile, and none that is not there', async () => {
    const tree = await treeWith(() => {});
    for (const index of [0, 255, 256, 299]) expect(await findEntry(tree, Buffer.from(`entry ${index}`))).toBe(index);
    await expect(findEntry(tree, Buffer.from('entry 300'))).rejects.toMatchObject({ code: 'LOG_INDEX' });
  });
});

describe('a witness that cannot work says so and signs nothing', () => {
  const request = async () => {
    const log = await buildMemoryLog([5]);
    const checkpoint = bytesOf(log.files, 'checkpoint');
    const store = memoryCheckpointStore();
    const parts = {
      signers: [await createNoteSigner('w', 'cosignature-ed25519')],
      logKeys: () => [log.signer.key],
      storeOf: () => store,
      now: () => 1,
    };
    return { parts, store, body: Buffer.from(encodeAddCheckpoint({ oldSize: 0, proof: [], checkpoint })) };
  };

  test('when its record is damaged, or of another log', async () => {
    const { parts, store, body } = await request();
    await store.swap(0, Buffer.from('damaged'));
    await expect(addCheckpoint(parts, body)).rejects.toMatchObject({ code: 'LOG_CORRUPT' });
    const other = await buildMemoryLog([2], { signer: await createNoteSigner('example.com/other', 'ed25519') });
    await store.swap(1, bytesOf(other.files, 'checkpoint'));
    await expect(addCheckpoint(parts, body)).rejects.toThrow('is one of another log');
  });

  test('when its store fails', async () => {
    const { parts, body } = await request();
    const failing = {
      ...parts,
      storeOf: () => ({ ...memoryCheckpointStore(), read: () => Promise.reject(new Error('disk')) }),
    };
    await expect(addCheckpoint(failing, body)).rejects.toThrow('disk');
  });

  test('and shows nothing for a name that is no log', async () => {
    const { parts } = await request();
    expect((await readCheckpoint(parts, '../key')).status).toBe(404);
    expect((await readCheckpoint(parts, '0'.repeat(64))).status).toBe(404);
  });
});
