// What is proved, what is refuted, and what nobody can tell.

import { afterAll, expect, test } from 'vitest';
import { buildInvariant, buildPolicy, proofOf, shippedPolicies } from '#testkit/access-policies';
import { invariants } from '../invariants.generated.ts';
import { openSolver } from './solver.ts';

const solver = await openSolver();
afterAll(() => solver.close());

const everything = buildPolicy('everything', 'permit (principal, action, resource);');

test.each(invariants)(
  '$name is proved of the shipped policies, and refuted where everything is permitted',
  async (one) => {
    expect(await proofOf(solver, shippedPolicies, one)).toEqual({ answer: 'proved' });
    const refuted = await proofOf(solver, [everything], one);
    expect(refuted).toMatchObject({ answer: 'refuted' });
    if (refuted.answer !== 'refuted') return;
    expect(refuted.requests.map(({ because }) => because)).toEqual(one.forbids.map(() => ['everything']));
    expect(new Set(refuted.requests.map(({ request }) => request.actor.identity)).size).toBe(1);
  },
);

test.each([
  ['two-people', 'two-people'],
  ['own-work', 'own-work'],
  ['screened', 'restricted-bytes'],
  ['collector-only-adds', 'collectors-read-nothing'],
  ['services-do-not-decide', 'services-do-not-decide'],
])('without the policy %s, %s does not hold', async (policy, name) => {
  const others = shippedPolicies.filter(({ id }) => id !== policy);
  expect(others.length).toBe(shippedPolicies.length - 1);
  const invariant = invariants.find((one) => one.name === name);
  if (invariant === undefined) throw new Error('no such invariant');
  expect(await proofOf(solver, others, invariant)).toMatchObject({ answer: 'refuted' });
});

test('a counterexample is as plain as can be', async () => {
  const invariant = buildInvariant([
    { principal: { noneOf: ['owner'] }, actions: ['read'], resource: { type: 'asset', zones: ['application'] } },
  ]);
  expect(await proofOf(solver, shippedPolicies, invariant)).toEqual({
    answer: 'refuted',
    requests: [
      {
        because: [expect.stringMatching(/^application-/)],
        request: {
          actor: { identity: 'identity-1', kind: 'person', roles: [expect.any(String)] },
          action: 'read',
          resource: { type: 'asset', id: 'asset-1', kind: 'dataset', sensitivity: 0, zone: 'application', makers: [] },
          at: '2026-01-01T00:00:00.000Z',
          via: 'key',
          approvers: [],
        },
      },
    ],
  });
});

test('a policy with an error denies, as our engine does', async () => {
  const overflows = buildPolicy(
    'overflows',
    'forbid (principal, action, resource is Asset) when { resource.sensitivity * 9007199254740991 * 1025 < 0 };',
  );
  const read = (when: string): ReturnType<typeof buildInvariant> =>
    buildInvariant([{ actions: ['read'], resource: { type: 'asset' }, when }]);
  expect(await proofOf(solver, [everything, overflows], read('resource.sensitivity >= 1'))).toEqual({
    answer: 'proved',
  });
  expect(await proofOf(solver, [everything, overflows], read('resource.sensitivity == 0'))).toMatchObject({
    answer: 'refuted',
  });
});

test('of what one role gives, nothing is said by people who have two', async () => {
  const policies = [
    buildPolicy('reads', 'permit (principal in Role::"a", action == Action::"read", resource);'),
    buildPolicy('writes', 'permit (principal in Role::"b", action == Action::"write", resource);'),
  ];
  const both = [{ actions: ['read'] }, { actions: ['write'] }] as const;
  expect(await proofOf(solver, policies, buildInvariant(both, { withOneRole: true }))).toEqual({ answer: 'proved' });
  const refuted = await proofOf(solver, policies, buildInvariant(both));
  expect(refuted).toMatchObject({ answer: 'refuted' });
  if (refuted.answer === 'refuted') expect(refuted.requests[0]?.request.actor.roles).toEqual(['a', 'b']);
});

