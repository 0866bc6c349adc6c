// A decision as SARIF, JUnit XML and Markdown: valid, complete, and without a word that others could put markup into.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { encodeDecisionJunit } from './decision-junit.ts';
import { encodeDecisionSarif } from './decision-sarif.ts';
import { encodeDecisionSummary } from './decision-summary.ts';
import type { PrintedDecision, PrintedReason } from './printed-decision.ts';

const waiver = { approvers: ['ann', 'ben'], reason: 'a demonstration', expiresAt: '2026-06-05T12:00:00.000Z' };
const because: readonly PrintedReason[] = [
  { rule: 'met', outcome: 'pass', because: 'integrity-check of today', evidence: ['a'.repeat(64)] },
  {
    rule: 'missing',
    outcome: 'inconclusive',
    cause: 'missing',
    because: 'no svr is on record',
    evidence: [],
    remedy: 'assay attest --kind svr',
  },
  {
    rule: 'against',
    outcome: 'fail',
    cause: 'contradicted',
    because: 'it says <no> & "more"\u0007\u001b[31m',
    evidence: [],
  },
  { rule: 'waived', outcome: 'fail', cause: 'contradicted', because: 'it says no', evidence: [], waiver },
  { rule: 'kind', outcome: 'not-applicable', cause: 'not-asked', because: 'asked of models only', evidence: [] },
];
const decision: PrintedDecision = {
  gate: 'train-with',
  label: 'revi|ews@1',
  asset: 'b'.repeat(64),
  decision: 'deny',
  decidedAt: '2026-06-01T12:00:00.000Z',
  because,
};

describe('SARIF', () => {
  const schemaPath = new URL('../../tests/exports/sarif-2.1.0-rtm.5.schema.json', import.meta.url);
  const schema = JSON.parse(readFileSync(schemaPath, 'utf8'));
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  const log = JSON.parse(encodeDecisionSarif(decision, '1.2.3'));
  const [run] = log.runs;

  test('the official schema accepts it, and refuses it spoilt', () => {
    expect(validate(log), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    expect(validate({ ...log, runs: [{ ...run, results: [{ kind: 'maybe', message: { text: 'x' } }] }] })).toBe(false);
  });

  test('every requirement has a result of its kind, and a waiver is shown as one', () => {
    const kinds = run.results.map(({ kind, level }: { kind: string; level: string }) => [kind, level]);
    expect(kinds).toEqual([
      ['pass', 'none'],
      ['open', 'none'],
      ['fail', 'error'],
      ['fail', 'error'],
      ['notApplicable', 'none'],
    ]);
    expect(run.results[3].suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: expect.stringContaining('ann, ben') },
    ]);
    expect(run.results.map(({ ruleIndex }: { ruleIndex: number }) => run.tool.driver.rules[ruleIndex].id)).toEqual(
      because.map(({ rule }) => `train-with/${rule}`),
    );
    expect(run.results[1].message.text).toContain('Run: assay attest --kind svr');
    expect(
      new Set(run.results.map((one: { partialFingerprints: object }) => JSON.stringify(one.partialFingerprints))).size,
    ).toBe(5);
  });
});

/** What the schema of the Jenkins xUnit plugin (junit-10.xsd) allows: attributes, those that have to be there, and children in their order. */
const elements: Readonly<
  Record<string, { may: readonly string[]; must: readonly string[]; holds: readonly string[] }>
> = {
  testsuites: { may: ['name', 'time', 'tests', 'failures', 'errors', 'disabled'], must: [], holds: ['testsuite'] },
  testsuite: {
    may: [
      'name',
      'tests',
      'failures',
      'errors',
      'group',
      'time',
      'skipped',
      'timestamp',
      'hostname',
      'id',
      'package',
      'file',
      'log',
      'url',
      'version',
    ],
    must: ['name'],
    holds: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  properties: { may: [], must: [], holds: ['property'] },
  property: { may: ['name', 'value'], must: ['name', 'value'], holds: [] },
  testcase: {
    may: ['name', 'time', 'classname', 'group'],
    must: ['name'],
    holds: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  skipped: { may: ['type', 'message'], must: [], holds: [] },
  error: { may: ['type', 'message'], must: [], holds: [] },
  failure: { may: ['type', 'message'], must: [], holds: [] },
  'system-out': { may: [], must: [], holds: [] },
};

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

function parseXml(xml: string): Element {
  const parser = new SaxesParser();
  const path: Element[] = [];
  const roots: Element[] = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes, children: [] };
    (path.at(-1)?.children ?? roots).push(element);
    path.push(element);
  });
  parser.on('closetag', () => {
    path.pop();
  });
  parser.write(xml).close();
  const [only] = roots;
  if (only === undefined) throw new Error('no element');
  return only;
}

function assertValid({ name, attributes, children }: Element): void {
  const rule = elements[name];
  expect(rule, name).toBeDefined();
  expect(Object.keys(attributes).filter((one) => !rule?.may.includes(one))).toEqual([]);
  expect(rule?.must.filter((one) => attributes[one] === undefined)).toEqual([]);
  for (const child of children) {
    expect(rule?.holds).toContain(child.name);
    assertValid(child);
  }
}

describe('JUnit XML', () => {
  const xml = encodeDecisionJunit(decision);
  const document = parseXml(xml);

  test('it has the elements and attributes that build servers know, and no character that XML does not', () => {
    assertValid(document);
    expect(() => assertValid({ name: 'testcase', attributes: {}, children: [] })).toThrow();
    expect([...xml].every((one) => one === '\n' || one >= ' ')).toBe(true);
  });

  test('what is not known is an error, what was waived passes and says so', () => {
    const [suite] = document.children;
    expect(suite?.attributes).toMatchObject({ tests: '5', failures: '1', errors: '1', skipped: '1' });
    const inner = suite?.children.slice(1).map(({ children }) => children[0]?.name);
    expect(inner).toEqual([undefined, 'error', 'failure', 'system-out', 'skipped']);
  });
});

describe('Markdown', () => {
  const summary = encodeDecisionSummary(decision);

  test('every requirement is one row, and what is open has its command', () => {
    const rows = summary.split('\n').filter((line) => line.startsWith('| '));
    expect(rows).toHaveLength(1 + because.length);
    expect(rows.every((row) => row.split('|').length === 5)).toBe(true);
    expect(summary).toContain('    assay attest --kind svr');
    expect(summary).toContain('| waived | waived | it says no; waived by ann and ben');
  });

  test('names bring no markup, no link and no mention', () => {
    const evil = encodeDecisionSummary({
      ...decision,
      label: '[x](https://evil.example) <img src=x> @someone `a`',
      because: [],
    });
    expect(evil.split('\n')[0]).not.toMatch(/[[\]<>@`]/);
  });
});
