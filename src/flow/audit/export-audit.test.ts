// Exports: nothing is left out whatever fails, and another log than before is refused.
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordFormats } from '#exports/audit/record-formats';
import { nodeCryptography } from '#log/node-cryptography';
import { verifyConsistency } from '#log/verify-consistency';
import { openAs } from '#testkit/people';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import type { Workspace } from '../workspace/workspace.ts';
import { appendLines } from './append-lines.ts';
import { type ExportedAudit, exportAudit } from './export-audit.ts';
import { verifyExport } from './verify-export.ts';

let made: TestWorkspace;
let cursor: string;
let out: string;

beforeEach(async () => {
  made = await buildWorkspace();
  cursor = join(made.root, 'cursor.json');
  out = join(made.root, 'audit.ndjson');
});
afterEach(() => made.remove());

const options = { format: recordFormats.ndjson, version: '1', append: (lines: string) => appendLines(out, lines) };

function run(workspace: Workspace, append: (lines: string) => void = options.append): Promise<ExportedAudit> {
  return exportAudit(workspace, { ...options, cursor, append });
}

async function addSome(workspace: Workspace, name: string): Promise<void> {
  made.file(`${name}/a.txt`, name);
  await made.add(workspace, name, { name, kind: 'dataset' });
}

/** Numbers of the entries in whole lines; what a killed writer left is no line. */
function numbers(): readonly number[] {
  const lines = readFileSync(out, 'utf8').split('\n').slice(0, -1);
  return lines.flatMap((line) => {
    try {
      const { logIndex } = JSON.parse(line);
      return logIndex === undefined ? [] : [logIndex];
    } catch {
      return [];
    }
  });
}

const whole = (size: number): readonly number[] => Array.from({ length: size }, (_, at) => at);

test('each run goes on where the last one ended, and says which tree its records belong to', async () => {
  const workspace = await made.open();
  await addSome(workspace, 'one');
  const first = await run(workspace);
  await addSome(workspace, 'two');
  const second = await run(workspace);
  expect([first.from, second.from]).toEqual([0, first.to]);
  expect(numbers()).toEqual(whole(second.to));
  const trees = readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ schema }) => schema === 'assay.audit-tree/1');
  expect(trees.map(({ size }) => size)).toEqual([first.to, second.to]);
  // Whoever has the records can prove that the second tree begins with the first.
  const head = ({ size, root }: { size: number; root: string }) => ({ size, root: Buffer.from(root, 'hex') });
  const proof = trees[1].consistency.map((hash: string) => Buffer.from(hash, 'hex'));
  await verifyConsistency(head(trees[0]), head(trees[1]), proof, nodeCryptography);
  expect(trees[1].checkpoint).toContain(`${second.origin}\n${second.to}\n`);
});

test('what could not be written is handed on the next time; a torn line is ended, and its record comes again', async () => {
  const workspace = await made.open();
  await addSome(workspace, 'one');
  const torn = (lines: string): void => {
    appendLines(out, '');
    writeFileSync(out, `${existsSync(out) ? readFileSync(out, 'utf8') : ''}${lines.slice(0, 700)}`);
    throw new Error('killed');
  };
  await expect(run(workspace, torn)).rejects.toThrow('killed');
  expect(existsSync(cursor)).toBe(false);
  // After the records, before the cursor.
  let calls = 0;
  const late = (lines: string): void => {
    appendLines(out, lines);
    calls += 1;
    if (calls === 1) throw new Error('killed');
  };
  await expect(run(workspace, late)).rejects.toThrow('killed');
  const { to } = await run(workspace);
  expect([...new Set(numbers())].toSorted((a, b) => a - b)).toEqual(whole(to));
});

test('a log that was put back, or went on differently, is refused', async () => {
  const old = join(made.root, 'old');
  const early = await made.open();
  await addSome(early, 'one');
  await early.close();
  cpSync(join(made.root, '.assay'), old, { recursive: true });
  const workspace = await made.open();
  await addSome(workspace, 'two');
  const { to } = await run(workspace);
  await workspace.close();
  const kept = readFileSync(cursor, 'utf8');
  rmSync(join(made.root, '.assay'), { recursive: true });
  cpSync(old, join(made.root, '.assay'), { recursive: true });

  const back = await made.open();
  const size = (await back.checkpoint()).size;
  await expect(run(back)).rejects.toMatchObject({ code: 'AUDIT_ROLLED_BACK' });
  // Refused before anything is added: asking again does not make the log long enough.
  expect((await back.checkpoint()).size).toBe(size);
  for (let at = 0; (await back.checkpoint()).size <= to; at++) await addSome(back, `other-${at}`);
  await expect(run(back)).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
  expect(readFileSync(cursor, 'utf8')).toBe(kept);
  expect(numbers()).toEqual(whole(to));
});

