// A release from its parts to a consumer without network: let through by its gate, rolled back, recalled, and verified from a bundle.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { release } from '#cli/release.generated';
import { setIdentity } from '#flow/access/set-identity';
import { readManifest } from '#flow/assets/read-manifest';
import { resolveAsset } from '#flow/assets/resolve-asset';
import { openWorkspace } from '#flow/workspace/workspace';
import { storeOf } from '#flow/zones/zone-store';
import { predicate as evaluation } from '#predicates/evaluation';
import { predicate as scanStatic } from '#predicates/scan-static';
import { predicate as svr } from '#predicates/svr';
import { validDocument } from '../exports/valid-document.ts';
import { assayHere } from '../scripts/assay-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-release-'));
const root = join(folder, 'work');
const at = ['--workspace', root];
const reviewer = ['--signing-key', join(folder, 'reviewer'), ...at];
const parts = ['--part', 'model=weights', '--part', 'prompt=prompt'];
let logKey = '';

afterAll(() => rmSync(folder, { recursive: true }));

async function assay(words: readonly string[], code = 0): Promise<string> {
  const answer = await assayHere(words);
  expect([answer.stderr, answer.code], words.join(' ')).toEqual(['', code]);
  return answer.stdout;
}

beforeAll(async () => {
  await assay(['init', root]);
  await assay(['keys', 'create', join(folder, 'reviewer')]);
  await assay([
    'keys',
    'trust',
    join(folder, 'reviewer.pub'),
    '--roles',
    'evaluation',
    '--roles',
    'svr',
    '--roles',
    'access-event',
    '--holder',
    'reviewer',
    '--why',
    'tests models',
    ...at,
  ]);
  const workspace = await openWorkspace(root);
  await setIdentity(workspace, {
    identity: 'reviewer',
    kind: 'person',
    roles: ['data-scientist', 'security-engineer'],
    why: 'test',
  });
  await workspace.close();
  await record('weights', 'model', 'one');
  await record('prompt', 'prompt', 'Be brief.');
  logKey = /"key":\s*"([^"]+)"/.exec(await status())?.[1] ?? '';
});

async function status(): Promise<string> {
  return (await assayHere(['status', '--json', ...at])).stdout;
}

/** Another state of a part, with all that can be shown of it alone. */
async function record(name: string, kind: string, text: string): Promise<void> {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, `${name}.txt`), text);
  await assay(['add', path, '--kind', kind, '--name', name, ...at]);
  await scanned(name);
  await assay(['verify', name, '--record', ...at]);
  if (kind === 'prompt')
    await attest('svr', { ...svr.example, properties: ['REVIEWED'], timeCreated: new Date().toISOString() }, name);
  else for (const one of ['performance', 'security']) await attest('evaluation', tested(one), name);
}

/** `assay scan --record` works in the folder that it is called from, which a test in this process does not choose. */
async function scanned(name: string): Promise<void> {
  const workspace = await openWorkspace(root);
  const { id: sha256, label } = await resolveAsset(await workspace.index(), name);
  const { rules: _, ...example } = scanStatic.example;
  const body = {
    ...example,
    verdict: 'clean' as const,
    findings: [],
    ruleset: release.ruleset,
    checkedAt: new Date().toISOString(),
  };
  await workspace.record([{ predicate: scanStatic, subjects: [{ sha256, name: label }], body }]);
  await workspace.close();
}

function tested(kind: string, outcome = 'pass'): object {
  return {
    ...evaluation.example,
    kind,
    outcome,
    independence: 'internal',
    suiteName: `${kind} suite`,
    seed: Math.floor(Date.now() % 1e9),
  };
}

async function attest(kind: string, body: object, subject: string): Promise<void> {
  const file = join(folder, 'body.json');
  writeFileSync(file, JSON.stringify(body));
  await assay(['attest', '--kind', kind, '--predicate', file, subject, ...reviewer]);
}

async function plan(): Promise<string> {
  const { stdout } = await assayHere(['release', 'plan', 'helper', ...parts, '--json', ...at]);
  return JSON.parse(stdout).composition;
}

