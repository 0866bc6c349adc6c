// Whose signature is under a commit, and that nothing which the repository names is run to find out.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommitFacts, commitFacts } from './commit-facts.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-commit-'));
const work = join(folder, 'work');
const allowed = join(folder, 'allowed');
const environment = {
  ...{ PATH: process.env.PATH, HOME: folder, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  ...{
    GIT_AUTHOR_NAME: 'ann',
    GIT_AUTHOR_EMAIL: 'ann@example.org',
    GIT_COMMITTER_NAME: 'ann',
    GIT_COMMITTER_EMAIL: 'ann@example.org',
  },
};
const isHere = spawnSync('git', ['--version']).status === 0 && existsSync('/usr/bin/ssh-keygen');

afterAll(() => rmSync(folder, { recursive: true }));

function run(...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(words[0] ?? '', words.slice(1), {
    cwd: existsSync(work) ? work : folder,
    env: environment,
    encoding: 'utf8',
  });
  expect([status, stderr], words.join(' ')).toEqual([0, expect.anything()]);
  return stdout.trim();
}

function key(name: string): string {
  run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(folder, name));
  return readFileSync(join(folder, `${name}.pub`), 'utf8').trim();
}

function commit(text: string, signedWith?: string): string {
  writeFileSync(join(work, 'train.py'), text);
  run('git', 'add', 'train.py');
  const sign =
    signedWith === undefined ? [] : ['-c', 'gpg.format=ssh', '-c', `user.signingkey=${join(folder, signedWith)}`];
  run('git', ...sign, 'commit', '-q', ...(signedWith === undefined ? [] : ['-S']), '-m', text);
  return run('git', 'rev-parse', 'HEAD');
}

function ask(
  commitId?: string,
  more: { readonly allowedSigners?: string; readonly folder?: string } = { allowedSigners: allowed },
): Promise<CommitFacts> {
  return commitFacts({ folder: work, environment, ...(commitId === undefined ? {} : { commit: commitId }), ...more });
}

describe.skipIf(!isHere)('commits', () => {
  let signed = '';
  let unsigned = '';
  let stranger = '';

  beforeAll(() => {
    const ann = key('ann');
    key('stranger');
    writeFileSync(allowed, `ann@example.org namespaces="git" ${ann}\n`);
    run('git', 'init', '-q', '-b', 'main', work);
    signed = commit('one = 1\n', 'ann');
    unsigned = commit('one = 2\n');
    stranger = commit('one = 3\n', 'stranger');
  });

  test('signed by a key that counts, by one that nobody named, or not at all', async () => {
    expect(await ask(signed)).toMatchObject({
      commit: signed,
      signature: 'G',
      signer: 'ann@example.org',
      fingerprint: expect.stringContaining('SHA256:'),
    });
    expect(await ask(stranger)).toMatchObject({ signature: 'U' });
    expect(await ask(unsigned)).toMatchObject({ signature: 'N', signer: '' });
    expect((await ask(signed, {})).signature).not.toBe('G');
  });

  test('a key that counted until before the commit', async () => {
    const expired = join(folder, 'expired');
    writeFileSync(expired, readFileSync(allowed, 'utf8').replace('namespaces', 'valid-before="20200101",namespaces'));
    expect((await ask(signed, { allowedSigners: expired })).signature).not.toBe('G');
  });

  test('what lies beside the commit, a branch that is not there, a history that is cut', async () => {
    expect(await ask()).toMatchObject({ commit: stranger, dirty: false, detached: false, shallow: false });
    writeFileSync(join(work, 'generated.py'), 'made = 1\n');
    expect((await ask()).dirty).toBe(true);
    rmSync(join(work, 'generated.py'));
    run('git', 'checkout', '-q', '--detach');
    expect((await ask()).detached).toBe(true);
    const cut = join(folder, 'cut');
    run('git', 'clone', '-q', '--depth', '1', `file://${work}`, cut);
    expect((await ask(undefined, { allowedSigners: allowed, folder: cut })).shallow).toBe(true);
    // The files are those of the newest commit, and not of this one.
    expect((await ask(signed)).dirty).toBe(true);
  });

  test('nothing that the repository names is run', async () => {
    const proof = join(folder, 'was-run');
    const evil = join(folder, 'evil.sh');
    writeFileSync(evil, `#!/bin/sh\ntouch '${proof}'\ncat\n`, { mode: 0o755 });
    for (const name of [
      'gpg.program',
      'gpg.ssh.program',
      'core.fsmonitor',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'core.pager',
      'diff.external',
      'core.sshCommand',
    ])
      run('git', 'config', name, evil);
    run('git', 'config', 'core.hooksPath', folder);
    writeFileSync(join(work, '.git/info/attributes'), '* filter=evil\n');
    writeFileSync(join(folder, 'post-index-change'), readFileSync(evil), { mode: 0o755 });
    rmSync(proof, { force: true });
    expect((await ask(signed)).signature).toBe('G');
    expect(existsSync(proof)).toBe(false);
    // The trap is awake: git itself falls into it.
    spawnSync('git', ['status'], { cwd: work, env: environment });
    expect(existsSync(proof)).toBe(true);
  });

  test.each([
    ['no repository', { folder: tmpdir() }],
    ['no commit', { commit: 'f'.repeat(40) }],
    ['a flag in place of a commit', { commit: '--output=/tmp/x' }],
  ])('%s', async (_, more) => {
    await expect(commitFacts({ folder: work, environment, ...more })).rejects.toThrow(
      expect.objectContaining({ code: 'DATA_UNKNOWN' }),
    );
  });
});
