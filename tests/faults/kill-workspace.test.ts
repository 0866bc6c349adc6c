// Kills processes that add, sign, log and tag in one workspace at random instants: what was acknowledged is there and verifies, and
// nothing is half there.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseSha256 } from '#core/digest';
import { referenceHistory } from '#database/reference-history';
import { readManifest } from '#flow/assets/read-manifest';
import { auditWorkspace } from '#flow/workspace/audit-workspace';
import { initWorkspace } from '#flow/workspace/init-workspace';
import { openWorkspace } from '#flow/workspace/workspace';
import { bytesOf } from '#flow/zones/asset-bytes';
import { killedAfter } from './killed-after.ts';

const kills = process.env.ASSAY_SLOW === undefined ? 16 : 1000;
const program = fileURLToPath(new URL('./add-forever.ts', import.meta.url));

test(`${kills} kills, two writers at a time`, { timeout: 7_200_000 }, async () => {
  const root = mkdtempSync(join(tmpdir(), 'assay-kill-'));
  try {
    await initWorkspace(root, { auditDays: 30, now: () => new Date() });
    const added = new Map<string, string>();
    const tagged = new Map<string, string>();
    for (let round = 0; round < kills / 2; round++) {
      const killed = await Promise.all(
        [0, 1].map((writer) => killedAfter(program, [root, String(writer)], { withinMs: 1500, from: 'first-answer' })),
      );
      // Whoever ends before he is killed has met an error that was none.
      expect(killed.map((one) => one.killed)).toEqual([true, true]);
      for (const line of killed.flatMap(({ lines }) => lines)) {
        const [what, first = '', second = '', third = ''] = line.split(' ');
        if (what === 'added') added.set(first, second);
        if (what === 'tagged') tagged.set(`${first}@${second}`, third);
      }
    }
    expect(added.size).toBeGreaterThan(0);
    await assertKept(root, added, tagged);
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  }
});

async function assertKept(
  root: string,
  added: ReadonlyMap<string, string>,
  tagged: ReadonlyMap<string, string>,
): Promise<void> {
  const workspace = await openWorkspace(root);
  try {
    const index = await workspace.index();
    const shared = new Set((await referenceHistory(index, 'shared')).map(({ asset }) => String(asset)));
    for (const [id, content] of added) {
      expect(shared, content).toContain(id);
      const [entry] = (await readManifest(workspace.store, parseSha256(id))).entries;
      if (entry?.type !== 'file') throw new Error('the asset has no file');
      expect(Buffer.from(await bytesOf(workspace, parseSha256(id)).read(entry.sha256, 1000)).toString()).toBe(
        `id\n${content}\n`,
      );
    }
    for (const [name, id] of tagged) {
      const [reference = '', version] = name.split('@');
      const found = (await referenceHistory(index, reference)).find((one) => one.version === Number(version));
      expect(found?.asset, name).toBe(id);
    }
    const audit = await auditWorkspace(workspace, { deep: true, record: false });
    expect(audit.parts.flatMap(({ findings }) => findings)).toEqual([]);
    // What lost a race stands in the log and does not count; nothing else may be refused.
    expect(audit.refused.filter(({ reason }) => !/version|earlier than one before it/.test(reason))).toEqual([]);
    expect(readdirSync(join(root, '.assay')).filter((name) => name.includes('.tmp'))).toEqual([]);
  } finally {
    await workspace.close();
  }
}