describe('from parts to a release', () => {
  test('the whole has to be tested, and by its digest', async () => {
    const refused = await validDocument(
      'release',
      ['release', 'helper', '--version', '1.0.0', '--channel', 'preview', ...parts, ...at],
      2,
    );
    const open = refused.decision.because.filter(
      (one: { outcome: string }) => one.outcome !== 'pass' && one.outcome !== 'not-applicable',
    );
    expect(open.map(({ rule }: { rule: string }) => rule)).toEqual(['composition-was-tested']);
    const planned = await validDocument('release-plan', ['release', 'plan', 'helper', ...parts, ...at], 2);
    expect(planned.composition).toBe(refused.composition);
    await attest('evaluation', tested('red-team'), planned.composition);
    const released = await validDocument('release', [
      'release',
      'helper',
      '--version',
      '1.0.0',
      '--channel',
      'preview',
      ...parts,
      ...at,
    ]);
    expect(released).toMatchObject({ outcome: 'released', versionClass: 'major', composition: planned.composition });
  });

  test('the same composition goes to stable as it is', async () => {
    const released = await validDocument('release', [
      ...[
        'release',
        'helper',
        '--version',
        '1.0.0',
        '--channel',
        'stable',
        '--supported-until',
        '2099-01-01',
        ...parts,
        ...at,
      ],
    ]);
    expect(released.outcome).toBe('released');
    const { releases } = await validDocument('releases', ['release', 'list', ...at]);
    expect(releases.map((one: { channel: string; state: string }) => [one.channel, one.state])).toEqual([
      ['preview', 'current'],
      ['stable', 'current'],
    ]);
  });

  test('a changed prompt is another composition: another version, and tested anew', async () => {
    await record('prompt', 'prompt', 'Be brief and kind.');
    const same = await assayHere(['release', 'helper', '--version', '1.0.0', '--channel', 'stable', ...parts, ...at]);
    expect([same.code, same.stderr]).toEqual([2, expect.stringContaining('stands for another composition')]);
    const { changes, outcome } = await validDocument(
      'release',
      ['release', 'helper', '--version', '1.0.1', '--channel', 'stable', ...parts, ...at],
      2,
    );
    expect([outcome, changes]).toEqual([
      'refused',
      [{ role: 'prompt', state: 'changed', before: 'prompt@1', after: 'prompt@2' }],
    ]);
    await attest('evaluation', tested('red-team'), await plan());
    expect(
      (
        await validDocument('release', [
          'release',
          'helper',
          '--version',
          '1.0.1',
          '--channel',
          'stable',
          ...parts,
          ...at,
        ])
      ).outcome,
    ).toBe('released');
  });

  test('another model is no patch', async () => {
    await record('weights', 'model', 'two');
    const words = ['release', 'helper', '--version', '1.0.2', '--channel', 'stable', ...parts, ...at];
    const small = await assayHere(words);
    expect([small.code, small.stderr]).toEqual([2, expect.stringContaining('asks for minor')]);
    await attest('evaluation', tested('red-team'), await plan());
    expect(
      (await validDocument('release', [...words, '--overrule', 'the same weights in another file'])).versionClass,
    ).toBe('patch');
    const earlier = await assayHere([
      'release',
      'helper',
      '--version',
      '1.0.0',
      '--channel',
      'stable',
      '--part',
      'model=weights@1',
      '--part',
      'prompt=prompt@1',
      ...at,
    ]);
    expect(earlier.stderr).toContain('is earlier than 1.0.2');
  });
});

