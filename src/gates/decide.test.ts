// What decisions have to keep to, whatever is on record.
import { describe, expect, test } from 'vitest';
import { predicate as riskDecision } from '#predicates/risk-decision';
import { people, stating } from '#testkit/gate-fixtures';
import { type Decision, decide, rules } from './decide.ts';
import { evidenceFrom, type Fixture, fixtureAt, fixtureDigest } from './fixture.ts';
import { type Gate, parseGate } from './gate.ts';

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

function oneOf(requirement: object, more: object = {}): Gate {
  return gateOf({ requires: [{ id: 'a', ...requirement }], ...more });
}

function decided(fixture: Fixture, by: Gate = gate): Decision {
  return decide(by, evidenceFrom({ asset: { kind: 'dataset', name: 'reviews' }, people, ...fixture }));
}

const pass = [stating('integrity-check', 'yes'), stating('poison-scan', 'yes')];

describe('series', () => {
  test('the newest of a series decides, whoever said what before', () => {
    const check = (answer: 'yes' | 'no', daysAgo: number) => stating('integrity-check', answer, { daysAgo });
    expect(decided({ statements: [check('no', 2), ...pass] }).decision).toBe('allow');
    expect(decided({ statements: [...pass, check('no', 0)] }).decision).toBe('deny');
  });

  test('a yes of one scanner does not hide the no of another, and a no of long ago is one still', () => {
    const scans = oneOf({ evidence: 'scan-static', where: "body.verdict == 'clean'", maxAgeDays: 7 });
    const by = (name: string, answer: 'yes' | 'no', daysAgo: number) =>
      stating('scan-static', answer, { daysAgo, body: { tool: { name, version: '1' } } });
    expect(decided({ statements: [by('assay', 'yes', 1)] }, scans).decision).toBe('allow');
    expect(decided({ statements: [by('other', 'no', 400), by('assay', 'yes', 1)] }, scans).because[0]).toMatchObject({
      outcome: 'fail',
    });
    expect(
      decided({ statements: [by('other', 'no', 3), by('assay', 'yes', 1), by('other', 'yes', 0)] }, scans).decision,
    ).toBe('allow');
    expect(decided({ statements: [by('other', 'yes', 300), by('assay', 'yes', 1)] }, scans).decision).toBe('allow');
  });

  test('a suite that fails is not hidden by one that passes', () => {
    const tested = oneOf({ evidence: 'evaluation', where: "body.outcome == 'pass'" });
    const suite = (suiteName: string, answer: 'yes' | 'no') => stating('evaluation', answer, { body: { suiteName } });
    expect(decided({ statements: [suite('one', 'no'), suite('two', 'yes')] }, tested).decision).toBe('deny');
    expect(
      decided({ statements: [suite('one', 'no'), suite('one', 'yes'), suite('two', 'yes')] }, tested).decision,
    ).toBe('allow');
  });

  test('where all have to say so, a second run does not hide a failure', () => {
    const tests = oneOf({ evidence: 'test-result', where: "body.result == 'PASSED'", every: true });
    expect(decided({ statements: [stating('test-result', 'no'), stating('test-result', 'yes')] }, tests).decision).toBe(
      'deny',
    );
    expect(
      decided({ statements: [stating('test-result', 'yes'), stating('test-result', 'yes')] }, tests).decision,
    ).toBe('allow');
  });

  test('the maker does not take the no of a reviewer back', () => {
    const scans = [
      stating('poison-scan', 'yes'),
      stating('poison-scan', 'no'),
      stating('poison-scan', 'yes', { by: 'maker' }),
    ];
    expect(decided({ statements: [stating('integrity-check', 'yes'), ...scans] }).decision).toBe('deny');
    expect(
      decided({ statements: [stating('integrity-check', 'yes'), ...scans, stating('poison-scan', 'yes')] }).decision,
    ).toBe('allow');
  });
});

