import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { severities } from '#core/finding';
import { outcomes } from '#core/outcome';
import { verdicts } from '#core/scan-report';
import { buildCleanFile, buildFileReport, buildFinding, buildReport } from '#testkit/report';
import { encodeJson } from './json.ts';

const schemaPath = new URL('../../docs/schema/assay.scan-1.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(schemaPath, 'utf8'));
const validate = new Ajv().compile(schema);

const report = buildReport([
  buildCleanFile('a.safetensors'),
  buildFileReport(),
  buildFileReport({
    path: 'gone',
    sha256: null,
    verdict: 'incomplete',
    findings: [buildFinding({ where: { line: 3, pointer: '/a/0' } })],
  }),
]);

test('the published schema accepts every report', () => {
  expect(validate(JSON.parse(encodeJson(report))), JSON.stringify(validate.errors)).toBe(true);
});

test('the published schema refuses a field that is missing, unknown or wrong', () => {
  for (const spoil of [
    (value: Record<string, unknown>) => delete value.tool,
    (value: Record<string, unknown>) => Object.assign(value, { extra: 1 }),
    (value: Record<string, unknown>) => Object.assign(value, { schema: 'assay.scan/2' }),
  ]) {
    const value = JSON.parse(encodeJson(report));
    spoil(value);
    expect(validate(value)).toBe(false);
  }
});

test('the schema has the words of core', () => {
  const { file, finding } = schema.definitions;
  expect(file.properties.verdict.enum).toEqual(verdicts);
  expect(finding.properties.outcome.enum).toEqual(outcomes);
  expect(finding.properties.severity.enum).toEqual(severities);
});

test('the order of fields does not depend on who made the report', () => {
  const { summary, files, tool, schema: name } = report;
  expect(encodeJson({ summary, files, tool, schema: name })).toBe(encodeJson(report));
});

test('text that a terminal would act on is escaped and reads back as it was', () => {
  const path = 'a\u001b[31m\u009b\u202e\u200b.pkl';
  const text = encodeJson(buildReport([buildFileReport({ path })]));
  expect(text).not.toMatch(/[\u001b\u0080-\u009f\u202e\u200b]/);
  expect(JSON.parse(text).files[0].path).toBe(path);
});
