// `assay` with keys in a token (SoftHSM). Skipped without the Debian package softhsm2 and tools/install-pkcs11js.sh.
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { hasSoftToken, packageFolder, pin, SoftToken } from '#testkit/soft-token';
import { type Ended, runAssay } from '../scripts/assay-process.ts';

const base = mkdtempSync(join(tmpdir(), 'assay-token-'));
afterAll(() => rmSync(base, { recursive: true }));

describe.skipIf(!hasSoftToken)('a token (skipped without softhsm2 and pkcs11js)', () => {
  const token = hasSoftToken ? new SoftToken(base) : undefined;
  const run = (words: readonly string[], env: Readonly<Record<string, string>> = { NODE_PATH: packageFolder }): Ended =>
    runAssay(words, { env: { ...token?.env, ...env }, cwd: base });

  test.each(['P-256', 'P-384', 'P-521'])('signs a model with %s; the public key is shown and verifies it', (curve) => {
    const uri = token?.put(generateKeyPairSync('ec', { namedCurve: curve }).privateKey) ?? '';
    mkdirSync(join(base, curve));
    writeFileSync(join(base, curve, 'weights'), curve);
    const signed = run(['sign', curve, '--key', uri, '--output', `${curve}.sig`]);
    expect([signed.stderr, signed.code]).toEqual(['', 0]);
    const shown = run(['keys', 'show', uri]);
    writeFileSync(join(base, `${curve}.pub`), shown.stdout.slice(shown.stdout.indexOf('-----BEGIN')));
    const verified = run(['verify', curve, '--signature', `${curve}.sig`, '--key', `${curve}.pub`]);
    expect([verified.stderr, verified.code]).toEqual(['', 0]);
  });

  test('the PIN comes from a file, and is in no output', () => {
    token?.put(generateKeyPairSync('ed25519').privateKey, 'by label');
    const uri = token?.uri(';object=by%20label', '') ?? '';
    writeFileSync(join(base, 'pin'), `${pin}\n`);
    expect(run(['keys', 'show', uri, '--passphrase-file', 'pin']).stdout).toMatch(/^kind {2}ed25519\n/);
    const { stderr, code } = run(['keys', 'show', uri]);
    expect([stderr, code]).toEqual([
      'assay: The token wants a PIN: give --passphrase-file FILE, or run this on a terminal.\n',
      64,
    ]);
    const wrong = run(['keys', 'show', `${uri}&pin-value=9876`]);
    expect(wrong.stderr).toContain('the PIN is wrong');
    expect(wrong.stderr + wrong.stdout).not.toContain('9876');
  });

  test('a module is found by its name', () => {
    expect(run(['keys', 'show', `pkcs11:object=none?module-name=softhsm2&pin-value=${pin}`]).stderr).toContain(
      'fits 0 private keys of the token "Test token"',
    );
  });
});

test('without pkcs11js it says what to install', () => {
  const { stderr, code } = runAssay(['keys', 'show', 'pkcs11:token=a?module-path=/nowhere.so'], { cwd: base });
  expect(stderr).toMatch(/^assay: keys in tokens need the package pkcs11js, which is not installed/);
  expect(code).toBe(2);
});
