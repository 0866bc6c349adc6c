// The contract of everything that says what was signed last.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { CheckpointStore } from '#log/checkpoint-store';
import { folderCheckpointStore } from '#log/folder-checkpoint-store';
import { failingFiles, memoryCheckpointStore, type WriteFault } from '#testkit/log';

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-checkpoints-'));
  folders.push(folder);
  return join(folder, 'store');
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

interface Implementation {
  readonly name: string;
  readonly create: (fault: WriteFault) => CheckpointStore;
}

const implementations: readonly Implementation[] = [
  { name: 'in memory', create: (fault) => memoryCheckpointStore(fault) },
  { name: 'in a folder', create: (fault) => folderCheckpointStore(newFolder(), failingFiles(fault, 'ENOSPC')) },
];

const never: WriteFault = () => 'none';
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

async function textIn(store: CheckpointStore): Promise<string> {
  const record = await store.read();
  return `${record?.version ?? 0} ${Buffer.from(record?.bytes ?? []).toString()}`;
}

describe.each(implementations)('$name', ({ create }) => {
  test('begins empty, and counts from 1', async () => {
    const store = create(never);
    expect(await store.read()).toBeUndefined();
    await store.swap(0, bytesOf('a'));
    expect(await textIn(store)).toBe('1 a');
    await store.swap(1, bytesOf('b'));
    expect(await textIn(store)).toBe('2 b');
  });

  test('refuses every version but the last', async () => {
    const store = create(never);
    await expect(store.swap(1, bytesOf('x'))).rejects.toMatchObject({ code: 'LOG_CONFLICT' });
    for (let version = 0; version < 40; version++) await store.swap(version, bytesOf(`v${version + 1}`));
    for (let version = 0; version < 42; version++) {
      if (version !== 40)
        await expect(store.swap(version, bytesOf('x'))).rejects.toMatchObject({ code: 'LOG_CONFLICT' });
    }
    expect(await textIn(store)).toBe('40 v40');
  });

  test('of several callers one swaps', async () => {
    const store = create(never);
    for (let round = 0; round < 10; round++) {
      const words = Array.from({ length: 8 }, (_, at) => `${round}.${at}`);
      const outcomes = await Promise.allSettled(words.map((word) => store.swap(round, bytesOf(word))));
      const winner = words.filter((_, at) => outcomes[at]?.status === 'fulfilled');
      expect(winner).toHaveLength(1);
      expect(await textIn(store)).toBe(`${round + 1} ${winner[0]}`);
    }
  });

  test.each(['absent', 'present'] as const)('a swap that fails and is %s leaves one of two records', async (kind) => {
    let failed = true;
    for (let failAt = 0; failed; failAt++) {
      let armed = false;
      let writes = 0;
      failed = false;
      const store = create(() => {
        if (!armed || writes++ !== failAt) return 'none';
        failed = true;
        return kind;
      });
      await store.swap(0, bytesOf('a'));
      armed = true;
      const outcome = await store.swap(1, bytesOf('b')).then(
        () => 'done',
        (error: unknown) => error,
      );
      armed = false;
      if (failed) expect(outcome, `call ${failAt}`).toMatchObject({ code: 'LOG_WRITE' });
      const last = await store.read();
      expect(['1 a', '2 b'], `call ${failAt}`).toContain(await textIn(store));
      await store.swap(last?.version ?? 0, bytesOf('c'));
      expect(await textIn(store)).toBe(`${(last?.version ?? 0) + 1} c`);
    }
  });
});

test.each(['ENOSPC', 'EROFS'])('%s is told with its code', async (code) => {
  const store = folderCheckpointStore(
    newFolder(),
    failingFiles(() => 'absent', code),
  );
  await expect(store.swap(0, bytesOf('a'))).rejects.toMatchObject({ code: 'LOG_WRITE', fields: { value: code } });
});

test('a folder keeps the last sixteen records and passes over other files', async () => {
  const folder = newFolder();
  const store = folderCheckpointStore(folder);
  for (let version = 0; version < 20; version++) await store.swap(version, bytesOf('x'));
  writeFileSync(join(folder, 'notes.txt'), '');
  writeFileSync(join(folder, '.000000000099.record.tmp'), '');
  expect(readdirSync(folder).filter((name) => name.endsWith('.record'))).toHaveLength(16);
  expect((await store.read())?.version).toBe(20);
});
