// What holds for every gate that comes with Assay and any evidence: 1,000 sets of statements, with ASSAY_SLOW=1 10,000; seed 7.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openingFixture, stating } from '#testkit/gate-fixtures';
import { type Decision, decide } from './decide.ts';
import { evidenceFrom, type Fixture, type FixtureStatement } from './fixture.ts';
import type { Gate } from './gate.ts';
import { shippedGates } from './shipped-gates.ts';

const kindsOf: Readonly<Record<string, string>> = {
  'use-hosted-model': 'hosted-model',
  'train-with': 'dataset',
  'enter-training': 'dataset',
  'leave-operation': 'log',
};
const fixtures = shippedGates.map((gate) => ({ gate, fixture: openingFixture(gate, kindsOf[gate.name] ?? 'model') }));

function decided(gate: Gate, fixture: Fixture, statements: readonly FixtureStatement[]): Decision {
  return decide(gate, evidenceFrom({ ...fixture, statements }));
}

test.each(fixtures)(
  '$gate.name opens for what has everything, and for nothing that lacks one thing',
  ({ gate, fixture }) => {
    const { statements = [] } = fixture;
    expect(
      decided(gate, fixture, statements).because.filter(
        ({ outcome }) => outcome === 'fail' || outcome === 'inconclusive',
      ),
    ).toEqual([]);
    for (const requirement of gate.requires) {
      const { subject = 'asset', evidence } = requirement;
      const without = statements.filter(
        ({ kind, about }) => kind !== evidence || (about === undefined) !== (subject === 'asset'),
      );
      const asked =
        decided(gate, fixture, statements).because.find(({ rule }) => rule === requirement.id)?.outcome !==
        'not-applicable';
      expect(decided(gate, fixture, without).decision).toBe(asked ? 'deny' : 'allow');
    }
  },
);

test.each(['model', 'dataset', 'tool', 'hosted-model', 'prompt', ''])(
  'nothing on record is no yes at any gate: %s',
  (kind) => {
    for (const gate of shippedGates) {
      const { decision, because } = decide(gate, evidenceFrom({ asset: { kind } }));
      expect(decision).toBe('deny');
      expect(because.some(({ outcome }) => outcome === 'pass')).toBe(false);
      assertReasons(because);
    }
  },
);

const sets = process.env.ASSAY_SLOW === undefined ? 1000 : 10_000;
const signer = fc.constantFrom('maker', 'reviewer', 'ann', 'ben', 'nobody');

function statement(gate: Gate, fixture: Fixture, answer: 'yes' | 'no' | 'any'): fc.Arbitrary<FixtureStatement> {
  const abouts = [undefined, ...(fixture.related ?? []).map(({ name }) => name)];
  const kinds = [...new Set(gate.requires.map(({ evidence }) => evidence))];
  return fc
    .record({
      kind: fc.constantFrom(...kinds),
      says: answer === 'any' ? fc.constantFrom('yes' as const, 'no' as const) : fc.constant(answer),
      about: fc.constantFrom(...abouts),
      by: signer,
      daysAgo: fc.integer({ min: answer === 'any' ? -2 : 0, max: answer === 'any' ? 400 : 0 }),
      test: fc.constantFrom('security', 'performance'),
    })
    .map(({ kind, says, about, by, daysAgo, test: kindOfTest }) =>
      stating(kind, says, {
        by,
        daysAgo,
        ...(about === undefined ? {} : { about }),
        ...(kind === 'evaluation' ? { body: { kind: kindOfTest } } : {}),
      }),
    );
}

test('more that passes never turns a yes into a no, and no reason is empty', () => {
  let yes = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...fixtures).chain(({ gate, fixture }) =>
        fc.record({
          gate: fc.constant(gate),
          fixture: fc.constant(fixture),
          kept: fc.subarray([...(fixture.statements ?? [])], {
            minLength: Math.max(0, (fixture.statements ?? []).length - 1),
          }),
          before: fc.array(statement(gate, fixture, 'any'), { maxLength: 4 }),
          after: fc.array(statement(gate, fixture, 'any'), { maxLength: 2 }),
          more: fc.array(statement(gate, fixture, 'yes'), { minLength: 1, maxLength: 3 }),
        }),
      ),
      ({ gate, fixture, kept, before, after, more }) => {
        const said = [...before, ...kept, ...after];
        const first = decided(gate, fixture, said);
        assertReasons(first.because);
        expect(decided(gate, fixture, said)).toStrictEqual(first);
        if (first.decision !== 'allow') return;
        yes++;
        expect(decided(gate, fixture, [...said, ...more]).decision).toBe('allow');
      },
    ),
    { numRuns: sets, seed: 7 },
  );
  // A property that never meets a yes would show nothing.
  expect(yes).toBeGreaterThan(sets / 10);
}, 900_000);

/** Every no has a reason, and a command that would show what is missing or the statement that speaks against it. */
function assertReasons(because: Decision['because']): void {
  expect(because.length).toBeGreaterThan(0);
  for (const { outcome, because: text, remedy, evidence } of because) {
    expect(text.length).toBeGreaterThan(5);
    if (outcome === 'fail' || outcome === 'inconclusive')
      expect(remedy !== undefined || evidence.length > 0 || text.includes('asks nothing')).toBe(true);
  }
}
