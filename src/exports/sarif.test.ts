import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { buildCleanFile, buildFileReport, buildFinding, buildReport } from '#testkit/report';
import { rulesById } from './rule.ts';
import { encodeSarif } from './sarif.ts';

const schemaPath = new URL('../../tests/exports/sarif-2.1.0-rtm.5.schema.json', import.meta.url);
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
  JSON.parse(readFileSync(schemaPath, 'utf8')),
);

const rules = rulesById([
  {
    id: 'dangerous-call',
    title: 'Is it called?',
    why: 'It runs.',
    remedy: 'Do not.',
    references: ['CWE-502'],
    controls: ['X-1'],
  },
]);

const report = buildReport([
  buildCleanFile('a.safetensors'),
  buildFileReport(),
  buildFileReport({
    path: '/data/ä b#.pkl',
    verdict: 'incomplete',
    findings: [
      buildFinding({ check: 'unknown-format', outcome: 'inconclusive', severity: 'info', where: { offset: 7 } }),
    ],
  }),
]);

const log = JSON.parse(encodeSarif(report, rules));
const [run] = log.runs;

test('the official schema accepts the log', () => {
  expect(validate(log), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
});

test('the official schema is awake: it refuses a spoilt log', () => {
  expect(validate({ ...log, version: '2.0.0' })).toBe(false);
  expect(validate({ ...log, runs: [{ ...run, results: [{ level: 'fatal', message: { text: 'x' } }] }] })).toBe(false);
});

test('a finding in a member names the member and its offset, and gives no region of the file', () => {
  const [location] = run.results[0].locations;
  expect(location.logicalLocations[0].fullyQualifiedName).toBe('archive/data.pkl');
  expect(location.properties.memberByteOffset).toBe(42);
  expect(location.physicalLocation.region).toBeUndefined();
  expect(location.physicalLocation.artifactLocation).toEqual({ uri: 'models/model.pt', index: 1 });
});

test('a finding in the file itself has a byte region and an encoded URI', () => {
  const [location] = run.results[1].locations;
  expect(location.physicalLocation.region).toEqual({ byteOffset: 7 });
  expect(location.physicalLocation.artifactLocation.uri).toBe('file:///data/%C3%A4%20b%23.pkl');
});

test('could not tell is kind open, and uncovered bytes are a warning of the tool', () => {
  expect(run.results.map(({ kind, level }: { kind: string; level: string }) => [kind, level])).toEqual([
    ['fail', 'error'],
    ['open', 'none'],
  ]);
  expect(run.invocations[0].toolExecutionNotifications).toHaveLength(2);
});

test('rules are the checks with findings, and results point to them', () => {
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['dangerous-call', 'unknown-format']);
  expect(run.results.map(({ ruleIndex }: { ruleIndex: number }) => ruleIndex)).toEqual([0, 1]);
});

test('a fingerprint outlives a moved offset and tells different findings apart', () => {
  const fingerprintOf = (offset: number, message: string): string => {
    const findings = [buildFinding({ message, where: { offset } })];
    const text = encodeSarif(buildReport([buildFileReport({ findings })]), rules);
    return JSON.parse(text).runs[0].results[0].partialFingerprints['assayFinding/v1'];
  };
  expect(fingerprintOf(1, 'a')).toBe(fingerprintOf(2, 'a'));
  expect(fingerprintOf(1, 'a')).not.toBe(fingerprintOf(1, 'b'));
});

test('lone surrogates in names and messages are no obstacle', () => {
  const findings = [buildFinding({ message: '\ud800' })];
  expect(() => encodeSarif(buildReport([buildFileReport({ path: '\udc00', findings })]), rules)).not.toThrow();
});