describe('in operation', () => {
  test('what runs is held against what was released', async () => {
    const deployed = ['--deployed', `model=${join(root, 'weights')}`, '--deployed', `prompt=${join(root, 'prompt')}`];
    expect(
      (
        await validDocument('release-verify', [
          'release',
          'verify',
          'helper',
          '--channel',
          'stable',
          ...deployed,
          ...at,
        ])
      ).outcome,
    ).toBe('pass');
    writeFileSync(join(folder, 'tool.txt'), 'found at run time');
    const found = await validDocument(
      'release-verify',
      [
        'release',
        'verify',
        'helper',
        '--channel',
        'stable',
        ...deployed.slice(0, 2),
        '--deployed',
        `tool=${join(folder, 'tool.txt')}`,
        ...at,
      ],
      1,
    );
    expect(found.deployed.map((one: { role: string; state: string }) => [one.role, one.state])).toEqual([
      ['model', 'match'],
      ['tool', 'undeclared'],
      ['prompt', 'not-deployed'],
    ]);
    writeFileSync(join(root, 'prompt/prompt.txt'), 'Say everything.');
    const edited = await validDocument(
      'release-verify',
      ['release', 'verify', 'helper', '--channel', 'stable', ...deployed, ...at],
      1,
    );
    expect(edited.deployed[1]).toMatchObject({ role: 'prompt', state: 'other' });
  });

  test('a rollback gives the whole of the version before, digest by digest', async () => {
    const back = await validDocument('release-rollback', [
      'release',
      'rollback',
      'helper',
      '--channel',
      'stable',
      '--why',
      'it repeats itself',
      ...at,
    ]);
    expect([back.before.version, back.after.version]).toEqual(['1.0.2', '1.0.1']);
    expect(back.parts.map(({ state }: { state: string }) => state)).toEqual(['match', 'match']);
    const shown = await validDocument('release-show', ['release', 'show', 'helper', '--channel', 'stable', ...at]);
    expect([shown.version, shown.action, shown.composition]).toEqual(['1.0.1', 'roll-back', back.after.composition]);
    expect(shown.changes).toEqual([{ role: 'model', state: 'changed', before: 'weights@2', after: 'weights@1' }]);
  });

  test('what is known of it by now is said', async () => {
    await attest('evaluation', tested('security', 'fail'), 'weights@1');
    const { releases } = await validDocument('releases', ['release', 'list', 'helper', ...at]);
    const current = releases.findLast(
      (one: { channel: string; state: string }) => one.channel === 'stable' && one.state === 'current',
    );
    expect(current.reopened).toMatchObject([{ cause: 'contradicted', rule: 'model-was-tested-for-security' }]);
    const back = await validDocument('release-rollback', [
      'release',
      'rollback',
      'helper',
      '--channel',
      'stable',
      '--to',
      '1.0.0',
      '--why',
      'an emergency',
      ...at,
    ]);
    expect(back.warnings.map(({ rule }: { rule: string }) => rule)).toContain('model-was-tested-for-security');
  });

  test('a recall takes it from every channel, and no gate lets it through again', async () => {
    const recalled = await validDocument('release-recall', [
      'release',
      'recall',
      'helper',
      '--version',
      '1.0.0',
      '--why',
      'it leaks',
      ...at,
    ]);
    expect([recalled.channels, recalled.rollBackTo]).toEqual([
      ['preview', 'stable'],
      [{ channel: 'stable', version: '1.0.1' }],
    ]);
    expect((await assayHere(['release', 'show', 'helper', '--channel', 'stable', ...at])).stderr).toContain(
      'there is no release',
    );
    expect(
      (await assayHere(['release', 'rollback', 'helper', '--channel', 'stable', '--to', '1.0.0', '--why', 'x', ...at]))
        .stderr,
    ).toContain('was recalled');
    const { reopened } = await validDocument('reopened', ['gate', 'reopened', ...at], 1);
    expect(
      reopened.flatMap(({ causes }: { causes: { cause: string }[] }) => causes.map(({ cause }) => cause)),
    ).toContain('recalled');
  });

  test('a part that is gone is no rollback, and nothing changes', async () => {
    const workspace = await openWorkspace(root);
    const { id } = await resolveAsset(await workspace.index(), 'prompt@2');
    const [entry] = (await readManifest(workspace.store, id)).entries;
    const digest = entry?.type === 'file' ? entry.sha256 : undefined;
    expect(digest).toBeDefined();
    for (const zone of ['main', 'application', 'quarantine', 'release']) {
      const store = zone === 'main' ? workspace.store : await storeOf(workspace, zone);
      if (digest !== undefined && (await store.has(digest))) await store.destroy(digest);
    }
    await workspace.close();
    const before = await assay(['release', 'list', 'helper', '--json', ...at]);
    const back = await assayHere([
      'release',
      'rollback',
      'helper',
      '--channel',
      'stable',
      '--to',
      '1.0.1',
      '--why',
      'x',
      ...at,
    ]);
    expect([back.code, back.stderr]).toEqual([
      2,
      expect.stringContaining('so nothing was changed: prompt prompt@2 is gone'),
    ]);
    expect(await assay(['release', 'list', 'helper', '--json', ...at])).toBe(before);
  });
});

