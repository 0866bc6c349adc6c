// What decisions have to keep to, whatever is on record.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Verified } from '#attest/verified';
import { predicate as integrityCheck } from '#predicates/integrity-check';
import { predicate as poisonScan } from '#predicates/poison-scan';
import { predicate as riskDecision } from '#predicates/risk-decision';
import { digestOf, LogBuilder } from '#testkit/logged-entries';
import { decide, rules } from './decide.ts';
import type { Evidence } from './evidence.ts';
import { type Gate, parseGate } from './gate.ts';
import { shippedGates } from './shipped-gates.ts';

const asset = digestOf('reviews');
const maker = digestOf('maker');
const at = '2026-03-02T00:00:00.000Z';
const gate = gateOf({
  requires: [
    { id: 'unchanged', evidence: 'integrity-check', where: "body.outcome == 'pass'", maxAgeDays: 7 },
    {
      id: 'searched',
      evidence: 'poison-scan',
      which: "body.categories.exists(one, one == 'backdoor')",
      where: "body.outcome == 'pass' && body.rows > 10",
      independent: true,
      remedy: 'assay data scan {asset} --record',
    },
  ],
  waivers: { approvers: 2, maxDays: 30 },
});

function gateOf(more: object): Gate {
  return parseGate({ schema: 'assay.gate/1', name: 'test-gate', purpose: 'For tests.', ...more });
}

function evidenceOf(statements: readonly Verified[], more: Partial<Evidence> = {}): Evidence {
  const facts = { kind: 'dataset', name: 'reviews', sensitivity: 'internal', zone: '', labels: [] };
  return { asset, facts, label: 'reviews@1', makers: [maker], statements, refused: [], at, ...more };
}

type Said = readonly (
  | 'check-pass'
  | 'check-fail'
  | 'scan-pass'
  | 'scan-fail'
  | 'scan-pass-by-maker'
  | 'sabotage-fail'
)[];

function stated(said: Said): readonly Verified[] {
  const log = new LogBuilder();
  for (const one of said) {
    const outcome = one.includes('pass') ? 'pass' : 'fail';
    const signedBy = [one === 'scan-pass-by-maker' ? maker : digestOf('reviewer')];
    if (one.startsWith('check'))
      log.state(
        { predicate: integrityCheck, subjects: [asset], body: { ...integrityCheck.example, outcome } },
        { signedBy },
      );
    else {
      const categories = one.startsWith('sabotage') ? (['sabotage'] as const) : (['backdoor'] as const);
      log.state(
        { predicate: poisonScan, subjects: [asset], body: { ...poisonScan.example, outcome, categories } },
        { signedBy },
      );
    }
  }
  return log.entries.flatMap(({ verified }) => verified ?? []);
}

const saying = fc.array(
  fc.constantFrom(
    'check-pass' as const,
    'check-fail' as const,
    'scan-pass' as const,
    'scan-fail' as const,
    'scan-pass-by-maker' as const,
    'sabotage-fail' as const,
  ),
  { maxLength: 8 },
);

describe('any evidence', () => {
  test('nothing on record is no yes, at any gate', () => {
    for (const one of [gate, ...shippedGates]) {
      for (const kind of ['model', 'dataset', 'tool', 'hosted-model', '']) {
        const { decision, because } = decide(one, evidenceOf([], { facts: { ...evidenceOf([]).facts, kind } }));
        expect(decision).toBe('deny');
        expect(because.length).toBeGreaterThan(0);
        expect(because.some(({ outcome }) => outcome === 'pass')).toBe(false);
      }
    }
  });

  test('more that passes never turns allow into deny', () => {
    fc.assert(
      fc.property(saying, fc.constantFrom('check-pass' as const, 'scan-pass' as const), (said, more) => {
        if (decide(gate, evidenceOf(stated(said))).decision !== 'allow') return;
        expect(decide(gate, evidenceOf(stated([...said, more]))).decision).toBe('allow');
      }),
      { numRuns: 500 },
    );
  });

  test('a yes needs the newest of each kind to pass, and a reason for every requirement is given', () => {
    fc.assert(
      fc.property(saying, (said) => {
        const { decision, because } = decide(gate, evidenceOf(stated(said)));
        const check = said.findLast((one) => one.startsWith('check'));
        const scan = said.findLast((one) => one.startsWith('scan'));
        const reviewed = said.includes('scan-pass');
        const expected =
          check === 'check-pass' && (scan === 'scan-pass' || (scan === 'scan-pass-by-maker' && reviewed));
        expect(decision).toBe(expected ? 'allow' : 'deny');
        expect(because.map(({ rule }) => rule)).toStrictEqual(['unchanged', 'searched']);
        for (const { because: text } of because) expect(text.length).toBeGreaterThan(5);
      }),
      { numRuns: 500 },
    );
  });

  test('the same evidence gives the same decision', () => {
    fc.assert(
      fc.property(saying, (said) => {
        expect(decide(gate, evidenceOf(stated(said)))).toStrictEqual(decide(gate, evidenceOf(stated(said))));
      }),
    );
  });
});

