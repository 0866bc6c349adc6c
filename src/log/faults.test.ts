// Every durable write fails once without and once with its effect; then the log has to be whole, with all that was acknowledged.
import { expect, test } from 'vitest';
import { memoryCheckpointStore, memoryStorage, type WriteFault } from '#testkit/log';
import { auditLog } from './audit-log.ts';
import { assertLatest } from './compare-checkpoints.ts';
import { createLog, LogWriter } from './log-writer.ts';
import { createNoteSigner } from './note-signer.ts';
import { TileTree } from './tile-tree.ts';

const batches = [3, 250, 4, 1];

test.each(['absent', 'present'] as const)('a write that fails and is %s', async (kind) => {
  const signer = await createNoteSigner('example.com/log', 'ed25519');
  let failed = true;
  for (let failAt = 0; failed; failAt++) {
    let writes = 0;
    let armed = false;
    failed = false;
    const fault: WriteFault = () => {
      if (!armed || writes++ !== failAt) return 'none';
      failed = true;
      return kind;
    };
    const parts = { storage: memoryStorage(new Map(), fault), checkpoints: memoryCheckpointStore(fault), signer };
    await createLog(parts);
    armed = true;
    const writer = new LogWriter(parts);
    const acknowledged = new Map<number, string>();
    let next = 0;
    for (const count of batches) {
      const words = Array.from({ length: count }, () => `entry ${next++}`);
      const logged = await writer.append(words.map((word) => Buffer.from(word))).catch(() => undefined);
      for (const [at, word] of words.entries()) if (logged) acknowledged.set(logged.first + at, word);
    }
    armed = false;
    await new LogWriter(parts).recover();
    const { size, root, problems } = await auditLog(parts.storage);
    expect(problems, `write ${failAt}`).toEqual([]);
    assertLatest({ size, root }, (await parts.checkpoints.read())?.bytes ?? new Uint8Array());
    const tree = new TileTree(parts.storage, size);
    for (const [index, word] of acknowledged) expect(Buffer.from(await tree.entry(index)).toString()).toBe(word);
  }
});

test('two writers with memories of their own lose nothing', async () => {
  const signer = await createNoteSigner('example.com/log', 'ed25519');
  const parts = { storage: memoryStorage(), checkpoints: memoryCheckpointStore(), signer };
  await createLog(parts);
  const writers = [new LogWriter(parts), new LogWriter(parts)];
  const logged = await Promise.all(
    Array.from({ length: 60 }, async (_, at) => ({
      word: `entry ${at}`,
      ...(await writers[at % 2]?.append([Buffer.from(`entry ${at}`)])),
    })),
  );
  const { size, problems } = await auditLog(parts.storage);
  expect([size, problems]).toEqual([60, []]);
  const tree = new TileTree(parts.storage, size);
  for (const { word, first } of logged) expect(Buffer.from(await tree.entry(first ?? 60)).toString()).toBe(word);
});

test('tiles that were put back to an older state are not continued', async () => {
  const signer = await createNoteSigner('example.com/log', 'ed25519');
  const files = new Map<string, Uint8Array>();
  const parts = { storage: memoryStorage(files), checkpoints: memoryCheckpointStore(), signer };
  await createLog(parts);
  await new LogWriter(parts).append([Buffer.from('one')]);
  const backup = new Map(files);
  await new LogWriter(parts).append([Buffer.from('two')]);
  await new LogWriter(parts).append([Buffer.from('three')]);
  files.clear();
  for (const [path, bytes] of backup) files.set(path, bytes);
  await expect(new LogWriter(parts).append([Buffer.from('other')])).rejects.toMatchObject({ code: 'LOG_CORRUPT' });
});
