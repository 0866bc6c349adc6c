// What comes from outside, taken in: what was claimed of it beside what was found.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseGate } from '#gates/gate';
import { buildGif } from '#testkit/images';
import { buildHeader, buildSafetensors } from '#testkit/safetensors';
import { content, redirect, startTargetServer, type TargetServer } from '#testkit/target-server';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { buildZip } from '#testkit/zip-writer';
import { decideGate } from '../gates/decide-gate.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { claimsInFile } from './claims/read-claims.ts';
import { compareDigests } from './compare-digests.ts';
import { openDelivery } from './delivery.ts';
import type { IntakeReport } from './intake-report.ts';
import type { IntakeRequest } from './intake-request.ts';
import { judgeLicence } from './licence/judge-licence.ts';
import { readCard } from './licence/read-card.ts';
import { takeDelivery } from './take-delivery.ts';

const examples = join(import.meta.dirname, '../../../examples');
const folder = mkdtempSync(join(tmpdir(), 'assay-intake-'));
const server: TargetServer = await startTargetServer();
let work: TestWorkspace;
let workspace: Workspace;

beforeAll(async () => {
  work = await buildWorkspace();
  workspace = await work.open();
});

afterAll(async () => {
  await server.close();
  await work.remove();
  rmSync(folder, { recursive: true });
});

const usual: IntakeRequest = {
  supplier: 'Example Models',
  claims: [],
  signatures: [],
  endpoint: {},
  quota: { bytes: 1 << 30, files: 1000 },
  allowPrivate: true,
  tool: { version: '0.0.0', ruleset: 'rules' },
};

function take(from: string, request: Partial<IntakeRequest> = {}): Promise<IntakeReport> {
  return takeDelivery(workspace, from, { ...usual, ...request });
}

let made = 0;

/** A delivery of these files, in a folder of its own. */
function deliver(files: Readonly<Record<string, string | Uint8Array>>): string {
  made += 1;
  const place = join(folder, `delivery-${made}`);
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), bytes);
  }
  return place;
}

function hex(bytes: string | Uint8Array, algorithm = 'sha256'): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

const weights = weightsOf(1);

function weightsOf(seed: number, floats = 4): Uint8Array {
  const data = Buffer.alloc(floats * 4, seed);
  return buildSafetensors(buildHeader({ w: { dtype: 'F32', shape: [floats], data_offsets: [0, data.length] } }), data);
}

function states(report: IntakeReport, topic: string): string[] {
  return report.items.filter((item) => item.topic === topic).map(({ path, state }) => `${path ?? ''} ${state}`.trim());
}

