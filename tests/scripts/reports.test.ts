// The documents that programs read, from the whole command.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { root, runAssay } from './assay-process.ts';

function schemaOf(path: string): (value: unknown) => boolean {
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
  return ajv.compile(JSON.parse(readFileSync(join(root, path), 'utf8')));
}

test('--json is one document of the published schema', () => {
  const { stdout, stderr, code } = runAssay(['scan', 'examples', '--json']);
  const report = JSON.parse(stdout);
  expect(schemaOf('docs/schema/assay.scan-1.schema.json')(report)).toBe(true);
  expect(stderr).toBe('');
  expect(code).toBe(1);
  expect(report.files).toHaveLength(16);
  const verdicts = report.files.map(({ path, verdict }: { path: string; verdict: string }) => [
    path.split('/')[1],
    verdict,
  ]);
  for (const [folder, verdict] of verdicts)
    expect(verdict).toBe(['ci', 'quickstart'].includes(folder) ? 'clean' : folder);
});

test('the digest is that of the file, and standard input has a name of its own', () => {
  const bytes = readFileSync(join(root, 'examples/malicious/command.pkl'));
  const { stdout, code } = runAssay(['scan', '-', '--json'], { input: bytes });
  const [file] = JSON.parse(stdout).files;
  expect(file).toMatchObject({ path: '<stdin>', size: bytes.length, verdict: 'malicious' });
  expect(file.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(code).toBe(1);
});

test('--format sarif is a log of the official schema', () => {
  const { stdout, code } = runAssay(['scan', 'examples', '--format', 'sarif']);
  const log = JSON.parse(stdout);
  expect(schemaOf('tests/exports/sarif-2.1.0-rtm.5.schema.json')(log)).toBe(true);
  const [run] = log.runs;
  for (const { ruleIndex, ruleId } of run.results) {
    const rule = run.tool.driver.rules[ruleIndex];
    expect(rule.id).toBe(ruleId);
    expect(rule.help.text, `${ruleId} has help`).toMatch(/\w/);
  }
  expect(code).toBe(1);
});

test('two scans of the same bytes give the same document', () => {
  for (const format of ['text', 'json', 'sarif']) {
    const once = runAssay(['scan', 'examples', '--format', format]).stdout;
    expect(runAssay(['scan', 'examples', '--format', format]).stdout).toBe(once);
  }
});

test('on several threads the report is the same', () => {
  const words = ['scan', 'examples', '--json', '--jobs'];
  expect(runAssay([...words, '3']).stdout).toBe(runAssay([...words, '1']).stdout);
});
