// Kills a real process that appends, at random instants: nothing that it acknowledged is lost, and the log is whole.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { auditLog } from '#log/audit-log';
import { initLogFolder, logFolder, openLogFolder } from '#log/log-folder';
import { LogWriter } from '#log/log-writer';
import { TileTree } from '#log/tile-tree';

const kills = process.env.ASSAY_SLOW === undefined ? 50 : 1000;
const program = fileURLToPath(new URL('./append-forever.ts', import.meta.url));

test(`${kills} kills, two writers at a time`, { timeout: 3_600_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-kill-'));
  try {
    const place = logFolder(join(folder, 'log'));
    await initLogFolder(place, 'example.com/kill');
    const acknowledged = new Map<number, string>();
    for (let round = 0; round < kills / 2; round++) {
      const lines = await Promise.all([0, 1].map((writer) => killedAfter(place.folder, `${round}.${writer}`)));
      for (const line of lines.flat()) {
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

/** What a writer acknowledged before it was killed; the instant is counted from its first answer. */
function killedAfter(folder: string, name: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, folder, name], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      if (text === '') setTimeout(() => child.kill('SIGKILL'), Math.random() * 60);
      text += part;
    });
    child.once('error', reject);
    child.once('close', () => resolve(text.split('\n').slice(0, -1)));
  });
}
