// What is published: the right files, and they work in a folder that has nothing but them and their dependencies.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inTemporaryFolder, root, runProgram } from './assay-process.ts';

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

/** Where the registry is may be said in the environment. */
function npmSettings(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      /^npm_config_/i.test(name) && value ? [[name, value]] : [],
    ),
  );
}

function pack(folder: string): Packed {
  const words = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout } = runProgram('npm', words, { env: npmSettings() });
  const [packed]: [Packed] = JSON.parse(stdout);
  return packed;
}

test('the package has what it needs and nothing of the workshop', () => {
  inTemporaryFolder((folder) => {
    const paths = pack(folder).files.map(({ path }) => path);
    for (const path of ['bin/assay', 'bin/package.json', 'dist/package.json', 'LICENSE', 'NOTICE', 'README.md']) {
      expect(paths).toContain(path);
    }
    for (const path of [
      'dist/bundle/assay.cjs',
      'dist/bundle/assay.cjs.cache',
      'dist/core/index.js',
      'dist/core/index.d.ts',
    ]) {
      expect(paths).toContain(path);
    }
    // The first command needs its data; files that attack somebody stay at home.
    expect(paths).toContain('examples/quickstart/digits/train-images-idx3-ubyte');
    const workshop = /^(src|tests|testkit|tools|bench|examples\/(?!ci\/|quickstart\/))|[.]test[.]|(?<![.]d)[.]ts$/;
    expect(paths.filter((path) => workshop.test(path))).toEqual([]);
  });
});

test('every path that package.json promises is there', async () => {
  const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
  const promised = Object.values(manifest.exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : Object.values(entry),
  );
  for (const path of [...promised, manifest.bin.assay].filter((one) => !one.includes('*'))) {
    expect(existsSync(join(root, path)), path).toBe(true);
  }
});

test('installed alone, it scans and can be imported, with types', { timeout: 180_000 }, ({ skip }) => {
  inTemporaryFolder((folder) => {
    const { filename } = pack(folder);
    const home = join(folder, 'home');
    mkdirSync(home);
    writeFileSync(join(home, 'package.json'), '{ "type": "module", "private": true }\n');
    const quick = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--fetch-retries=0'];
    const install = ['install', ...quick, join(folder, filename)];
    const installed = runProgram('npm', install, { cwd: home, env: npmSettings() });
    skip(/ENOTFOUND|ECONN|EAI_AGAIN|ETIMEDOUT|ENETUNREACH/.test(installed.stderr), 'no registry can be reached');
    expect(installed).toMatchObject({ code: 0 });

    const command = join(home, 'node_modules/.bin/assay');
    writeFileSync(join(home, 'a.pkl'), 'cposix\nsystem\n(S"true"\ntR.');
    const scanned = runProgram(process.execPath, [command, 'scan', 'a.pkl', '--json'], { cwd: home });
    expect(JSON.parse(scanned.stdout).summary.malicious).toBe(1);
    expect(scanned.code).toBe(1);

    writeFileSync(
      join(home, 'use.ts'),
      [
        "import { rulesById, encodeText } from 'assay/exports';",
        "import { allRules, emptyPolicy, scan } from 'assay/flow';",
        "import type { Verdict } from 'assay/core';",
        "const report = await scan(['a.pkl'], { policy: emptyPolicy, version: '0', ruleset: 'none' });",
        'const verdict: Verdict | undefined = report.files[0]?.verdict;',
        'const text: string = encodeText(report, rulesById(allRules()), { color: false, width: 80 });',
        'console.log(verdict, text.length > 0);',
      ].join('\n'),
    );
    expect(runProgram(process.execPath, ['use.ts'], { cwd: home })).toMatchObject({
      stdout: 'malicious true\n',
      stderr: '',
    });
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
    const types = ['--typeRoots', join(root, 'node_modules/@types')];
    const checked = runProgram(process.execPath, [compiler, ...options, ...types, 'use.ts'], { cwd: home });
    expect(checked).toMatchObject({ stdout: '', code: 0 });
  });
});
