// A test of a gate finds a gate that does not do what it is for.
import { describe, expect, test } from 'vitest';
import { type Gate, parseGate } from './gate.ts';
import { parseGateTest, runGateTest } from './gate-test.ts';

function gateOf(requirement: object): Gate {
  const requires = [{ id: 'unchanged', evidence: 'integrity-check', ...requirement }];
  return parseGate({ schema: 'assay.gate/1', name: 'own', purpose: 'For tests.', requires });
}

const strict = gateOf({ where: "body.outcome == 'pass'", maxAgeDays: 7 });
const check = { kind: 'integrity-check', body: { outcome: 'pass', dueBy: null } };
const cases = [
  { name: 'matches', expect: 'allow', statements: [check] },
  {
    name: 'differs',
    expect: 'deny',
    statements: [{ ...check, body: { outcome: 'fail', dueBy: null } }],
    because: { unchanged: 'fail' },
  },
  { name: 'is old', expect: 'deny', statements: [{ ...check, daysAgo: 8 }], because: { unchanged: 'inconclusive' } },
];
const gateTest = (more: object = {}) => parseGateTest({ schema: 'assay.gate-test/1', gate: 'own', cases, ...more });

test('a gate that does what it is for', () => {
  const report = runGateTest(strict, gateTest());
  expect(report).toMatchObject({ outcome: 'pass', untested: [] });
  expect(report.properties.map(({ outcome }) => outcome)).toEqual(['pass', 'pass', 'pass']);
});

test('a gate that forgot to look', () => {
  const report = runGateTest(gateOf({ maxAgeDays: 7 }), gateTest());
  expect(report.outcome).toBe('fail');
  expect(report.cases.map(({ outcome }) => outcome)).toEqual(['pass', 'fail', 'pass']);
  expect(report.cases[1]?.differences).toEqual([
    'allow and not deny',
    expect.stringContaining('unchanged is pass and not fail'),
  ]);
});

test('a gate that more evidence closes', () => {
  const closing = gateOf({ where: 'body.counts.match < 200', every: true });
  const twice = [
    { ...check, body: { counts: { match: 1, changed: 0, missing: 0, added: 0, unreadable: 0 }, dueBy: null } },
  ];
  expect(runGateTest(closing, gateTest({ cases: [{ name: 'a', expect: 'allow', statements: twice }] })).outcome).toBe(
    'pass',
  );
});

test('what no case sees held back is said', () => {
  expect(runGateTest(strict, gateTest({ cases: [cases[0]] })).untested).toEqual(['unchanged']);
  expect(
    runGateTest(strict, gateTest({ cases: [{ ...cases[0], because: { nothing: 'pass' } }] })).cases[0]?.differences,
  ).toEqual(['nothing is no requirement of own']);
});

describe('evidence that could never be on record', () => {
  test.each([
    ['a kind that is none', [{ kind: 'horoscope' }]],
    ['a body that its schema refuses', [{ kind: 'integrity-check', body: { outcome: 'maybe' } }]],
    ['about something that is not named', [{ kind: 'svr', about: 'moon' }]],
  ])('%s', (_, statements) => {
    const one = gateTest({ cases: [{ name: 'a', expect: 'deny', statements }] });
    expect(() => runGateTest(strict, one)).toThrow(expect.objectContaining({ code: 'GATE_FIXTURE' }));
  });

  test.each([
    ['no cases', { cases: [] }],
    ['a member that nobody knows', { cases: [{ name: 'a', expect: 'deny', evidence: [] }] }],
    ['an answer that there is not', { cases: [{ name: 'a', expect: 'maybe' }] }],
    ['another document', { schema: 'assay.gate/1' }],
  ])('%s', (_, more) => {
    expect(() => gateTest(more)).toThrow(expect.objectContaining({ code: 'GATE_FIXTURE' }));
  });
});
