// Kills a real process that lays an asset out, at random instants: no file has its name and only a part of its bytes, a new target
// is there as a whole or not at all, and what was acknowledged is there.
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { encodeManifest } from '#core/manifest';
import { readTree } from '#flow/read-tree';
import { buildTree } from '#testkit/tree';
import { killedAfter } from './killed-after.ts';

const kills = process.env.ASSAY_SLOW === undefined ? 10 : 1000;
const program = fileURLToPath(new URL('./check-out-once.ts', import.meta.url));

test(`${kills} kills`, { timeout: 3_600_000 }, async () => {
  const base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'assay-kill-check-out-')));
  try {
    const asset = join(base, 'asset');
    buildTree(asset, Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`sub/${at}`, `${at}`.repeat(9000)])));
    const { entries, assetId } = encodeManifest((await readTree(asset)).entries);
    const files = new Map(entries.map((entry) => [entry.path, JSON.stringify(entry)]));
    for (let round = 0; round < kills; round++) {
      const target = join(base, `target-${round}`);
      const isNew = round % 2 === 0;
      if (!isNew) buildTree(target, { 'sub/7': 'earlier' });
      const { lines } = await killedAfter(program, [asset, target], { withinMs: 80, from: 'first-answer' });
      if (isNew && !fs.existsSync(target)) {
        expect(lines).toEqual(['begun']);
        continue;
      }
      const found = (await readTree(target)).entries.filter(({ path }) => !path.endsWith('.tmp'));
      const whole = encodeManifest(found).assetId === assetId;
      if (isNew || lines.includes('done')) expect(whole).toBe(true);
      for (const entry of found) {
        const isEarlier = !isNew && entry.path === 'sub/7' && entry.type === 'file' && entry.size === 'earlier'.length;
        if (entry.type === 'file' && !isEarlier) expect(JSON.stringify(entry)).toBe(files.get(entry.path));
      }
    }
  } finally {
    fs.rmSync(base, { recursive: true });
  }
});