test('each rule says no with a reason', () => {
  const answers = [
    decide(gateOf({ requires: [{ id: 'a', evidence: 'integrity-check', assets: ['model'] }] }), evidenceOf([])),
    decide(gate, evidenceOf([])),
    decide(gate, evidenceOf(stated(['check-pass', 'scan-pass']), { at: '2026-03-20T00:00:00.000Z' })),
    decide(gate, evidenceOf(stated(['check-pass', 'scan-pass']), { at: '2027-03-20T00:00:00.000Z' })),
    decide(gate, evidenceOf(stated(['check-fail', 'scan-pass']))),
    decide(gate, evidenceOf(stated(['check-pass', 'scan-pass-by-maker']))),
    decide(gate, evidenceOf([], { refused: [{ kind: 'integrity-check', why: 'its key is revoked' }] })),
  ];
  expect(answers.map(({ because }) => because.find(({ outcome }) => outcome !== 'pass')?.because)).toMatchSnapshot();
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test('what is missing comes with the command that would show it', () => {
  const { because } = decide(gate, evidenceOf(stated(['check-pass'])));
  expect(because[1]?.remedy).toBe('assay data scan reviews@1 --record');
});

describe('waivers', () => {
  function waived(
    approvals: readonly { by: string; days?: number; about?: string; decision?: 'accept' | 'avoid' }[],
  ): string {
    const log = new LogBuilder();
    for (const { by, days = 10, about = 'test-gate/searched', decision = 'accept' } of approvals) {
      const body = {
        ...riskDecision.example,
        about: { kind: 'requirement' as const, id: about },
        decision,
        approver: by,
        assets: [asset],
        expiresAt: new Date(Date.parse('2026-03-01T00:00:00.000Z') + days * 86_400_000).toISOString(),
      };
      log.state({ predicate: riskDecision, subjects: [asset], body }, { signedBy: [digestOf(by)] });
    }
    const statements = [...stated(['check-pass']), ...log.entries.flatMap(({ verified }) => verified ?? [])];
    return decide(gate, evidenceOf(statements)).decision;
  }

  test('two people who did not make it can, with an end that is near', () => {
    expect(waived([{ by: 'ann' }, { by: 'ben' }])).toBe('exception');
  });

  test.each([
    ['one alone', [{ by: 'ann' }]],
    ['one twice', [{ by: 'ann' }, { by: 'ann' }]],
    ['who made it', [{ by: 'ann' }, { by: 'maker' }]],
    ['for too long', [{ by: 'ann' }, { by: 'ben', days: 90 }]],
    ['after its end', [{ by: 'ann' }, { by: 'ben', days: 0 }]],
    ['of something else', [{ by: 'ann' }, { by: 'ben', about: 'test-gate/unchanged' }]],
    ['that says no', [{ by: 'ann' }, { by: 'ben', decision: 'avoid' as const }]],
  ])('not %s', (_, approvals) => {
    expect(waived(approvals)).toBe('deny');
  });

  test('a gate without waivers has none', () => {
    const { waivers: _, ...strict } = gate;
    const statements = stated(['check-pass']);
    expect(decide(strict, evidenceOf(statements)).decision).toBe('deny');
  });
});

describe('gates that cannot be decided', () => {
  test.each([
    ['a kind that does not exist', [{ id: 'a', evidence: 'horoscope' }]],
    ['a member that does not exist', [{ id: 'a', evidence: 'integrity-check', where: "body.outcom == 'pass'" }]],
    ['a comparison of text with a number', [{ id: 'a', evidence: 'integrity-check', where: 'body.outcome > 3' }]],
    ['a condition that gives no yes or no', [{ id: 'a', evidence: 'integrity-check', where: 'body.outcome' }]],
    ['no CEL', [{ id: 'a', evidence: 'integrity-check', where: 'body.outcome ==' }]],
    ['a variable from elsewhere', [{ id: 'a', evidence: 'integrity-check', where: "process.env.HOME != ''" }]],
    [
      'an id twice',
      [
        { id: 'a', evidence: 'svr' },
        { id: 'a', evidence: 'svr' },
      ],
    ],
    ['nothing', []],
    ['a member that the schema does not know', [{ id: 'a', evidence: 'svr', optional: true }]],
  ])('%s', (_, requires) => {
    expect(() => gateOf({ requires })).toThrow(expect.objectContaining({ code: 'GATE_INVALID' }));
  });

  test('a condition as deep as a stack is refused, not run', () => {
    const where = `${'('.repeat(5000)}true${')'.repeat(5000)}`.slice(0, 2000);
    expect(() => gateOf({ requires: [{ id: 'a', evidence: 'svr', where }] })).toThrow(
      expect.objectContaining({ code: 'GATE_INVALID' }),
    );
  });

  test('waivers need two approvers', () => {
    const requires = [{ id: 'a', evidence: 'svr' }];
    expect(() => gateOf({ requires, waivers: { approvers: 1, maxDays: 5 } })).toThrow(
      expect.objectContaining({ code: 'GATE_INVALID' }),
    );
  });
});

test('the gates that come with Assay are valid', () => {
  for (const one of shippedGates) expect(parseGate(structuredClone(one))).toStrictEqual(one);
});
