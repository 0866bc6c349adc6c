import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examineMachine } from './doctor.ts';
import { initWorkspace } from './workspace/init-workspace.ts';

test('keys and index of a workspace are looked at, and one that is ill is an answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-doctor-'));
  const named = async (): Promise<ReadonlyMap<string, { isThere: boolean; found: string }>> => {
    const { answers } = await examineMachine({ searchPath: '', folder });
    return new Map(answers.map((answer) => [answer.what, answer]));
  };
  try {
    expect((await named()).get('workspace')).toMatchObject({ isThere: false });
    expect((await named()).has('SQLite')).toBe(false);
    await initWorkspace(folder, { auditDays: 30, now: () => new Date() });
    const well = await named();
    expect(well.get('SQLite')).toMatchObject({ isThere: true, found: 'answers' });
    expect(well.get('signing key')?.found).toContain('whoever can read it');
    expect(well.get('git')).toMatchObject({ isThere: false });
    writeFileSync(join(folder, '.assay', 'config.json'), '{}');
    const ill = await named();
    expect(ill.get('keys and index')).toMatchObject({ isThere: false, found: expect.stringContaining('config.json') });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