describe('what it is compared with', () => {
  test('real files of the examples', async () => {
    const place = join(folder, 'examples');
    for (const name of ['chat-template.gguf', 'model.pt']) cpSync(join(examples, 'malicious', name), join(place, name));
    const report = await take(place, { name: 'bad-models' });
    expect([report.outcome, report.zone, report.kind, report.states.scan]).toEqual([
      'fail',
      'quarantine',
      'model',
      'malicious',
    ]);
    expect(states(report, 'scan')).toEqual(['chat-template.gguf malicious', 'model.pt malicious']);
    expect(states(report, 'digest')).toEqual(['chat-template.gguf absent', 'model.pt absent']);
  });

  test('checksums beside the files are as weak as the files', async () => {
    const place = deliver({ 'model.safetensors': weights, SHA256SUMS: `${hex(weights)}  model.safetensors\n` });
    const report = await take(place, { name: 'beside', licence: 'MIT' });
    expect(states(report, 'digest')).toEqual(['model.safetensors match']);
    expect([report.outcome, report.digestStrength, report.states.signature]).toEqual([
      'inconclusive',
      'same-place',
      'unsigned',
    ]);
  });

  test('one shard of three differs, one is missing, one has no digest', async () => {
    const shards = [1, 2, 3].map((seed) => weightsOf(seed + 10));
    const names = shards.map((_, at) => `model-0000${at + 1}-of-00003.safetensors`);
    const place = deliver({
      [names[0] ?? '']: shards[0] ?? '',
      [names[1] ?? '']: weightsOf(99),
      'extra.safetensors': weightsOf(7),
    });
    const sums = join(folder, 'SHA256SUMS');
    writeFileSync(sums, shards.map((bytes, at) => `${hex(bytes)} *${names[at]}`).join('\n'));
    const report = await take(place, { name: 'shards', claims: [sums] });
    expect(states(report, 'digest').sort()).toEqual([
      'extra.safetensors absent',
      'model-00001-of-00003.safetensors match',
      'model-00002-of-00003.safetensors mismatch',
      'model-00003-of-00003.safetensors missing',
    ]);
    expect(report.outcome).toBe('fail');
  });

  test('a pointer where the content should be, and a pointer as a claim', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${hex(weights)}\nsize ${weights.length}\n`;
    const hollow = await take(deliver({ 'model.safetensors': pointer }), { name: 'hollow' });
    expect([states(hollow, 'digest'), hollow.outcome]).toEqual([['model.safetensors pointer'], 'fail']);
    const claim = join(folder, 'model.safetensors.pointer');
    writeFileSync(claim, pointer);
    const whole = await take(deliver({ 'model.safetensors': weights, 'a.txt': 'a' }), {
      name: 'pointed',
      claims: [claim],
    });
    expect(states(whole, 'digest')).toEqual(['a.txt absent', 'model.safetensors match']);
  });

  test.each([
    [
      'a bill of materials in CycloneDX',
      'bom.json',
      (hash: string) =>
        JSON.stringify({
          bomFormat: 'CycloneDX',
          specVersion: '1.6',
          components: [
            {
              type: 'data',
              name: 'pack',
              components: [{ name: 'model.safetensors', hashes: [{ alg: 'SHA-256', content: hash }] }],
            },
          ],
        }),
    ],
    [
      'SPDX 2',
      'x.spdx.json',
      (hash: string) =>
        JSON.stringify({
          spdxVersion: 'SPDX-2.3',
          files: [{ fileName: './model.safetensors', checksums: [{ algorithm: 'SHA256', checksumValue: hash }] }],
        }),
    ],
    [
      'SPDX 3',
      'y.spdx.json',
      (hash: string) =>
        JSON.stringify({
          '@graph': [
            {
              type: 'software_File',
              name: 'model.safetensors',
              verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: hash }],
            },
          ],
        }),
    ],
    [
      'an answer of a model hub',
      'tree.json',
      (hash: string) =>
        JSON.stringify([
          {
            type: 'file',
            path: 'model.safetensors',
            oid: 'a'.repeat(40),
            size: weights.length,
            lfs: { oid: hash, size: weights.length },
          },
        ]),
    ],
    [
      'a model card',
      'card.md',
      (hash: string) => `| file | digest |\n| \`model.safetensors\` | ${hash.toUpperCase()} |\n`,
    ],
    ['BSD tags', 'CHECKSUMS', (hash: string) => `SHA256 (model.safetensors) = ${hash}\n`],
  ])('%s', async (_, name, write) => {
    const delivery = await openDelivery(deliver({ 'model.safetensors': weights, 'other.txt': name }), {});
    for (const [hash, state] of [
      [hex(weights), 'match'],
      [hex('x'), 'mismatch'],
    ] as const) {
      const path = join(folder, name);
      writeFileSync(path, write(hash));
      const { items } = compareDigests(delivery, [claimsInFile(path, delivery)], new Set(), []);
      expect(items.map((item) => `${item.path} ${item.state}`)).toEqual([
        `model.safetensors ${state}`,
        'other.txt absent',
      ]);
    }
  });

  test('two sources that contradict each other are a conflict', async () => {
    const place = deliver({ 'a.safetensors': weights, 'a.safetensors.sha256': hex('other') });
    const report = await take(place, {
      name: 'conflict',
      claims: [write('given.sha256', `${hex(weights)}  a.safetensors`)],
    });
    expect([states(report, 'digest').sort(), report.outcome]).toEqual([
      ['a.safetensors conflict', 'a.safetensors match'],
      'fail',
    ]);
  });

  test('old algorithms are recorded as weak, and a text with other line ends is explained', async () => {
    const place = deliver({ 'a.csv': 'x,y\r\n1,2\r\n', 'b.csv': 'x\n1\n' });
    const sums = write('sums.txt', `${hex('x,y\n1,2\n')}  a.csv\n${hex('x\n1\n', 'md5')}  b.csv\n`);
    const report = await take(place, { name: 'weak', claims: [sums] });
    expect(states(report, 'digest')).toEqual(['a.csv mismatch', 'b.csv weak']);
    expect(report.items.find(({ path }) => path === 'a.csv')?.observed).toContain('other line ends');
  });

  test('a file of claims that says nothing is refused', async () => {
    const place = deliver({ 'a.safetensors': weights });
    await expect(take(place, { claims: [write('empty.txt', 'nothing here')] })).rejects.toMatchObject({
      code: 'INTAKE_CLAIMS',
    });
    await expect(take(place, { digest: 'sha256:123' })).rejects.toMatchObject({ code: 'USAGE' });
  });
});