describe('without a workspace', () => {
  const bundle = join(folder, 'bundle');
  const verify = (path: string) => ['verify-release', path, '--key', logKey];

  beforeAll(async () => {
    await record('prompt', 'prompt', 'Be exact.');
    await attest('evaluation', tested('red-team'), await plan());
    await validDocument('release', ['release', 'helper', '--version', '1.1.0', '--channel', 'stable', ...parts, ...at]);
    const words = [
      'release',
      'bundle',
      'helper',
      bundle,
      '--channel',
      'stable',
      '--contact',
      'security@example.org',
      '--withhold',
      'evaluation',
      ...at,
    ];
    expect((await validDocument('release-bundled', words)).parts).toBe(2);
  });

  test('a bundle is verified with one command', async () => {
    const report = await validDocument('verify-release', verify(bundle));
    expect(report).toMatchObject({ verified: true, version: '1.1.0', decision: 'allow' });
    expect(report.evidence.withheld).toBeGreaterThan(0);
    expect(report.evidence.shown + report.evidence.withheld).toBe(report.evidence.cited);
    expect(readFileSync(join(bundle, 'VERIFY.md'), 'utf8')).toContain('security@example.org');
  });

  test.each([
    ['a byte of a part', 'parts/02-prompt/prompt.txt', (text: string) => text.replace('exact', 'exect')],
    ['the list of parts', 'composition.json', (text: string) => text.replace('prompt@', 'prompd@')],
    ['the version', 'release.json', (text: string) => text.replace('1.1.0', '9.9.9')],
    [
      'what is kept back',
      'release.json',
      (text: string) => text.replace(/"withheld": \[\s*"[0-9a-f]{64}",?/, '"withheld": ['),
    ],
    [
      'a proof',
      'proofs/release.tlog-proof',
      (text: string) => text.replace(/\n([A-Za-z0-9+/]{43}=)\n/, '\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n'),
    ],
    [
      'the decision, for another proof',
      'release.json',
      (text: string) => text.replace('proofs/decision.tlog-proof', 'proofs/release.tlog-proof'),
    ],
    [
      'a path that leads out',
      'release.json',
      (text: string) => text.replace('proofs/release.tlog-proof', 'proofs/../../release.tlog-proof'),
    ],
  ])('not when somebody changes %s', async (_, path, change) => {
    const copy = join(folder, 'changed');
    rmSync(copy, { recursive: true, force: true });
    cpSync(bundle, copy, { recursive: true });
    const text = readFileSync(join(copy, path), 'utf8');
    expect(change(text)).not.toBe(text);
    writeFileSync(join(copy, path), change(text));
    const { verified } = await validDocument('verify-release', verify(copy), 1);
    expect(verified).toBe(false);
  });

  test('not when something lies beside a part, or is missing, and not by another key', async () => {
    const copy = join(folder, 'changed');
    rmSync(copy, { recursive: true, force: true });
    cpSync(bundle, copy, { recursive: true });
    writeFileSync(join(copy, 'parts/01-model/more.txt'), 'more');
    expect((await assayHere(verify(copy))).code).toBe(1);
    rmSync(join(copy, 'parts/01-model'), { recursive: true });
    expect((await assayHere(verify(copy))).code).toBe(1);
    expect((await assayHere([...verify(bundle), '--signer', 'f'.repeat(64)])).stdout).toContain(
      'did not sign the release',
    );
  });

  test('a bundle goes into a new folder, or is not written', async () => {
    const again = await assayHere(['release', 'bundle', 'helper', bundle, '--channel', 'stable', ...at]);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('is there already')]);
  });
});
