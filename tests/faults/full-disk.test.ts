// A disk without room, and one that cannot be written: the command says so with its code, and what was recorded stays whole.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statfsSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AssayError } from '#core/errors';
import { addAsset } from '#flow/assets/add-asset';
import { auditWorkspace } from '#flow/workspace/audit-workspace';
import { initWorkspace } from '#flow/workspace/init-workspace';
import { openWorkspace } from '#flow/workspace/workspace';

const options = { labels: [], parents: [], similarNames: false, rows: {}, deep: false, kind: 'code' } as const;
const disk = mkdtempSync(join(tmpdir(), 'assay-disk-'));
const source = mkdtempSync(join(tmpdir(), 'assay-source-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'assay-test', disk]).status === 0;
if (!mounted) console.warn('No file system can be mounted here; full and read-only disks are not tested.');

beforeAll(async () => {
  if (!mounted) return;
  await initWorkspace(disk, { auditDays: 30, now: () => new Date() });
  writeFileSync(join(source, 'first'), 'first');
  await add('first');
});

afterAll(() => {
  if (mounted) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
  rmSync(source, { recursive: true, force: true });
});

async function add(name: string): Promise<void> {
  const workspace = await openWorkspace(disk);
  try {
    await addAsset(workspace, join(source, name), { ...options, name });
  } finally {
    await workspace.close();
  }
}

async function codeOf(action: Promise<unknown>): Promise<string> {
  try {
    await action;
    return 'done';
  } catch (error) {
    if (error instanceof AssayError) return error.code;
    throw error;
  }
}

async function assertWhole(): Promise<void> {
  const workspace = await openWorkspace(disk);
  try {
    expect(await auditWorkspace(workspace, { deep: true, record: false })).toMatchObject({
      outcome: 'pass',
      assets: expect.arrayContaining([expect.objectContaining({ asset: 'first@1' })]),
    });
  } finally {
    await workspace.close();
  }
}

test.skipIf(!mounted)('a disk that is full at any point', { timeout: 120_000 }, async () => {
  writeFileSync(join(source, 'large'), Buffer.alloc(3_000_000, 1));
  expect(await codeOf(add('large'))).toBe('STORE_WRITE');
  await assertWhole();
  writeFileSync(join(source, 'small'), 'small');
  const seen = new Set<string>();
  // Less and less room, down to none: each write of the way fails once.
  for (let room = 40_000; room >= 0; room -= 4096) {
    const filler = join(disk, 'filler');
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - room)));
    const code = await codeOf(add('small'));
    seen.add(code);
    unlinkSync(filler);
    if (code === 'done') return expect.fail('there was room after all; begin with less');
  }
  expect(
    [...seen].every((code) => /^(STORE|LOG|INDEX|WORKSPACE)_/.test(code)),
    [...seen].join(),
  ).toBe(true);
});

test.skipIf(!mounted)('a disk that is read-only', { timeout: 60_000 }, async () => {
  writeFileSync(join(source, 'other'), 'other');
  execFileSync('mount', ['-o', 'remount,ro', disk]);
  try {
    expect(await codeOf(add('other'))).toMatch(/^(STORE|LOG|INDEX|WORKSPACE)_/);
    expect(readdirSync(disk)).toContain('.assay');
  } finally {
    execFileSync('mount', ['-o', 'remount,rw', disk]);
  }
});
