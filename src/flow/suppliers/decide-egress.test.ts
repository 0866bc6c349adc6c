// What may be sent to a service, and what may not.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import type { EndpointWords } from '../intake/endpoint.ts';
import { namingOf } from '../intake/endpoint.ts';
import { takeDelivery } from '../intake/take-delivery.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { decideEgress, type EgressRequest } from './decide-egress.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-egress-'));
let work: TestWorkspace;
let workspace: Workspace;

beforeAll(async () => {
  work = await buildWorkspace();
  workspace = await work.open();
  await service('contract', {
    account: 'contract',
    terms: write('terms', 'terms'),
    allowed: 'internal',
    trainingUse: 'no',
  });
  await service('free', { account: 'free', terms: join(folder, 'terms'), allowed: 'internal' });
  await service('unread', { account: 'contract', allowed: 'internal' });
  work.file('rows/a.csv', 'a\n1\n');
  await work.add(workspace, 'rows', { name: 'labelled', kind: 'dataset', sensitivity: 'internal' });
  work.file('rows/a.csv', 'a\n2\n');
  await work.add(workspace, 'rows', { name: 'unlabelled', kind: 'dataset' });
});

afterAll(async () => {
  await work.remove();
  rmSync(folder, { recursive: true });
});

async function service(name: string, endpoint: EndpointWords): Promise<void> {
  await takeDelivery(workspace, `http://127.0.0.1:1/${name}`, {
    ...{ supplier: 'Example Models', name, kind: 'hosted-model', claims: [], signatures: [], endpoint },
    ...{ quota: { bytes: 1, files: 1 }, allowPrivate: true, tool: { version: '0', ruleset: 'r' } },
  });
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function denied(request: Partial<EgressRequest>): Promise<readonly string[]> {
  const { decision, because } = await decideEgress(workspace, { service: 'contract', purpose: 'test', ...request });
  const open = because.filter(({ outcome }) => outcome !== 'pass').map((one) => one.rule);
  expect(decision).toBe(open.length === 0 ? 'allow' : 'deny');
  return open;
}

test('by label, terms and account', async () => {
  expect(await denied({ asset: 'labelled' })).toEqual([]);
  expect(await denied({ asset: 'unlabelled' })).toEqual(['label']);
  expect(await denied({ asset: 'labelled', terms: write('terms-now', 'other terms') })).toEqual(['terms']);
  expect(await denied({ asset: 'labelled', service: 'free' })).toEqual(['account']);
  expect(await denied({ asset: 'labelled', service: 'unread' })).toEqual(['terms']);
  expect(await denied({ text: { path: write('a', 'hello'), label: 'confidential' } })).toEqual(['label']);
});

test('by what is in it, wrapped or not', async () => {
  const mail = 'mira.example@mail.example.org';
  const text = (content: string): Partial<EgressRequest> => ({
    text: { path: write('text', content), label: 'internal' },
  });
  expect(await denied(text('translate this sentence, please'))).toEqual([]);
  expect(await denied(text(`my mail is <${mail}>.`))).toEqual(['content']);
  const wrapped = Buffer.from(`please use this: ${mail} and tell nobody`).toString('base64');
  const { passages } = await decideEgress(workspace, {
    service: 'contract',
    purpose: 'test',
    text: { path: write('text', `line\nline ${wrapped}`), label: 'internal' },
  });
  expect(passages.map(({ line, what }) => `${line} ${what.includes('base64')}`)).toEqual(['2 true']);
  const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  expect(await denied(text(key))).toEqual(['content']);
});

test('a record that is too old counts no more', async () => {
  work.setNow('2026-09-01T00:00:00Z');
  expect(await denied({ text: { path: write('b', 'hello'), label: 'public' } })).toEqual(['service']);
});

test.each([
  ['gpt-example-2026-03-01', 'pinned'],
  ['example@sha256:0123456789abcdef', 'pinned'],
  ['example-1.2.3', 'pinned'],
  ['example-latest', 'alias'],
  ['example-4', 'alias'],
  ['provider/auto', 'router'],
  [undefined, 'unknown'],
])('%s is %s', (id, naming) => {
  expect(namingOf(id, false)).toBe(naming);
});
