// The contract of everything that keeps the public part of a log.
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { folderStorage } from '#log/folder-storage';
import type { LogStorage } from '#log/log-storage';
import { failingFiles, memoryStorage, type WriteFault } from '#testkit/log';

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-storage-'));
  folders.push(folder);
  return join(folder, 'log');
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

interface Implementation {
  readonly name: string;
  readonly create: (fault: WriteFault) => LogStorage;
}

const implementations: readonly Implementation[] = [
  { name: 'in memory', create: (fault) => memoryStorage(new Map(), fault) },
  { name: 'in a folder', create: (fault) => folderStorage(newFolder(), failingFiles(fault, 'ENOSPC')) },
];

const first: ReadonlyMap<string, Uint8Array> = new Map([
  ['checkpoint', Buffer.from('one')],
  ['tile/entries/000.p/1', Buffer.from('entry')],
  ['tile/0/000.p/1', Buffer.alloc(32, 1)],
]);
const second: ReadonlyMap<string, Uint8Array> = new Map([
  ['checkpoint', Buffer.from('another, longer one')],
  ['tile/0/x001/000', Buffer.alloc(8192, 2)],
]);
const never: WriteFault = () => 'none';

describe.each(implementations)('$name', ({ create }) => {
  test('nothing is there before it is put there', async () => {
    const storage = create(never);
    expect([await storage.list(), await storage.get('checkpoint'), await storage.get('tile/0/000')]).toEqual([
      [],
      undefined,
      undefined,
    ]);
  });

  test('gives back what was put, sorted, and the newer of two', async () => {
    const storage = create(never);
    await storage.put(first);
    await storage.put(second);
    expect(await storage.list()).toEqual(['checkpoint', 'tile/0/000.p/1', 'tile/0/x001/000', 'tile/entries/000.p/1']);
    for (const [path, bytes] of new Map([...first, ...second])) {
      expect(Buffer.from((await storage.get(path)) ?? []).equals(bytes), path).toBe(true);
    }
  });

  test('empty resources and no resources', async () => {
    const storage = create(never);
    await storage.put(new Map());
    await storage.put(new Map([['checkpoint', new Uint8Array()]]));
    expect((await storage.get('checkpoint'))?.length).toBe(0);
  });

  test.each(['absent', 'present'] as const)('a write that fails and is %s leaves whole resources', async (kind) => {
    let failed = true;
    for (let failAt = 0; failed; failAt++) {
      let armed = false;
      let writes = 0;
      failed = false;
      const storage = create(() => {
        if (!armed || writes++ !== failAt) return 'none';
        failed = true;
        return kind;
      });
      await storage.put(first);
      armed = true;
      const outcome = await storage.put(second).then(
        () => 'done',
        (error: unknown) => error,
      );
      armed = false;
      if (failed) expect(outcome, `call ${failAt}`).toMatchObject({ code: 'LOG_WRITE' });
      for (const path of await storage.list()) {
        const bytes = Buffer.from((await storage.get(path)) ?? []);
        const isWhole = [first.get(path), second.get(path)].some((whole) => whole !== undefined && bytes.equals(whole));
        expect(isWhole, `${path} after call ${failAt}`).toBe(true);
      }
      await storage.put(second);
      for (const [path, bytes] of second) expect(await storage.get(path)).toEqual(bytes);
    }
  });
});

test.each([
  ['ENOSPC', 'no space is left on the device'],
  ['EROFS', 'the file system is read-only'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EIO', 'the device reports an error'],
  ['EBUSY', 'EBUSY'],
])('%s is told in words', async (code, reason) => {
  const storage = folderStorage(
    newFolder(),
    failingFiles(() => 'absent', code),
  );
  await expect(storage.put(first)).rejects.toMatchObject({
    code: 'LOG_WRITE',
    fields: { value: code },
    message: `The log cannot be written: ${reason}.`,
  });
});

test('a folder tells what it cannot read', async () => {
  const folder = newFolder();
  const storage = folderStorage(folder);
  await storage.put(first);
  rmSync(join(folder, 'checkpoint'));
  symlinkSync('/etc/hostname', join(folder, 'checkpoint'));
  await expect(storage.get('checkpoint')).rejects.toMatchObject({ code: 'LOG_READ' });
  await expect(storage.get('tile')).rejects.toMatchObject({ code: 'LOG_READ' });
  truncateSync(join(folder, 'tile/0/000.p/1'), 2 ** 33);
  await expect(storage.get('tile/0/000.p/1')).rejects.toMatchObject({ code: 'LOG_LIMIT' });
});

test('a file where the folder of a log should be', async () => {
  const folder = newFolder();
  writeFileSync(folder, '');
  const storage = folderStorage(folder);
  expect([await storage.get('checkpoint'), await storage.list()]).toEqual([undefined, []]);
  await expect(storage.put(first)).rejects.toMatchObject({
    code: 'LOG_WRITE',
    message: 'The log cannot be written: a file stands where a folder is needed.',
  });
});
