// Reading on from a known tree: every pair of sizes, and every way in which a log can be another one.
import { expect, test } from 'vitest';
import { buildMemoryLog, type MemoryLog } from '#testkit/log';
import { LogError } from './log-error.ts';
import { checkpointPath } from './log-storage.ts';
import { nodeCryptography } from './node-cryptography.ts';
import { readNewEntries } from './read-new-entries.ts';
import { readEdge, rootOfEdge } from './tree-edge.ts';
import { type VerifiedCheckpoint, verifyCheckpoint } from './verify-checkpoint.ts';
import type { TreeHead } from './verify-consistency.ts';

const head = async ({ storage }: MemoryLog, size: number): Promise<TreeHead> => ({
  size,
  root: rootOfEdge(await readEdge(storage, size)),
});

async function checkpointOf({ storage, signer }: MemoryLog): Promise<VerifiedCheckpoint> {
  const note = (await storage.get(checkpointPath)) ?? new Uint8Array();
  return verifyCheckpoint(note, [signer.key], [], nodeCryptography);
}

test.each([0, 1, 255, 256, 257, 300])('from %i of 600 entries on', async (known) => {
  const log = await buildMemoryLog([known === 0 ? 300 : known, 600 - (known === 0 ? 300 : known)]);
  const entries = await readNewEntries(log.storage, await head(log, known), await checkpointOf(log));
  expect(entries.map((entry) => Buffer.from(entry).toString())).toEqual(
    Array.from({ length: 600 - known }, (_, at) => `entry ${known + at}`),
  );
});

test('nothing new is nothing', async () => {
  const log = await buildMemoryLog([3]);
  expect(await readNewEntries(log.storage, await head(log, 3), await checkpointOf(log))).toEqual([]);
});

test('a shorter log was rolled back', async () => {
  const log = await buildMemoryLog([3]);
  const longer = await buildMemoryLog([4]);
  await expect(readNewEntries(log.storage, await head(longer, 4), await checkpointOf(log))).rejects.toMatchObject({
    code: 'LOG_ROLLED_BACK',
  });
});

test('another log with more entries contradicts what was read', async () => {
  const log = await buildMemoryLog([3, 2]);
  const other = await buildMemoryLog([3, 2], { word: 'other' });
  await expect(readNewEntries(other.storage, await head(log, 3), await checkpointOf(other))).rejects.toMatchObject({
    code: 'LOG_INCONSISTENT',
  });
});

test('any flipped bit of a new entry is noticed', async () => {
  const log = await buildMemoryLog([2, 3]);
  const known = await head(log, 2);
  const checkpoint = await checkpointOf(log);
  const path = 'tile/entries/000.p/5';
  const bytes = log.files.get(path) ?? new Uint8Array();
  const secondEntryEnds = 2 * (2 + 'entry 0'.length);
  for (let at = secondEntryEnds; at < bytes.length; at++) {
    log.files.set(path, bytes.with(at, (bytes[at] ?? 0) ^ 1));
    const reading = readNewEntries(log.storage, known, checkpoint);
    await expect(reading, `byte ${at}`).rejects.toThrow(LogError);
  }
});
