// `assay audit export` killed at random instants: after the last run every entry of the log stands in a whole line.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { initWorkspace } from '#flow/workspace/init-workspace';
import { openWorkspace } from '#flow/workspace/workspace';
import { predicate as testResult } from '#predicates/test-result';
import { assayHere } from '../scripts/assay-here.ts';
import { launcher } from '../scripts/assay-process.ts';
import { killedAfter } from './killed-after.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-export-kill-'));
afterAll(() => rmSync(folder, { recursive: true }));
const kills = process.env.ASSAY_SLOW === '1' ? 40 : 4;
/** More than two portions. */
const statements = 1200;

test('no entry is lost', async () => {
  await initWorkspace(folder, { auditDays: 30, name: 'test', now: () => new Date() });
  const workspace = await openWorkspace(folder);
  const drafts = Array.from({ length: statements }, (_, at) => ({
    predicate: testResult,
    subjects: [{ sha256: sha256(Buffer.from(String(at))) }],
    body: testResult.example,
  }));
  for (let at = 0; at < drafts.length; at += 1500) await workspace.record(drafts.slice(at, at + 1500));
  await workspace.close();
  const out = join(folder, 'out.ndjson');
  const words = [
    'audit',
    'export',
    '--format',
    'ndjson',
    '--cursor',
    join(folder, 'c.json'),
    '--out',
    out,
    '--workspace',
    folder,
  ];
  let killed = 0;
  for (let run = 0; run < kills; run++) {
    const result = await killedAfter(launcher, words, { withinMs: 4000, from: 'start' });
    if (result.killed) killed += 1;
  }
  const last = await assayHere([...words, '--json']);
  expect(last.stderr).toBe('');
  const { to } = JSON.parse(last.stdout);
  const seen = new Set<number>();
  let torn = 0;
  for (const line of readFileSync(out, 'utf8').split('\n').slice(0, -1)) {
    try {
      const { logIndex } = JSON.parse(line);
      if (logIndex !== undefined) seen.add(logIndex);
    } catch {
      torn += 1;
    }
  }
  expect([...seen].toSorted((a, b) => a - b)).toEqual(Array.from({ length: to }, (_, at) => at));
  expect(torn).toBeLessThanOrEqual(killed);
}, 300_000);
