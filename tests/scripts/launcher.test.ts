// bin/assay under Nodes that are too old, with arguments that are hard to pass on, and with signals.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inTemporaryFolder, launcher, root, runProgram } from './assay-process.ts';

/** A Node of another version: it says so, and behaves like the one that runs the tests. */
function pretendOld(folder: string): string {
  const path = join(folder, 'old.cjs');
  writeFileSync(
    path,
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });\n",
  );
  return path;
}

test('an old Node hands over to the one that was installed with the project', () => {
  inTemporaryFolder((folder) => {
    const words = ['--require', pretendOld(folder), launcher, 'scan', '--json', 'examples/clean', '--', '-x y"$'];
    const { stdout, code } = runProgram(process.execPath, words);
    const paths = JSON.parse(stdout).files.map(({ path }: { path: string }) => path);
    expect(paths).toContain('-x y"$');
    expect(code).toBe(2);
  });
});

test('an old Node alone says what is needed, on one line', () => {
  inTemporaryFolder((folder) => {
    cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
    const { stderr, code } = runProgram(process.execPath, ['--require', pretendOld(folder), join(folder, 'bin/assay')]);
    expect(stderr).toBe('assay needs Node 22.18 or newer; this is Node 20.20.2.\n');
    expect(code).toBe(2);
  });
});

test('V8 takes the compiled form of the bundle: flags that the launcher sets would make it refuse', () => {
  inTemporaryFolder((folder) => {
    const watch = join(folder, 'watch.cjs');
    const report = "process.on('exit', () => process.stderr.write('refused: ' + this.cachedDataRejected))";
    const watched = `class extends vm.Script { constructor(...given) { super(...given); ${report}; } }`;
    writeFileSync(watch, `const vm = require('node:vm'); vm.Script = ${watched};`);
    // With sources newer than the bundle nothing is loaded from it, and nothing is said.
    const { stderr } = runProgram(process.execPath, ['--require', watch, launcher, '--version']);
    expect(['', 'refused: false']).toContain(stderr);
  });
});

const systemNode = '/usr/bin/node';
const systemVersion = spawnSync(systemNode, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';

test.skipIf(!/^v(1\d|20|21)\./.test(systemVersion))(`a real old Node (${systemVersion}) hands over`, () => {
  const { stdout, code } = runProgram(systemNode, [launcher, '--version']);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(code).toBe(0);
});

describe.each([false, true])('started through an old Node: %s', (old) => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it with that signal', async (signal) => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-signal-'));
    const options = old ? ['--require', pretendOld(folder)] : [];
    // Standard input stays open, so the scan waits for it.
    const child = spawn(process.execPath, [...options, launcher, 'scan', '-'], { stdio: ['pipe', 'pipe', 'pipe'] });
    const ended = new Promise<string | null>((resolve) => child.on('close', (_code, by) => resolve(by)));
    setTimeout(() => child.kill(signal), 1000);
    expect(await ended).toBe(signal);
    rmSync(folder, { recursive: true });
  });
});
