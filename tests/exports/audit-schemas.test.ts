// What `assay audit` and `assay canary` print with --json follows its published schema, as do the lines of an export and its cursor.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { defaultAuditSettings } from '#core/audit/audit-settings';
import { assayHere } from '../scripts/assay-here.ts';
import { expectValid, validDocument } from './valid-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-audit-schemas-'));
const root = join(folder, 'work');
const at = ['--workspace', root];
afterAll(() => rmSync(folder, { recursive: true }));

test('lists, anomalies, exports and decoys', async () => {
  await assayHere(['init', root]);
  mkdirSync(join(root, 'reviews'));
  writeFileSync(join(root, 'reviews/a.txt'), 'good');
  await assayHere(['add', join(root, 'reviews'), '--kind', 'dataset', '--name', 'reviews', ...at]);
  await assayHere(['verify', 'reviews', '--record', ...at]);
  const listed = await validDocument('audit-list', ['audit', 'list', '--most', '50', ...at]);
  expect(listed.events.length).toBe(listed.logSize);
  await validDocument('audit-anomalies', ['audit', 'anomalies', ...at]);
  await validDocument('audit-replay', ['audit', 'replay', ...at]);

  await validDocument('canary-check', ['canary', 'check', ...at], 2);
  const plant = ['canary', 'plant', join(root, 'exports'), '--make', 'dataset', '--name', 'customers', ...at];
  await validDocument('canary-plant', plant);
  const secrets = [
    'canary',
    'plant',
    join(root, 'secrets'),
    '--make',
    'credential',
    '--name',
    'env',
    '--token',
    'ci',
    ...at,
  ];
  await validDocument('canary-plant', secrets);
  expect((await validDocument('canaries', ['canary', 'list', ...at])).decoys).toHaveLength(3);
  await validDocument('canary-check', ['canary', 'check', ...at]);
  await assayHere(['checkout', 'customers', join(folder, 'out'), ...at]);
  expect((await validDocument('canary-check', ['canary', 'check', ...at], 1)).alarms).toHaveLength(1);
  await validDocument('audit-anomalies', ['audit', 'anomalies', '--record', ...at], 1);

  const out = join(folder, 'audit.ndjson');
  const cursor = join(folder, 'cursor.json');
  const where = ['--format', 'ndjson', '--cursor', cursor, '--out', out, ...at];
  const { to } = await validDocument('audit-export', ['audit', 'export', ...where]);
  const lines = readFileSync(out, 'utf8').trim().split('\n');
  expect(lines).toHaveLength(to + 1);
  for (const [index, line] of lines.entries())
    expectValid(index === to ? 'audit-tree' : 'audit-event', JSON.parse(line));
  const { log } = JSON.parse((await assayHere(['status', '--json', ...at])).stdout);
  const verify = ['audit', 'verify-export', out, '--format', 'ndjson', '--key', log.key];
  expect((await validDocument('audit-verify-export', verify)).proven).toBe(to);
  const entry = String(listed.logSize + 1);
  await validDocument('audit-show', ['audit', 'show', entry, ...at]);
  expectValid('audit-cursor', JSON.parse(readFileSync(cursor, 'utf8')));
  expectValid('audit-settings', { ...defaultAuditSettings, heartbeatHours: 6 });
});

test('to standard output, and what cannot be', async () => {
  const cursor = join(folder, 'syslog.json');
  const words = ['audit', 'export', '--format', 'rfc5424', '--cursor', cursor, ...at];
  const first = await assayHere(words);
  expect(first.stdout.split('\n')[0]).toMatch(/^<\d+>1 /);
  expect(first.stderr).toContain('were handed on as rfc5424');
  expect((await assayHere([...words, '--json'])).code).toBe(64);
  const other = await assayHere(['audit', 'export', '--format', 'ocsf', '--cursor', cursor, ...at]);
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('belongs to an export as rfc5424')]);
  expect((await assayHere(['audit', 'anomalies', '--rule', 'nothing', ...at])).stderr).toContain(
    'there are bulk-approval',
  );
});
