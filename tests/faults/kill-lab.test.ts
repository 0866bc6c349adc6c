// A lab that is killed again and again ends with the same report as one that is left alone.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { readJournal } from '#store/journal';
import { killedAfter } from './killed-after.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-kill-lab-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = fileURLToPath(new URL('./lab-forever.ts', import.meta.url));
const mostKills = process.env.ASSAY_SLOW === undefined ? 2 : 40;

test('killed at random instants, it goes on where it stood', async () => {
  const state = join(folder, 'state');
  const out = join(folder, 'killed.json');
  let kills = 0;
  let kept = 0;
  while (!existsSync(out)) {
    const withinMs = kills < mostKills ? 400 : 2 ** 30;
    const { killed } = await killedAfter(program, [state, out], { withinMs, from: 'first-answer' });
    if (killed) kills += 1;
    const now = readJournal(state, 2 ** 30).entries.length;
    // What was measured before is never lost.
    expect(now).toBeGreaterThanOrEqual(kept);
    kept = now;
  }
  const whole = join(folder, 'whole.json');
  await killedAfter(program, [join(folder, 'other-state'), whole], { withinMs: 2 ** 30, from: 'first-answer' });
  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(JSON.parse(readFileSync(whole, 'utf8')));
  expect(readJournal(state, 2 ** 30).entries.length).toBe(
    readJournal(join(folder, 'other-state'), 2 ** 30).entries.length,
  );
});
