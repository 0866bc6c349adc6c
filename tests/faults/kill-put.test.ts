// Kills real processes that put blobs, at random instants, while commits also merge packs: nothing that was acknowledged is
// lost, no batch is there in part, and nothing is damaged.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { openFolderStore } from '#store/folder-store';
import { createZoneKeyFile } from '#store/zone-key-file';
import { batchOf } from './put-batch.ts';

const kills = process.env.ASSAY_SLOW === undefined ? 30 : 1000;
const program = fileURLToPath(new URL('./put-forever.ts', import.meta.url));

test(`${kills} kills, two writers at a time`, { timeout: 3_600_000 }, async () => {
  const root = mkdtempSync(join(tmpdir(), 'assay-kill-'));
  try {
    const key = join(root, 'main.key');
    const zoneKey = await createZoneKeyFile(key);
    const folder = join(root, 'store');
    const acknowledged = new Map<string, number>();
    for (let round = 0; round < kills / 2; round++) {
      const lines = await Promise.all([0, 1].map((writer) => killedAfter([folder, key, `${round}.${writer}`])));
      for (const line of lines.flat()) {
        const [name = '', number = ''] = line.split(' ');
        acknowledged.set(name, Number(number));
      }
    }
    const store = await openFolderStore({ folder, zone: 'main', zoneKey });
    for await (const { outcome, path } of store.check()) expect(outcome, path).toBe('sound');
    expect(acknowledged.size).toBeGreaterThan(0);
    for (const [name, last] of acknowledged) {
      for (let number = 0; number <= last; number++) {
        for (const bytes of batchOf(name, number)) {
          expect(sha256(await store.read(sha256(bytes), 2e6)), `${name} ${number}`).toBe(sha256(bytes));
        }
      }
      const unfinished = await Promise.all(batchOf(name, last + 1).map((bytes) => store.has(sha256(bytes))));
      expect(new Set(unfinished).size, `${name} ${last + 1}`).toBe(1);
    }
  } finally {
    rmSync(root, { recursive: true });
  }
});

/** What a writer acknowledged before it was killed; the instant is counted from its first answer. */
function killedAfter(words: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      if (text === '') setTimeout(() => child.kill('SIGKILL'), Math.random() * 400);
      text += part;
    });
    child.once('error', reject);
    child.once('close', () => resolve(text.split('\n').slice(0, -1)));
  });
}
