// Completion in the shells themselves: what a user sees after pressing TAB.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { inTemporaryFolder, isInstalled, launcher, runAssay, runProgram } from './assay-process.ts';

const scripts = new Map<string, string>();

beforeAll(() => {
  for (const shell of ['bash', 'zsh', 'fish']) scripts.set(shell, runAssay(['completion', shell]).stdout);
});

/** Runs `program` in `shell` with the completion script loaded from a file and `assay` in the path. */
function inShell(shell: string, program: string): readonly string[] {
  return inTemporaryFolder((folder) => {
    const command = join(folder, 'assay');
    writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`);
    chmodSync(command, 0o755);
    writeFileSync(join(folder, 'complete'), scripts.get(shell) ?? '');
    writeFileSync(join(folder, 'weights with space.bin'), '');
    const env = { PATH: `${folder}:${process.env.PATH ?? ''}`, HOME: folder };
    const words = shell === 'bash' ? ['--norc', '-c'] : shell === 'zsh' ? ['-f', '-c'] : ['--no-config', '-c'];
    const { stdout, stderr } = runProgram(shell, [...words, program], { cwd: folder, env });
    expect(stderr).toBe('');
    return stdout.split('\n').filter((line) => line !== '');
  });
}

describe.skipIf(!isInstalled('bash'))('bash', () => {
  const complete = (...words: readonly string[]): readonly string[] => {
    const list = words.map((word) => `'${word}'`).join(' ');
    const program = `source ./complete; COMP_WORDS=(assay ${list}); COMP_CWORD=${words.length}; compopt() { :; }; _assay; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return inShell('bash', program);
  };

  test('is registered', () => {
    expect(inShell('bash', 'source ./complete; complete -p assay')).toEqual(['complete -F _assay assay']);
  });
  test('commands', () => expect(complete('')).toEqual(expect.arrayContaining(['scan', 'explain', 'completion'])));
  test('flags', () => {
    expect(complete('scan', '--f')).toEqual(['--format', '--fail-on']);
  });
  test('values of a flag', () => expect(complete('scan', '--format', '')).toEqual(['text', 'json', 'sarif']));
  test('files, with spaces', () => expect(complete('scan', 'wei')).toEqual(['weights with space.bin']));
  test('ids of checks', () => expect(complete('explain', 'polyg')).toEqual(['polyglot']));
  test('shells', () => expect(complete('completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish'])));
});

describe.skipIf(!isInstalled('zsh'))('zsh', () => {
  const complete = (...words: readonly string[]): readonly string[] => {
    // What _describe and _files would offer is printed instead.
    // biome-ignore lint/suspicious/noTemplateCurlyInString: zsh's own.
    const fakes = 'compdef() { :; }; _describe() { print -l -- "${(@P)2%%:*}"; }; _files() { print -l -- *; }';
    const list = words.map((word) => `'${word}'`).join(' ');
    return inShell('zsh', `${fakes}; source ./complete; words=(assay ${list}); CURRENT=${words.length + 1}; _assay`);
  };

  test('commands', () => expect(complete('')).toEqual(expect.arrayContaining(['scan', 'explain', 'completion'])));
  test('values of a flag', () => {
    expect(complete('scan', '--format', '')).toEqual(expect.arrayContaining(['text', 'json', 'sarif']));
  });
  test('files', () => expect(complete('scan', 'wei')).toContain('weights with space.bin'));
  test('loads with the real completion system', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: zsh's own.
    expect(inShell('zsh', 'autoload -Uz compinit; compinit -u -D; source ./complete; print ${_comps[assay]}')).toEqual([
      '_assay',
    ]);
  });
});

describe.skipIf(!isInstalled('fish'))('fish', () => {
  const complete = (line: string): readonly string[] =>
    inShell('fish', `source ./complete; complete -C '${line}'`).map((entry) => entry.split('\t')[0] ?? '');

  test('commands', () => expect(complete('assay ')).toEqual(expect.arrayContaining(['scan', 'explain', 'completion'])));
  test('flags', () => expect(complete('assay scan --fo')).toEqual(['--format']));
  test('values of a flag', () => {
    expect(complete('assay scan --format ')).toEqual(expect.arrayContaining(['text', 'json', 'sarif']));
  });
  test('files', () => expect(complete('assay scan wei').join()).toContain('weights'));
  test('ids of checks', () => expect(complete('assay explain polyg')).toEqual(['polyglot']));
});
