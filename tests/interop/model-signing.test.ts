// The Python tool model_signing beside ours: each verifies what the other signed. It is looked for on the path, or where
// ASSAY_MODEL_SIGNING says. Bundles that older versions wrote are kept in samples/model-signing.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { type SignModelOptions, signModel } from '#flow/sign-model';
import { createKeys, openSigner, trustKey } from '#flow/signing-keys';
import { verifyModel } from '#flow/verify-model';

const tool = process.env.ASSAY_MODEL_SIGNING ?? 'model_signing';
const present = spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0;
const base = fs.mkdtempSync(join(tmpdir(), 'assay-interop-'));
afterAll(() => fs.rmSync(base, { recursive: true }));

describe.skipIf(!present)('the Python tool (skipped when model_signing is not on the path)', () => {
  const model = join(base, 'model');
  // Names whose order differs between whole strings and parts of paths.
  for (const name of ['a/b', 'a-b', 'a.b', 'ü', 'empty', '.git/HEAD']) {
    fs.mkdirSync(join(model, name, '..'), { recursive: true });
    fs.writeFileSync(join(model, name), name === 'empty' ? '' : name);
  }
  const key = join(base, 'key');
  const { publicPath = '' } = createKeys(key, 'p-256', undefined);
  const python = (...words: readonly string[]): string => {
    const { status, stderr, stdout } = spawnSync(tool, words, { encoding: 'utf8' });
    return status === 0 ? 'ok' : `${stdout}${stderr}`;
  };
  const sign = async (path: string, output: string, options: Partial<SignModelOptions> = {}): Promise<void> => {
    const given = { output, hash: 'sha256', ignorePaths: [], followLinks: false, similarNames: false } as const;
    await signModel(path, {
      ...given,
      signer: await openSigner(key, async () => ''),
      compat: 'specification',
      now: new Date(),
      ...options,
    });
  };
  const verify = async (path: string, bundle: string): Promise<string> => {
    const given = { ignorePaths: [], ignoreUnsigned: false, acceptIgnored: false, trust: trustKey(publicPath) };
    return (await verifyModel(path, { bundle, ...given })).outcome;
  };

  test.each(['specification', 'python'] as const)('verifies ours (%s)', async (compat) => {
    const bundle = join(base, `${compat}.sig`);
    await sign(model, bundle, { compat });
    expect(python('verify', 'key', model, '--signature', bundle, '--public_key', publicPath)).toBe('ok');
    fs.writeFileSync(join(model, 'a-b'), 'changed');
    expect(python('verify', 'key', model, '--signature', bundle, '--public_key', publicPath)).not.toBe('ok');
    fs.writeFileSync(join(model, 'a-b'), 'a-b');
  });

  test('verifies our signature of one file with its names', async () => {
    const file = join(model, 'a.b');
    const bundle = join(base, 'file.sig');
    await sign(file, bundle, { compat: 'python' });
    expect(python('verify', 'key', file, '--signature', bundle, '--public_key', publicPath)).toBe('ok');
  });

  test('writes what we verify, a folder and one file', async () => {
    for (const path of [model, join(model, 'a.b')]) {
      const bundle = join(base, 'theirs.sig');
      expect(python('sign', 'key', path, '--private_key', key, '--signature', bundle)).toBe('ok');
      expect(await verify(path, bundle)).toBe('pass');
    }
    fs.writeFileSync(join(model, 'a.b'), 'changed');
    expect(await verify(join(model, 'a.b'), join(base, 'theirs.sig'))).toBe('fail');
    fs.writeFileSync(join(model, 'a.b'), 'a.b');
  });
});

describe('bundles that the Python tool wrote', () => {
  const samples = join(import.meta.dirname, 'samples/model-signing');
  const model = join(base, 'sample');
  fs.mkdirSync(join(model, 'sub'), { recursive: true });
  for (const [name, text] of [
    ['a.bin', 'a\n'],
    ['sub/x', 'b\n'],
    ['sub-x', 'c\n'],
  ] as const) {
    fs.writeFileSync(join(model, name), text);
  }
  const origin = fs.readFileSync(join(samples, 'ORIGIN.md'), 'utf8');
  const bundles = fs.readdirSync(samples).filter((name) => name.endsWith('.sig'));

  test.each(bundles)('%s', async (name) => {
    const bundle = join(samples, name);
    expect(origin).toContain(sha256(fs.readFileSync(bundle)));
    const given = { ignorePaths: [], ignoreUnsigned: false, acceptIgnored: false };
    const trust = trustKey(join(samples, 'key.pub'));
    expect((await verifyModel(model, { bundle, trust, ...given })).outcome).toBe('pass');
    fs.writeFileSync(join(model, 'sub/x'), 'B\n');
    expect((await verifyModel(model, { bundle, trust, ...given })).outcome).toBe('fail');
    fs.writeFileSync(join(model, 'sub/x'), 'b\n');
  });
});