describe('quota and fetching', () => {
  test('more files or bytes than allowed are not even read', async () => {
    const place = deliver({ a: 'a', b: 'b' });
    await expect(take(place, { quota: { bytes: 100, files: 1 } })).rejects.toMatchObject({ code: 'INTAKE_QUOTA' });
    await expect(take(place, { quota: { bytes: 1, files: 10 } })).rejects.toMatchObject({ code: 'INTAKE_QUOTA' });
  });

  test('what is fetched is taken in as a whole', async () => {
    server.answers
      .set('/moved/model.safetensors', redirect('/model.safetensors'))
      .set('/model.safetensors', content(weightsOf(42)));
    const report = await take(`${server.origin}/moved/model.safetensors`, { digest: `sha256:${hex(weightsOf(42))}` });
    expect([report.name, report.files, report.digestStrength, report.zone]).toEqual([
      'model.safetensors',
      1,
      'given',
      'quarantine',
    ]);
    expect(readdirSync(join(work.root, '.assay/intake'))).toEqual([]);
  });

  test.each([
    ['an answer that breaks off', '/broken', 'INTAKE_FETCH'],
    ['an answer whose end nobody knows', '/open-ended', 'INTAKE_FETCH'],
    ['nothing there', '/none', 'INTAKE_FETCH'],
    ['a redirect to a file of the machine', '/file', 'INTAKE_FETCH'],
    ['a redirect without end', '/loop', 'INTAKE_FETCH'],
    ['more than was announced to be allowed', '/large', 'INTAKE_QUOTA'],
    ['more than is allowed, piece by piece', '/chunked', 'INTAKE_QUOTA'],
  ])('%s leaves nothing', async (_, path, code) => {
    server.answers
      .set('/broken', (_request, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('part', () => response.destroy());
      })
      .set('/open-ended', (_request, response) => {
        response.socket?.end('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\npart of it');
      })
      .set('/file', redirect('file:///etc/passwd'))
      .set('/loop', redirect('/loop'))
      .set('/large', content('x'.repeat(2000)))
      .set('/chunked', (_request, response) => {
        response.writeHead(200, { 'transfer-encoding': 'chunked' }).end('x'.repeat(5000));
      });
    const before = (await workspace.checkpoint()).size;
    await expect(take(`${server.origin}${path}`, { quota: { bytes: 1000, files: 1 } })).rejects.toMatchObject({ code });
    expect((await workspace.checkpoint()).size).toBe(before);
    expect(readdirSync(join(work.root, '.assay/intake'))).toEqual([]);
  });

  test('private addresses are not asked', async () => {
    await expect(take(`${server.origin}/model.safetensors`, { allowPrivate: false })).rejects.toMatchObject({
      code: 'INTAKE_FETCH',
    });
  });
});

describe('what was decided before', () => {
  test('the same bytes with the same claims cost nothing new', async () => {
    const place = deliver({ 'model.safetensors': weightsOf(50) });
    const first = await take(place, { name: 'twice' });
    const size = (await workspace.checkpoint()).size;
    const second = await take(place, { name: 'twice' });
    expect([first.recorded, second.recorded, second.statement]).toEqual([true, false, first.statement]);
    expect((await workspace.checkpoint()).size).toBe(size);
    const third = await take(place, { name: 'twice', licence: 'MIT' });
    expect([third.recorded, third.asset]).toEqual([true, first.asset]);
  });

  test('a bad file comes back under another name, among others', async () => {
    const bad = readFileSync(join(examples, 'malicious/command.pkl'));
    await take(deliver({ 'weights.pkl': Buffer.concat([bad]) }), { name: 'first-name' });
    const again = deliver({ 'deep/harmless.bin': bad, 'model.safetensors': weights });
    const before = (await workspace.checkpoint()).size;
    await expect(take(again, { name: 'second-name' })).rejects.toMatchObject({
      code: 'INTAKE_REJECTED',
      message: expect.stringContaining('"deep/harmless.bin"'),
    });
    expect((await workspace.checkpoint()).size).toBe(before);
  });
});