test('sets: everybody who agreed is told apart from somebody who did', async () => {
  const all = buildPolicy(
    'all',
    'permit (principal, action, resource is Asset) when { context.approvers.containsAll(resource.makers) && !resource.makers.isEmpty() };',
  );
  const ask = (when: string): ReturnType<typeof buildInvariant> =>
    buildInvariant([{ actions: ['read'], resource: { type: 'asset' }, when }]);
  expect(await proofOf(solver, [all], ask('!context.approvers.containsAny(resource.makers)'))).toEqual({
    answer: 'proved',
  });
  const more = 'context.approvers != resource.makers && !resource.makers.contains(principal)';
  const refuted = await proofOf(solver, [all], ask(more));
  expect(refuted).toMatchObject({ answer: 'refuted' });
});

test('a claim about no request at all is no proof', async () => {
  const nobody = buildInvariant([{ actions: ['read'], when: 'context.at < 0' }]);
  expect(await proofOf(solver, [everything], nobody)).toEqual({
    answer: 'could-not-tell',
    reason: 'there is no request of this shape at all, whatever the policies say',
  });
});

test.each([
  [
    'permit (principal, action, resource) when { ip("10.0.0.1").isLoopback() };',
    'the function isLoopback in the policy odd',
  ],
  [
    'permit (principal, action, resource) when { context.at < 9007199254740993 };',
    'an integer beyond 2^53 in the policy odd',
  ],
  ['permit (principal, action, resource) when { context.via == "\\u{30000}" };', 'a character beyond U+2FFFF'],
])('what cannot be translated is named: %s', async (text, what) => {
  const asked = proofOf(solver, [buildPolicy('odd', text)], buildInvariant([{ actions: ['read'] }]));
  await expect(asked).rejects.toMatchObject({ code: 'ACCESS_FRAGMENT', message: expect.stringContaining(what) });
});

test.runIf(process.env.ASSAY_SLOW === '1')(
  'a question that no solver decides is not known',
  { timeout: 300_000 },
  async () => {
    const cubes = ['context.at', 'context.grant.expiresAt', 'principal.screenedUntil'].map(
      (one) => `${one} * ${one} * ${one}`,
    );
    const hard = buildPolicy(
      'hard',
      `permit (principal, action, resource) when { principal has screenedUntil && context has grant && context.at > 1 && context.grant.expiresAt > 1 && ${cubes[0]} + ${cubes[1]} == ${cubes[2]} };`,
    );
    expect(await proofOf(solver, [hard], buildInvariant([{ actions: ['read'], resource: { type: 'zone' } }]))).toEqual({
      answer: 'could-not-tell',
      reason: 'the solver gave up before it knew',
    });
  },
);

test.each([
  ['true } when { true', 'does not end'],
  ['true }; permit (principal, action, resource) when { true', 'expected'],
  ['true } // ', 'unexpected'],
  ['resource.sensitivity > 1', 'attribute `sensitivity`'],
  ['context.grant.exception', 'optional'],
  ['"text"', 'type'],
])('a condition without a meaning is refused: %s', async (when, reason) => {
  const asked = proofOf(
    solver,
    [everything],
    buildInvariant([{ actions: ['read'], resource: { type: 'zone' }, when }]),
  );
  await expect(asked).rejects.toMatchObject({ code: 'ACCESS_INVARIANT' });
  await expect(asked).rejects.toThrow(reason);
});

test.each([
  [{ zones: ['trianing'] }, 'there is no zone trianing'],
  [{ areas: ['raw'] }, 'there is no area raw'],
])('a place that is not there is refused: %o', async (place, reason) => {
  const asked = proofOf(
    solver,
    [everything],
    buildInvariant([{ actions: ['read'], resource: { type: 'asset', ...place } }]),
  );
  await expect(asked).rejects.toThrow(reason);
});