test('a cursor that is none, is of another log or another format, or was changed, is refused', async () => {
  const workspace = await made.open();
  await addSome(workspace, 'one');
  await run(workspace);
  const good = JSON.parse(readFileSync(cursor, 'utf8'));
  const bad: readonly (readonly [unknown, string])[] = [
    ['', 'AUDIT_CURSOR'],
    ['{}', 'AUDIT_CURSOR'],
    [{ ...good, size: -1 }, 'AUDIT_CURSOR'],
    [{ ...good, size: 1e300 }, 'AUDIT_CURSOR'],
    [{ ...good, more: 1 }, 'AUDIT_CURSOR'],
    [{ ...good, origin: 'example.org/other' }, 'AUDIT_CURSOR'],
    [{ ...good, format: 'ocsf' }, 'AUDIT_CURSOR'],
    [{ ...good, size: good.size + 1000 }, 'AUDIT_ROLLED_BACK'],
    [{ ...good, size: good.size - 1 }, 'AUDIT_FORKED'],
    [{ ...good, root: '0'.repeat(64) }, 'AUDIT_FORKED'],
  ];
  for (const [text, code] of bad) {
    writeFileSync(cursor, typeof text === 'string' ? text : JSON.stringify(text));
    await expect(run(workspace), JSON.stringify(text)).rejects.toMatchObject({ code });
  }
});

test('who may not read the audit exports that something happened', async () => {
  const workspace = await made.open();
  await addSome(workspace, 'one');
  const mira = await openAs(made, workspace, 'mira', { roles: ['data-engineer'] });
  const exported = await run(mira);
  expect(exported.redacted).toBe(true);
  expect(numbers()).toEqual(whole(exported.to));
  expect(readFileSync(out, 'utf8')).not.toContain('"actor":"root"');
});

test('a link in the place of the output is not followed', async () => {
  const workspace = await made.open();
  const target = made.file('elsewhere.txt', 'mine');
  const { symlinkSync } = await import('node:fs');
  symlinkSync(target, out);
  await expect(run(workspace)).rejects.toMatchObject({ code: 'AUDIT_WRITE' });
  expect(readFileSync(target, 'utf8')).toBe('mine');
});

test.each(['ndjson', 'ocsf', 'rfc5424'] as const)(
  'who receives %s proves with the key of the log that nothing is missing or exchanged',
  async (name) => {
    const format = recordFormats[name];
    const workspace = await made.open();
    await addSome(workspace, 'one');
    const text: string[] = [];
    const append = (lines: string): void => void text.push(...lines.split('\n').slice(0, -1));
    const once = () => exportAudit(workspace, { format, version: '1', cursor, append });
    await once();
    await addSome(workspace, 'two');
    const { to } = await once();
    const policy = { logs: [workspace.log.signer.key] };
    const judge = (lines: readonly string[]) => verifyExport(lines, format, policy);
    expect(await judge(text)).toMatchObject({ outcome: 'complete', proven: to, entries: to, problems: [] });
    expect(await judge([...text.toReversed(), ...text.slice(0, 2), 'noise'])).toMatchObject({
      outcome: 'complete',
      repeated: 2,
      others: 1,
    });
    const without = text.filter((_, at) => at !== 2);
    expect(await judge(without)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('entry 2 is missing')],
    });
    const changed = text.map((line, at) => (at === 1 ? line.replaceAll(/2026-05-01T12/g, '2026-05-01T13') : line));
    expect((await judge(changed)).problems[0]).toContain('not those of the log');
    expect((await judge([...text, changed[1] ?? ''])).problems[0]).toContain('contradict');
    expect((await judge(text.slice(0, 3))).outcome).toBe('could-not-tell');
    const other = await (await import('#testkit/log')).buildMemoryLog([1]);
    expect((await verifyExport(text, format, { logs: [other.signer.key] })).outcome).toBe('refused');
  },
);
