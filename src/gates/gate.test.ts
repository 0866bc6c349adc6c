// A gate that could not be decided is found when it is loaded.
import { describe, expect, test } from 'vitest';
import { type Gate, parseGate } from './gate.ts';
import { shippedGates } from './shipped-gates.ts';

function gateOf(more: object): Gate {
  return parseGate({ schema: 'assay.gate/1', name: 'test-gate', purpose: 'For tests.', ...more });
}

describe('gates that cannot be decided', () => {
  test.each([
    ['a kind that does not exist', [{ id: 'a', evidence: 'horoscope' }]],
    ['a member that does not exist', [{ id: 'a', evidence: 'integrity-check', where: "body.outcom == 'pass'" }]],
    ['a comparison of text with a number', [{ id: 'a', evidence: 'integrity-check', where: 'body.outcome > 3' }]],
    ['a condition that gives no yes or no', [{ id: 'a', evidence: 'integrity-check', where: 'body.outcome' }]],
    ['no CEL', [{ id: 'a', evidence: 'integrity-check', where: 'body.outcome ==' }]],
    ['a variable from elsewhere', [{ id: 'a', evidence: 'integrity-check', where: "process.env.HOME != ''" }]],
    [
      'a case that asks about the statement',
      [{ id: 'a', evidence: 'integrity-check', when: "body.outcome == 'pass'" }],
    ],
    [
      'an id twice',
      [
        { id: 'a', evidence: 'svr' },
        { id: 'a', evidence: 'svr' },
      ],
    ],
    ['nothing', []],
    ['a member that the schema does not know', [{ id: 'a', evidence: 'svr', optional: true }]],
    ['parents of no relation', [{ id: 'a', evidence: 'svr', subject: 'parents' }]],
    ['relations of the asset itself', [{ id: 'a', evidence: 'svr', relations: ['base-model'] }]],
    [
      'roles of parents',
      [{ id: 'a', evidence: 'svr', subject: 'parents', relations: ['base-model'], roles: ['model'] }],
    ],
    ['how many assets it is itself', [{ id: 'a', evidence: 'svr', least: 2 }]],
    [
      'a level of another kind of statement',
      [{ id: 'a', evidence: 'svr', level: { scale: 'supplier-tier', least: 'known' } }],
    ],
    [
      'a level that the scale does not have',
      [{ id: 'a', evidence: 'scan-runtime', level: { scale: 'isolation', least: 'moon' } }],
    ],
    [
      'thresholds of something else than an evaluation',
      [{ id: 'a', evidence: 'svr', thresholds: [{ metric: 'accuracy', atLeast: 1 }] }],
    ],
    ['a threshold without a number', [{ id: 'a', evidence: 'evaluation', thresholds: [{ metric: 'accuracy' }] }]],
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

test('the gates that come with Assay are valid, and each requirement has a remedy', () => {
  for (const one of shippedGates) {
    expect(parseGate(structuredClone(one))).toStrictEqual(one);
    for (const { remedy } of one.requires) expect(remedy).toMatch(/^assay /);
  }
});
