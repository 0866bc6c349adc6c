// Every payload that claims to execute is loaded by CPython in a network namespace of its own and makes its marker
// file; a scan says of every sample what its builder says.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyPolicy } from '#flow/policy';
import { scan } from '#flow/scan';
import { pythons, samples } from '#testkit/pickle-payloads';

const loader = join(import.meta.dirname, 'load-samples.py');
const python = findPython();
const isolation = findIsolation();

describe('CPython runs every payload that claims to execute', () => {
  const why =
    python === undefined ? 'python3 is missing' : 'no way to make an empty network namespace (unshare, bwrap)';
  test.skipIf(python === undefined || isolation === undefined)(
    `in isolation (skipped when ${why})`,
    { timeout: 60_000 },
    () => {
      const runnable = samples.filter(({ name, executes }) => executes !== undefined && runsOn(name));
      const folder = mkdtempSync(join(tmpdir(), 'assay-payloads-'));
      try {
        for (const { name, build } of runnable) writeFileSync(join(folder, name), build());
        const input = JSON.stringify(runnable.map(({ name, executes }) => ({ name, executes })));
        const [command = '', ...before] = isolation ?? [];
        const output = execFileSync(command, [...before, python?.path ?? '', '-W', 'ignore', loader, folder], {
          input,
          encoding: 'utf8',
          maxBuffer: 1 << 26,
          stdio: ['pipe', 'pipe', 'ignore'],
        });
        const answers: Record<string, string | null> = JSON.parse(output);
        // Some distributions ship parts of the standard library as packages of their own.
        const here = runnable.filter(({ name }) => !/ModuleNotFoundError/.test(answers[name] ?? ''));
        const silent = here.flatMap(({ name }) => (answers[name] === null ? [] : [`${name}: ${answers[name]}`]));
        expect(silent).toEqual([]);
        expect(here.length).toBeGreaterThan(250);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

test('a scan says malicious of every payload that executes', async () => {
  const executing = samples.filter(({ executes }) => executes !== undefined);
  const files = executing.map(({ name, build }) => ({ name, bytes: build() }));
  const policy = emptyPolicy;
  const report = await scan(files, { policy, version: 'test', ruleset: 'test' });
  const missed = report.files
    .filter(({ verdict }) => verdict !== 'malicious')
    .map(({ path, verdict }) => `${path}: ${verdict}`);
  expect(missed).toEqual([]);
});

function findPython(): { readonly path: string; readonly minor: number } | undefined {
  const answer = spawnSync('python3', ['-c', 'import sys; print(sys.executable, sys.version_info[1])'], {
    encoding: 'utf8',
  });
  if (answer.status !== 0) return undefined;
  const [path = '', minor = '0'] = answer.stdout.trim().split(' ');
  return { path, minor: Number(minor) };
}

/** A command that runs another one where there is no network; undefined when this machine has none. */
function findIsolation(): readonly string[] | undefined {
  const candidates = [
    ['unshare', '-rn'],
    ['bwrap', '--unshare-all', '--bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
  ];
  return candidates.find(([command = '', ...before]) => spawnSync(command, [...before, 'true']).status === 0);
}

function runsOn(name: string): boolean {
  const { from = 9, before = 99 } = pythons.get(name) ?? {};
  const minor = python?.minor ?? 0;
  return minor >= from && minor < before;
}