test('a delivery does not become a version of what is ours, or of somebody else', async () => {
  work.file('own/a.txt', 'own');
  await work.add(workspace, 'own', { name: 'our-model', kind: 'model' });
  const place = deliver({ 'model.safetensors': weightsOf(55) });
  await expect(take(place, { name: 'our-model' })).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining('was made here'),
  });
  await take(place, { name: 'theirs-model' });
  await expect(take(place, { name: 'theirs-model', supplier: 'Somebody Else' })).rejects.toMatchObject({
    code: 'USAGE',
  });
});

describe('kind and format', () => {
  test('an ending is not what decides', async () => {
    const report = await take(deliver({ 'table.csv': weightsOf(60) }), { name: 'no-table', kind: 'dataset' });
    expect([states(report, 'kind'), report.outcome]).toEqual([['other'], 'fail']);
    expect(report.items.find(({ topic }) => topic === 'kind')?.observed).toContain('model');
  });

  test('a name of another format, and a format that is claimed', async () => {
    const pickle = readFileSync(join(examples, 'clean/settings.pkl'));
    const report = await take(deliver({ 'model.safetensors': Buffer.concat([pickle]) }), {
      name: 'renamed',
      format: 'safetensors',
    });
    expect(states(report, 'format')).toEqual(['other', 'model.safetensors other']);
  });

  test('several kinds in one delivery are named', async () => {
    const report = await take(
      deliver({ 'model.safetensors': weightsOf(61), 'train.parquet': 'PAR1', 'data.csv': 'a,b\n1,2\n' }),
      { name: 'several' },
    );
    expect([report.kind, report.otherKinds, states(report, 'kind')]).toEqual(['model', ['dataset'], ['several']]);
  });
});

test('an archive that holds several kinds is named, whatever it is called', async () => {
  const zip = buildZip([
    { name: 'model.safetensors', data: weightsOf(62) },
    { name: 'picture.gif', data: buildGif() },
  ]);
  const report = await take(deliver({ 'dataset.zip': zip }), { name: 'archive' });
  expect([report.kind, report.otherKinds, states(report, 'kind'), report.outcome]).toEqual([
    'model',
    ['dataset'],
    ['several'],
    'inconclusive',
  ]);
});

describe('adapters', () => {
  const config = (base?: string): string =>
    JSON.stringify({
      peft_type: 'LORA',
      r: 8,
      lora_alpha: 16,
      target_modules: ['q_proj', 'v_proj'],
      ...(base === undefined ? {} : { base_model_name_or_path: base }),
    });

  test('the base is known, unknown, not declared, or another one', async () => {
    await take(deliver({ 'model.safetensors': weightsOf(70) }), { name: 'tiny-base' });
    await take(deliver({ 'model.safetensors': weightsOf(71) }), { name: 'other-base' });
    const adapter = (seed: number, base?: string): string =>
      deliver({ 'adapter_config.json': config(base), 'adapter_model.safetensors': weightsOf(seed) });
    const known = await take(adapter(72, 'tiny-base'), { name: 'lora-a' });
    expect([known.kind, states(known, 'base-model')]).toEqual(['adapter', ['known']]);
    expect(known.items.find(({ topic }) => topic === 'base-model')?.observed).toContain(
      'LORA, rank 8, alpha 16, targets q_proj, v_proj',
    );
    expect(states(await take(adapter(73, 'nobody/knows-it'), { name: 'lora-b' }), 'base-model')).toEqual(['unknown']);
    expect(states(await take(adapter(74), { name: 'lora-c' }), 'base-model')).toEqual(['undeclared']);
    await expect(take(adapter(75, 'tiny-base'), { name: 'lora-d', base: 'other-base' })).rejects.toMatchObject({
      code: 'INTAKE_BASE',
    });
    expect(states(await take(adapter(76, 'tiny-base'), { name: 'lora-e', base: 'tiny-base' }), 'base-model')).toEqual([
      'known',
    ]);
  });

  test('weights of the same shape and other numbers are no original', async () => {
    await take(deliver({ 'model.safetensors': weightsOf(80, 40_000) }), { name: 'original' });
    const merged = await take(deliver({ 'model.safetensors': weightsOf(81, 40_000) }), { name: 'merged' });
    expect(states(merged, 'base-model')).toEqual(['changed-copy']);
  });
});

