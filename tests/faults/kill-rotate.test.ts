// Kills a real process that rotates keys, at random instants: the next run completes what was begun, and nothing is locked out.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { listWorkspaceKeys } from '#flow/keys/list-keys';
import { rotateKey } from '#flow/keys/rotate-key';
import { checkWorkspaceStore } from '#flow/store/check-store';
import { rotateStore } from '#flow/store/rotate-store';
import { initWorkspace } from '#flow/workspace/init-workspace';
import { openWorkspace, type Workspace } from '#flow/workspace/workspace';
import { predicate as dataQuality } from '#predicates/data-quality';
import { killedAfter } from './killed-after.ts';

const kills = process.env.ASSAY_SLOW === undefined ? 8 : 200;
const program = fileURLToPath(new URL('./rotate-forever.ts', import.meta.url));

test(`${kills} kills while keys are rotated`, { timeout: 3_600_000 }, async () => {
  const root = mkdtempSync(join(tmpdir(), 'assay-kill-rotate-'));
  const inWorkspace = async <T>(act: (workspace: Workspace) => Promise<T>): Promise<T> => {
    const workspace = await openWorkspace(root);
    try {
      return await act(workspace);
    } finally {
      await workspace.close();
    }
  };
  try {
    const { rootKey } = await initWorkspace(root, { auditDays: 30, now: () => new Date() });
    const rotated: string[] = [rootKey];
    for (let round = 0; round < kills; round++) {
      const { lines } = await killedAfter(program, [root], { withinMs: 400, from: 'first-answer' });
      rotated.push(...lines.flatMap((line) => (line.startsWith('key ') ? [line.slice(4)] : [])));
      // Whoever comes next gets on, after the rotation that was interrupted is complete.
      await inWorkspace((workspace) => rotateKey(workspace, { why: 'after a kill' }));
      await inWorkspace((workspace) => rotateStore(workspace, 'after a kill'));
      const body = { ...dataQuality.example, rows: round };
      const draft = { predicate: dataQuality, subjects: [{ sha256: dataQuality.example.contract }], body };
      expect(await inWorkspace((workspace) => workspace.record([draft]))).toMatchObject([
        { index: expect.any(Number) },
      ]);
      expect((await inWorkspace(checkWorkspaceStore)).problems).toEqual([]);
    }
    const { keys } = await inWorkspace(listWorkspaceKeys);
    const known = new Set<string>(keys.map(({ id }) => id));
    for (const key of rotated) expect(known).toContain(key);
    expect(keys.filter(({ signsHere }) => signsHere)).toMatchObject([{ isRoot: true, state: 'trusted', roles: ['*'] }]);
    expect(readdirSync(join(root, '.assay/keys/zones'))).toEqual(['main.key']);
    expect(await inWorkspace(async (workspace) => (await workspace.log.storage.get('checkpoint')) !== undefined)).toBe(
      true,
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
