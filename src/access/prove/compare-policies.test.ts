// Who gains and who loses by a change of policies, and the proof that nobody does.

import { afterAll, expect, test } from 'vitest';
import { buildPolicy, shippedPolicies } from '#testkit/access-policies';
import type { AccessPolicy } from '../request.ts';
import { type Comparison, comparePolicies } from './compare-policies.ts';
import { openProver } from './prove-invariant.ts';
import { openSolver } from './solver.ts';

const solver = await openSolver();
afterAll(() => solver.close());

async function compared(before: readonly AccessPolicy[], after: readonly AccessPolicy[]): Promise<Comparison> {
  const [old, now] = [await openProver(solver, before), await openProver(solver, after)];
  return comparePolicies(old, now, { roles: ['a', 'b'], zones: ['training'], places: ['workspace'] });
}

function lines(found: Comparison): readonly string[] {
  if (found.answer !== 'different') throw new Error(found.answer);
  return found.differences
    .map(({ change, roles, action, place }) => `${change} ${roles.join('+')} ${action} ${JSON.stringify(place)}`)
    .sort();
}

test('what is written otherwise and means the same is the same', async () => {
  const one =
    'permit (principal, action in [Action::"read", Action::"use"], resource is Asset) when { resource.sensitivity < 2 };';
  const other = [
    'permit (principal, action == Action::"read", resource) when { resource is Asset && !(resource.sensitivity >= 2) };',
    'permit (principal, action == Action::"use", resource is Asset) unless { 1 < resource.sensitivity };',
  ];
  const after = other.map((text, place) => buildPolicy(`other-${place}`, text));
  expect(await compared([buildPolicy('one', one)], after)).toEqual({ answer: 'same' });
  expect(await compared(shippedPolicies, [...shippedPolicies].reverse())).toEqual({ answer: 'same' });
});

test('each role, action and place is listed once, with a request that tells the two apart', async () => {
  const before = [
    buildPolicy('a', 'permit (principal in Role::"a", action == Action::"read", resource in Zone::"training");'),
  ];
  const after = [
    buildPolicy(
      'b',
      'permit (principal in Role::"b", action in [Action::"read", Action::"use"], resource is Asset in Zone::"training");',
    ),
  ];
  const found = await compared(before, after);
  expect(lines(found)).toEqual([
    'gains b read {"zone":"training"}',
    'gains b use {"zone":"training"}',
    'loses a read {"zone":"training"}',
  ]);
  if (found.answer !== 'different') return;
  expect(found.isWhole).toBe(true);
  expect(found.differences[0]).toMatchObject({ allowedBy: ['b'], deniedBy: [] });
});

test('a difference that takes two roles, and one for those without any', async () => {
  const both = buildPolicy(
    'both',
    'permit (principal in Role::"a", action == Action::"use", resource) when { principal in Role::"b" && resource in Zone::"training" };',
  );
  expect(lines(await compared([], [both]))).toEqual(['gains a+b use {"zone":"training"}']);
  const rules = buildPolicy(
    'rules',
    'permit (principal, action == Action::"see", resource is Policy) when { resource.area == "gates" };',
  );
  expect(lines(await compared([], [rules]))).toEqual([
    'gains  see {"rules":"gates"}',
    'gains a see {"rules":"gates"}',
    'gains b see {"rules":"gates"}',
  ]);
});

test('an error of a new policy takes rights away', async () => {
  const reads = buildPolicy(
    'reads',
    'permit (principal in Role::"a", action == Action::"read", resource is Asset in Zone::"training");',
  );
  const overflows = buildPolicy(
    'overflows',
    'permit (principal, action == Action::"read", resource is Asset) when { resource.sensitivity * 9007199254740991 * 1025 < 0 };',
  );
  const found = await compared([reads], [reads, overflows]);
  expect(lines(found)).toEqual(['loses a read {"zone":"training"}']);
  if (found.answer === 'different')
    expect(found.differences[0]?.request.resource).toMatchObject({ sensitivity: expect.any(Number) });
});