describe('licences', () => {
  const card = (licence: string): string => `---\nlicense: ${licence}\n---\n# Card\n`;
  const mit =
    'MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation';

  test.each([
    ['all agree', { LICENSE: mit, 'README.md': card('mit') }, 'MIT', ['agreed', 'agreed', 'agreed']],
    ['a choice of two', { LICENSE: mit }, 'MIT OR Apache-2.0', ['agreed', 'agreed']],
    ['the text says otherwise', { LICENSE: mit, 'README.md': card('apache-2.0') }, undefined, ['conflict', 'conflict']],
    ['use is restricted', { 'README.md': card('creativeml-openrail-m') }, undefined, ['agreed', 'restricted']],
    ['nothing that is known', { 'README.md': card('my-own-terms') }, undefined, ['unknown']],
    ['nobody says anything', {}, undefined, ['absent']],
  ])('%s', async (_, files, licence, expected) => {
    const delivery = await openDelivery(deliver({ 'w.safetensors': weights, ...files }), {});
    const { items } = judgeLicence(delivery, await readCard(delivery), licence, undefined);
    expect(items.map(({ state }) => state)).toEqual(expected);
  });
});

describe('hosted models', () => {
  test('an alias, a router, a free account, and an address in the clear', async () => {
    const report = await take(`${server.origin}/v1`, {
      kind: 'hosted-model',
      name: 'chat',
      endpoint: { modelId: 'chat-latest', account: 'free', region: 'eu' },
    });
    expect([report.kind, report.outcome, report.digestStrength]).toEqual(['hosted-model', 'fail', 'none']);
    expect(states(report, 'endpoint')).toEqual([
      'open',
      'alias',
      'region',
      'terms-unknown',
      'free-account',
      'training-unknown',
      'allowed',
    ]);
  });
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('what was let out and is bad comes back, with what was made of it', async () => {
  const bad = Buffer.concat([readFileSync(join(examples, 'malicious/command.pkl')), Buffer.from('recalled')]);
  const place = deliver({ 'model.pkl': bad });
  const first = await take(place, { name: 'let-out' });
  expect(first.recall).toBeUndefined();
  const gate = parseGate({
    ...{ schema: 'assay.gate/1', name: 'own', purpose: 'For tests.' },
    requires: [{ id: 'recorded', evidence: 'asset-manifest', where: 'true' }],
  });
  expect((await decideGate(workspace, gate, 'let-out', { record: true })).decision).toBe('allow');
  work.file('tuned/model.bin', 'tuned');
  await work.add(workspace, 'tuned', { name: 'tuned', kind: 'model', parents: ['base-model=let-out'] });
  const again = await take(place, { name: 'let-out' });
  expect(again.recall).toMatchObject({ assets: [{ name: 'tuned' }], releases: 0, withdrawn: false });
});

describe('packages', () => {
  test('a digest from the lock, a script that installing runs, a version of the night, and a name of our own', async () => {
    await work.add(workspace, 'tuned', { name: 'our-package', kind: 'package' });
    const manifest = { name: 'Our_Package', version: '2.0.0-nightly', scripts: { postinstall: 'node steal.js' } };
    const report = await take(deliver({ 'package.json': JSON.stringify(manifest) }), { name: 'theirs' });
    expect([report.kind, states(report, 'package'), report.outcome]).toEqual([
      'package',
      ['package.json install-script', 'nightly', 'name-taken'],
      'fail',
    ]);
  });

  test('a wheel that is not the one that was locked', async () => {
    const lock = write(
      'requirements.txt',
      `torch==2.1.0 --hash=sha256:${hex('wheel')} --hash=sha256:${hex('other wheel')}\n`,
    );
    const wheel = (content: string): string => deliver({ 'torch-2.1.0-cp311-none-any.whl': content });
    const same = await openDelivery(wheel('other wheel'), {});
    const [item] = compareDigests(same, [claimsInFile(lock, same)], new Set(), []).items;
    const other = await openDelivery(wheel('tampered'), {});
    const [bad] = compareDigests(other, [claimsInFile(lock, other)], new Set(), []).items;
    expect([item?.state, bad?.state]).toEqual(['match', 'mismatch']);
  });
});
