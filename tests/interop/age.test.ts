// Keys sealed for age identities beside the age tool itself. Skipped where it is not installed.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isInstalled, runAssay, runProgram } from '../scripts/assay-process.ts';

const base = mkdtempSync(join(tmpdir(), 'assay-age-'));
afterAll(() => rmSync(base, { recursive: true }));

describe.skipIf(!isInstalled('age'))('the age tool (skipped when age is not on the path)', () => {
  const run = (program: string, ...words: readonly string[]) => runProgram(program, words, { cwd: base });

  test('opens what is sealed here, and what it seals signs here', () => {
    expect(run('age-keygen', '-o', 'identity').code).toBe(0);
    const [recipient = ''] = /age1\S+/.exec(readFileSync(join(base, 'identity'), 'utf8')) ?? [];
    const made = runAssay(['keys', 'create', 'key', '--recipient', recipient], { cwd: base });
    expect([made.stderr, made.code]).toEqual(['', 0]);
    expect(made.stdout).toContain('sealed for 1 of age');
    const opened = run('age', '--decrypt', '-i', 'identity', 'key');
    expect(opened.stdout).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);

    writeFileSync(join(base, 'plain'), opened.stdout, { mode: 0o600 });
    expect(run('age', '--encrypt', '--armor', '-r', recipient, '-o', 'theirs', 'plain').code).toBe(0);
    run('chmod', '600', 'theirs');
    mkdirSync(join(base, 'model'));
    writeFileSync(join(base, 'model', 'weights'), 'weights');
    const signing = ['sign', 'model', '--key', 'theirs', '--output', 'model.sig'];
    const signed = runAssay([...signing, '--identity', 'identity'], { cwd: base });
    expect([signed.stderr, signed.code]).toEqual(['', 0]);
    expect(runAssay(['verify', 'model', '--signature', 'model.sig', '--key', 'key.pub'], { cwd: base }).code).toBe(0);
    expect(runAssay(signing, { cwd: base }).stderr).toBe(
      'assay: the private key theirs is sealed for age identities, and none was given\n',
    );
    const both = ['keys', 'create', 'other', '--recipient', recipient, '--seal'];
    expect(runAssay(both, { cwd: base })).toMatchObject({ code: 64 });
  });
});
