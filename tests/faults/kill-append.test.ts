// Kills a real process that appends, at random instants: nothing that it acknowledged is lost, and the log is whole.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { auditLog } from '#log/audit-log';
import { initLogFolder, logFolder, openLogFolder } from '#log/log-folder';
import { LogWriter } from '#log/log-writer';
import { TileTree } from '#log/tile-tree';
import { killedAfter } from './killed-after.ts';

const kills = process.env.ASSAY_SLOW === undefined ? 50 : 1000;
const program = fileURLToPath(new URL('./append-forever.ts', import.meta.url));

test(`${kills} kills, two writers at a time`, { timeout: 3_600_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-kill-'));
  try {
    const place = logFolder(join(folder, 'log'));
    await initLogFolder(place, 'example.com/kill');
    const acknowledged = new Map<number, string>();
    for (let round = 0; round < kills / 2; round++) {
      const killed = await Promise.all(
        [0, 1].map((writer) =>
          killedAfter(program, [place.folder, `${round}.${writer}`], { withinMs: 60, from: 'first-answer' }),
        ),
      );
      for (const line of killed.flatMap(({ lines }) => lines)) {
        const [index = '', word = ''] = line.split(' ');
        expect(acknowledged.has(Number(index))).toBe(false);
        acknowledged.set(Number(index), word);
      }
    }
    const parts = await openLogFolder(place);
    const size = await new LogWriter(parts).recover();
    expect((await auditLog(parts.storage)).problems).toEqual([]);
    expect(acknowledged.size).toBeGreaterThan(0);
    const tree = new TileTree(parts.storage, size);
    for (const [index, word] of acknowledged) expect(Buffer.from(await tree.entry(index)).toString()).toBe(word);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
