// The journey of real assets over the command line: what is let in, what is stopped, and that nothing is done twice.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Admission } from '#core/admission';
import { trojanCheckpoint } from '#transforms/plant/trojan-checkpoint';
import { assayHere } from '../scripts/assay-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-admit-'));
const root = join(folder, 'work');
const at = ['--workspace', root];
const penguins = join(folder, 'penguins.csv');
const trojan = join(folder, 'reader.pkl');
const key = join(folder, 'team.pem');
const described = ['--supplier', 'team', '--licence', 'CC0-1.0', '--sensitivity', 'internal'];
const measured = ['--label', 'species', '--rates', '5%', '--attacks', 'table-trigger'];

afterAll(() => rmSync(folder, { recursive: true }));

async function assay(words: readonly string[], code = 0): Promise<string> {
  const answer = await assayHere(words);
  expect([answer.stderr, answer.code], words.join(' ')).toEqual(['', code]);
  return answer.stdout;
}

async function admit(words: readonly string[], code = 0): Promise<Admission> {
  return JSON.parse(await assay(['admit', ...words, ...at, '--json'], code));
}

beforeAll(async () => {
  await assay(['init', root]);
  await assay(['keys', 'create', key, '--kind', 'p-256']);
  await assay(['supplier', 'add', 'team', '--internal', '--key', `${key}.pub`, '--why', 'delivers data', ...at]);
  const ahead = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  // 2: more trust would need more on record.
  await assayHere(['supplier', 'review', 'team', '--assessor', 'root', '--next-review', ahead, ...at]);
  cpSync(new URL('../../examples/quickstart/penguins/penguins.csv', import.meta.url).pathname, penguins);
  writeFileSync(trojan, trojanCheckpoint({ weight: Float32Array.of(0.5, -1) }, 'touch was-loaded').bytes);
  for (const path of [penguins, trojan]) await assay(['sign', path, '--key', key, '--output', `${path}.sig`]);
});

test('real data pass two gates; what was done before the first is known at the second, and the whole is not done again', async () => {
  const words = [penguins, '--name', 'penguins', ...described, '--signature', `${penguins}.sig`, ...measured];
  const first = await admit([...words, '--to', 'data-engineering']);
  expect(first).toMatchObject({ outcome: 'admitted', zone: 'data-engineering', kind: 'dataset' });
  expect(first.hops.map(({ gate, decision }) => [gate, decision])).toEqual([['leave-quarantine', 'allow']]);
  const second = await admit([...words, '--to', 'training']);
  expect(second).toMatchObject({ outcome: 'admitted', zone: 'training' });
  const states = second.hops.flatMap(({ steps }) => steps.map(({ step, state }) => [step, state]));
  expect(states).toContainEqual(['static scan', 'reused']);
  expect(states).toContainEqual(['contract', 'done']);
  expect(states.some(([, state]) => state === 'not-done')).toBe(false);
  const size = async (): Promise<number> => JSON.parse(await assay(['status', ...at, '--json'])).log.size;
  const before = await size();
  expect(await admit([...words, '--to', 'training'])).toMatchObject({ outcome: 'admitted', hops: [] });
  expect(await size()).toBe(before);
});

test('a model file that runs a command stays in quarantine, although its signature is right', async () => {
  const words = [trojan, '--name', 'reader', ...described, '--signature', `${trojan}.sig`, '--to', 'training'];
  const stopped = await admit(words, 1);
  expect(stopped).toMatchObject({ outcome: 'stopped', zone: 'quarantine', kind: 'model' });
  const reasons = stopped.hops.flatMap(({ because }) => because.filter(({ outcome }) => outcome === 'fail'));
  expect(reasons.map(({ rule }) => rule)).toContain('scanned');
  const text = await assay(['admit', ...words, ...at], 1);
  expect(text).toContain('posix.system');
  expect(text).toContain('what would show it:');
});

test('what nobody supplied was made here, and lies at home before it goes anywhere', async () => {
  const own = join(folder, 'own.csv');
  cpSync(penguins, own);
  writeFileSync(own, 'Adelie,Torgersen,39.2,18.5,190,3700,MALE\n', { flag: 'a' });
  const words = [own, '--name', 'own', '--kind', 'dataset', '--licence', 'CC0-1.0', '--sensitivity', 'internal'];
  expect(await admit([...words, '--to', 'data-engineering'])).toMatchObject({ zone: 'data-engineering', hops: [] });

  const contract = join(folder, 'contract.yaml');
  await assay(['data', 'contract', 'infer', penguins, '--label', 'species', '--out', contract]);
  const inferred = readFileSync(contract, 'utf8');
  const stricter = inferred.replace('"least": 172', '"least": 1000');
  expect(stricter).not.toBe(inferred);
  writeFileSync(contract, stricter);
  const stopped = await admit([...words, '--contract', contract, '--to', 'training', ...measured], 1);
  expect(stopped).toMatchObject({ outcome: 'stopped', zone: 'data-engineering' });
  const [hop] = stopped.hops;
  expect(hop?.steps.find(({ step }) => step === 'contract')?.found).toMatch(/^fail: .* contract given$/);
  expect(hop?.because.find(({ rule }) => rule === 'keeps-its-contract')?.outcome).toBe('fail');
  // Another contract is another question: what was found under the first does not stand in for it.
  writeFileSync(contract, inferred);
  const letIn = await admit([...words, '--contract', contract, '--to', 'training', ...measured]);
  expect(letIn.hops[0]?.steps).toContainEqual(expect.objectContaining({ step: 'contract', state: 'done' }));
});

test('a zone that nobody knows, and one that no gates lead to, are refused with a code', async () => {
  const words = ['admit', penguins, '--name', 'penguins', ...described, '--signature', `${penguins}.sig`, ...at];
  for (const zone of ['nowhere', 'external']) {
    const { stderr, code } = await assayHere([...words, '--to', zone]);
    expect(code).toBe(2);
    expect(stderr).toContain(`no gates lead from training to ${zone}`);
  }
});