test('each rule says no with a reason', () => {
  const level = oneOf({ evidence: 'supplier-assessment', level: { scale: 'supplier-tier', least: 'trusted' } });
  const metric = oneOf({ evidence: 'evaluation', thresholds: [{ metric: 'attack-success', atMost: 0.02 }] });
  const answers = [
    decided({}, oneOf({ evidence: 'integrity-check', assets: ['model'] })),
    decided({}, oneOf({ evidence: 'integrity-check', when: "asset.tier == 'unknown'" })),
    decided({}),
    decided({ statements: [stating('integrity-check', 'yes', { daysAgo: 19 })] }),
    decided({ statements: [stating('integrity-check', 'yes', { daysAgo: 380 })] }),
    decided({ statements: [stating('integrity-check', 'yes', { daysAgo: -1 })] }),
    decided({ statements: [stating('integrity-check', 'yes', { body: { dueBy: '2026-05-31T00:00:00.000Z' } })] }),
    decided({ statements: [stating('integrity-check', 'no')] }),
    decided({ statements: [stating('integrity-check', 'yes'), stating('poison-scan', 'yes', { by: 'maker' })] }),
    decided({ statements: [stating('integrity-check', 'yes'), stating('poison-scan', 'yes', { by: 'nobody' })] }),
    decided({ refused: [{ kind: 'integrity-check', why: 'its key is revoked' }] }),
    decided({ statements: [stating('supplier-assessment', 'no')] }, level),
    decided({ statements: [stating('evaluation', 'yes')] }, metric),
    decided({ scanner: 'sha256:new', statements: [stating('scan-static', 'yes')] }, oneOf({ evidence: 'scan-static' })),
    decided(
      { statements: [stating('release', 'yes', { body: { action: 'recall', notes: 'it leaks' } })] },
      oneOf({ evidence: 'release' }),
    ),
  ];
  expect(answers.map(({ because }) => because.find(({ outcome }) => outcome !== 'pass')?.because)).toMatchSnapshot();
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test('what is missing comes with the command that would show it', () => {
  const { because } = decided({ statements: [stating('integrity-check', 'yes')] });
  expect(because[1]?.remedy).toBe('assay data scan reviews@1 --record');
  expect(decided({}, oneOf({ evidence: 'svr' })).because[0]?.remedy).toBe(
    'assay attest --kind svr --predicate FILE reviews@1',
  );
});

describe('who signs', () => {
  const two = oneOf({ evidence: 'svr', signers: 2 });
  const review = (by: string) => stating('svr', 'yes', { by });

  test.each([
    ['two people', ['ann', 'ben'], 'allow'],
    ['two keys of one person', ['reviewer', 'reviewer at night'], 'deny'],
    ['one person twice', ['ann', 'ann'], 'deny'],
    ['two keys that are bound to nobody', ['nobody', 'nobody'], 'deny'],
    ['one person and a key that is bound to nobody', ['ann', 'nobody'], 'allow'],
  ] as const)('%s', (_, signed, expected) => {
    expect(decided({ statements: signed.map(review) }, two).decision).toBe(expected);
  });

  test('only with the role that the gate names', () => {
    const byRole = oneOf({ evidence: 'svr', signedBy: ['release-manager'] });
    expect(decided({ statements: [review('ann')] }, byRole).decision).toBe('deny');
    expect(decided({ statements: [review('ben')] }, byRole).decision).toBe('allow');
    expect(decided({ statements: [review('ann'), review('ben')] }, byRole).decision).toBe('allow');
  });

  test('a maker that is bound to nobody may be anybody, so nobody is somebody else', () => {
    const other = oneOf({ evidence: 'svr', independent: true });
    expect(decided({ statements: [review('ann')] }, other).decision).toBe('allow');
    expect(decided({ maker: 'nobody', statements: [review('ann')] }, other).decision).toBe('deny');
    expect(decided({ maker: 'reviewer', statements: [review('reviewer at night')] }, other).decision).toBe('deny');
    expect(decided({ statements: [review('robot')] }, other).decision).toBe('allow');
    expect(decided({ maker: 'robot', statements: [review('robot')] }, other).decision).toBe('deny');
  });

  test('who has signed something stale does not agree with what is fresh', () => {
    const fresh = oneOf({ evidence: 'svr', independent: true, maxAgeDays: 10 });
    const statements = [stating('svr', 'yes', { by: 'ann', daysAgo: 20 }), stating('svr', 'yes', { by: 'maker' })];
    expect(decided({ statements }, fresh).decision).toBe('deny');
  });
});

describe('what belongs to the asset', () => {
  const parts = oneOf({ evidence: 'integrity-check', subject: 'parts', where: "body.outcome == 'pass'" });
  const related = ['weights', 'prompt'].map((name) => ({ name, via: 'parts' as const, role: name }));
  const check = (about: string, answer: 'yes' | 'no' = 'yes') => stating('integrity-check', answer, { about });

  test('every part has to show it, and the worst answers for all', () => {
    expect(decided({ related, statements: [check('weights'), check('prompt')] }, parts).decision).toBe('allow');
    const { because } = decided({ related, statements: [check('weights')] }, parts);
    expect(because[0]).toMatchObject({
      outcome: 'inconclusive',
      because: expect.stringContaining('prompt@1: no integrity-check'),
    });
    expect(because[0]?.about?.map(({ outcome }) => outcome)).toEqual(['pass', 'inconclusive']);
    expect(decided({ related, statements: [check('weights', 'no')] }, parts).because[0]?.outcome).toBe('fail');
  });

  test('what was shown of another part counts for that one alone', () => {
    const statements = [check('weights'), check('weights'), stating('integrity-check', 'yes')];
    expect(decided({ related, statements }, parts).decision).toBe('deny');
  });

  test('some roles only, and how many there have to be', () => {
    const weights = { evidence: 'integrity-check', subject: 'parts', roles: ['weights'] };
    expect(decided({ related, statements: [check('weights')] }, oneOf(weights)).decision).toBe('allow');
    expect(
      decided({ related, statements: [check('weights')] }, oneOf({ ...weights, least: 2 })).because[0],
    ).toMatchObject({
      outcome: 'inconclusive',
      remedy: 'assay release plan SYSTEM --part weights=ASSET',
    });
    expect(decided({}, oneOf(weights)).because[0]?.outcome).toBe('inconclusive');
    const optional = gateOf({
      requires: [
        { id: 'a', ...weights, least: 0 },
        { id: 'b', evidence: 'svr' },
      ],
    });
    expect(decided({ statements: [stating('svr', 'yes')] }, optional).because.map(({ outcome }) => outcome)).toEqual([
      'not-applicable',
      'pass',
    ]);
  });

  test('a gate that asks nothing of it lets nothing through', () => {
    const nothing = oneOf({ evidence: 'svr', subject: 'parents', relations: ['base-model'], least: 0 });
    expect(decided({}, nothing).because.map(({ rule }) => rule)).toEqual(['a', 'something-is-asked']);
    expect(decided({}, nothing).decision).toBe('deny');
  });
});

describe('thresholds', () => {
  const atLeast = oneOf({ evidence: 'evaluation', thresholds: [{ metric: 'accuracy', atLeast: 0.9 }] });
  test.each([
    ['reached with both ends', [{ name: 'accuracy', value: 0.95, low: 0.92, high: 0.97 }], 'pass'],
    ['without an interval', [{ name: 'accuracy', value: 0.9 }], 'pass'],
    ['inside of the interval', [{ name: 'accuracy', value: 0.95, low: 0.85, high: 0.99 }], 'inconclusive'],
    ['missed', [{ name: 'accuracy', value: 0.85, low: 0.8, high: 0.95 }], 'fail'],
    ['of a part only', [{ name: 'accuracy', value: 0.95, slice: 'adults' }], 'inconclusive'],
    ['of nothing', [], 'inconclusive'],
    [
      'twice, once missed',
      [
        { name: 'accuracy', value: 0.95 },
        { name: 'accuracy', value: 0.1 },
      ],
      'fail',
    ],
  ] as const)('%s', (_, metrics, expected) => {
    const { because } = decided({ statements: [stating('evaluation', 'yes', { body: { metrics } })] }, atLeast);
    expect(because[0]?.outcome).toBe(expected);
  });

  test('at most, of a slice', () => {
    const atMost = oneOf({
      evidence: 'evaluation',
      thresholds: [{ metric: 'attack-success', slice: 'patch', atMost: 0.05 }],
    });
    expect(decided({ statements: [stating('evaluation', 'yes')] }, atMost).decision).toBe('allow');
  });
});

describe('levels', () => {
  test.each([
    ['supplier-assessment', 'supplier-tier', 'known', { tier: 'known' }, 'pass'],
    ['supplier-assessment', 'supplier-tier', 'known', { tier: 'unknown' }, 'fail'],
    ['supplier-assessment', 'answer-level', 'documented', {}, 'pass'],
    ['supplier-assessment', 'answer-level', 'verified', {}, 'fail'],
    ['supplier-assessment', 'answer-level', 'claimed', { answers: [] }, 'inconclusive'],
    [
      'verification-summary',
      'slsa-build',
      '2',
      { verificationResult: 'PASSED', verifiedLevels: ['SLSA_BUILD_LEVEL_1', 'SLSA_BUILD_LEVEL_3'] },
      'pass',
    ],
    [
      'verification-summary',
      'slsa-build',
      '2',
      { verificationResult: 'FAILED', verifiedLevels: ['SLSA_BUILD_LEVEL_3'] },
      'fail',
    ],
    ['verification-summary', 'slsa-build', '1', { verificationResult: 'PASSED', verifiedLevels: [] }, 'fail'],
    ['scan-runtime', 'isolation', 'container', { isolationReached: 'machine' }, 'pass'],
    ['scan-runtime', 'isolation', 'container', { isolationReached: 'process' }, 'fail'],
    ['evaluation', 'independence', 'internal', { independence: 'developer' }, 'fail'],
  ] as const)('%s %s %s %o: %s', (evidence, scale, least, body, expected) => {
    const { because } = decided(
      { statements: [stating(evidence, 'yes', { body })] },
      oneOf({ evidence, level: { scale, least } }),
    );
    expect(because[0]?.outcome).toBe(expected);
  });
});

describe('what nobody can waive', () => {
  test('a recall, until it is released again', () => {
    const release = (action: string) => stating('release', 'yes', { body: { action } });
    expect(decided({ statements: [...pass, release('release')] }).decision).toBe('allow');
    expect(decided({ statements: [...pass, release('release'), release('recall')] }).because.at(-1)).toMatchObject({
      rule: 'not-recalled',
      outcome: 'fail',
    });
    expect(decided({ statements: [...pass, release('recall'), release('release')] }).decision).toBe('allow');
  });

  test('what could not be looked at', () => {
    const evidence = {
      ...evidenceFrom({ asset: { kind: 'dataset' }, people, statements: pass }),
      incomplete: 'too many',
    };
    expect(decide(gate, evidence)).toMatchObject({
      decision: 'deny',
      because: [{}, {}, { rule: 'all-was-looked-at' }],
    });
  });
});

test('scans by other rules, and scanners that have rules of their own', () => {
  const scans = oneOf({ evidence: 'scan-static' });
  const by = (name: string) => [
    stating('scan-static', 'yes', { body: { ruleset: 'sha256:old', tool: { name, version: '1' } } }),
  ];
  expect(decided({ scanner: 'sha256:new', statements: by('assay') }, scans).because[0]?.outcome).toBe('inconclusive');
  expect(decided({ scanner: 'sha256:old', statements: by('assay') }, scans).decision).toBe('allow');
  expect(decided({ statements: by('assay') }, scans).decision).toBe('allow');
  expect(decided({ scanner: 'sha256:new', statements: by('other') }, scans).decision).toBe('allow');
});

describe('waivers', () => {
  interface Approval {
    readonly by: string;
    readonly days?: number;
    readonly about?: string;
    readonly decision?: 'accept' | 'avoid';
    readonly assets?: readonly string[];
  }

  function approvals(given: readonly Approval[]): Fixture['statements'] {
    return given.map(
      ({ by, days = 10, about = 'test-gate/searched', decision = 'accept', assets = [fixtureDigest('asset')] }) => ({
        kind: riskDecision.kind,
        by,
        daysAgo: 1,
        body: {
          about: { kind: 'requirement', id: about },
          decision,
          approver: by,
          assets,
          expiresAt: new Date(Date.parse(fixtureAt) + (days - 1) * 86_400_000).toISOString(),
        },
      }),
    );
  }

  function waived(given: readonly Approval[], by: Gate = gate): Decision {
    return decided({ statements: [stating('integrity-check', 'yes'), ...(approvals(given) ?? [])] }, by);
  }

  test('two people who did not make it can, with an end that is near', () => {
    const { decision, because } = waived([{ by: 'ann' }, { by: 'ben', days: 5 }]);
    expect(decision).toBe('exception');
    expect(because[1]?.waiver).toMatchObject({ approvers: ['ann', 'ben'], expiresAt: '2026-06-05T12:00:00.000Z' });
  });

  test.each([
    ['one alone', [{ by: 'ann' }]],
    ['one twice', [{ by: 'ann' }, { by: 'ann' }]],
    ['two accounts of one person', [{ by: 'reviewer' }, { by: 'reviewer at night' }]],
    ['who made it', [{ by: 'ann' }, { by: 'maker' }]],
    ['a key that is bound to nobody', [{ by: 'ann' }, { by: 'nobody' }]],
    ['a service', [{ by: 'ann' }, { by: 'robot' }]],
    ['for too long', [{ by: 'ann' }, { by: 'ben', days: 90 }]],
    ['after its end', [{ by: 'ann' }, { by: 'ben', days: 1 }]],
    ['of something else', [{ by: 'ann' }, { by: 'ben', about: 'test-gate/unchanged' }]],
    ['of another asset', [{ by: 'ann' }, { by: 'ben', assets: [fixtureDigest('other')] }]],
    ['that says no', [{ by: 'ann' }, { by: 'ben', decision: 'avoid' as const }]],
    ['that was taken back', [{ by: 'ann' }, { by: 'ben' }, { by: 'ben', decision: 'avoid' as const }]],
  ])('not %s', (_, given) => {
    expect(waived(given).decision).toBe('deny');
  });

  test('with the roles that the gate names', () => {
    const strict = { ...gate, waivers: { approvers: 2, maxDays: 30, roles: ['security-engineer'] } };
    expect(waived([{ by: 'ann' }, { by: 'ben' }], strict).decision).toBe('deny');
    expect(waived([{ by: 'ann' }, { by: 'reviewer' }], strict).decision).toBe('exception');
  });

  test('a gate without waivers has none', () => {
    const { waivers: _, ...strict } = gate;
    expect(waived([{ by: 'ann' }, { by: 'ben' }], strict).decision).toBe('deny');
  });
});
