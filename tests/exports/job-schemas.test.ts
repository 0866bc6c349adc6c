// What `assay job` prints with --json follows its published schema, and the exit code says yes, no or not known.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assayHere } from '../scripts/assay-here.ts';
import { validDocument } from './valid-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-job-schemas-'));
const root = join(folder, 'work');
const at = ['--workspace', root];
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  await assayHere(['init', root]);
  mkdirSync(join(folder, 'notes'));
  const rows = Array.from({ length: 20 }, (_, row) => `the old mill,${row}`);
  writeFileSync(join(folder, 'notes/notes.csv'), `text,price\n${rows.join('\n')}\n`);
  await assayHere(['add', join(folder, 'notes'), '--kind', 'dataset', '--name', 'notes', ...at]);
});

test('a job from the request to the result', async () => {
  const submit = (kind: string) => ['job', 'submit', 'notes', '--kind', kind, '--purpose', 'a look', ...at];
  const { job } = await validDocument('job-submit', submit('profile'));
  expect(await validDocument('job', ['job', 'show', job, ...at], 2)).toMatchObject({ state: 'open' });
  const ran = await validDocument('job-run', ['job', 'run', '--once', ...at]);
  expect(ran.jobs).toMatchObject([{ job, outcome: 'done' }]);
  const shown = await validDocument('job', ['job', 'show', job, ...at]);
  expect(shown.metrics.metrics).toContainEqual({ name: 'rows', value: 20 });
  expect(JSON.stringify(shown)).not.toMatch(/mill|price/);
  expect((await validDocument('jobs', ['job', 'list', ...at])).jobs).toHaveLength(1);
  const refused = await assayHere([...submit('evaluate'), '--on', 'notes']);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('no job of kind evaluate may run')]);
  const unknown = await assayHere(['job', 'show', 'ffffffff', ...at]);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('there is no job')]);
});
