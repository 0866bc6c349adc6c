// Grants and decisions over the policies that come with Assay: one more grant never takes away what was allowed, and time is exact.

import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { actionNames } from '#access/actions';
import { type Authority, loadAuthority } from '#access/authority';
import { policies } from '#access/policies.generated';
import type { Resource } from '#access/request';
import type { AccessState } from '#access/state/access-state';
import { actorFrom } from '#access/state/signers';
import { parseSha256 } from '#core/digest';
import { anyGrant, stateWith } from '#testkit/grants';
import { zones } from '#zones/zones.generated';
import { decideFor, requestsOf } from './decide-access.ts';

let authority: Authority;
const seed = 20261122;
beforeAll(async () => {
  authority = await loadAuthority([], [...policies, ...zones.flatMap((zone) => zone.policies)], { all: true });
});
const id = parseSha256('a'.repeat(64));
const assetIn = (zone: string, sensitivity: number): Resource => ({
  type: 'asset',
  id,
  kind: 'dataset',
  sensitivity,
  zone,
  makers: ['ben'],
});
const decide = (
  state: AccessState,
  action: (typeof actionNames)[number],
  resource: Resource,
  at: string,
): ReturnType<typeof decideFor> =>
  decideFor(
    authority,
    state,
    requestsOf(
      state,
      { actor: actorFrom(state, 'ann', []), via: 'key' },
      { action, resource: { asset: id } },
      resource,
      at,
    ),
    undefined,
  );

test('all policies that come with Assay are valid in the strict sense', () => {
  expect(authority.policies.length).toBeGreaterThan(25);
});

test('more grants never take away what was allowed', () => {
  let allowed = 0;
  const asked = fc.record({
    action: fc.constantFrom(...actionNames),
    zone: fc.constantFrom('training', 'data-engineering', 'release'),
    sensitivity: fc.integer({ min: 0, max: 3 }),
    hour: fc.integer({ min: 0, max: 80 }),
  });
  const roles = fc.subarray(['data-scientist', 'data-engineer', 'auditor']);
  fc.assert(
    fc.property(
      roles,
      fc.array(anyGrant, { maxLength: 4 }),
      anyGrant,
      asked,
      (held, grants, more, { action, zone, sensitivity, hour }) => {
        const at = new Date(Date.parse('2026-05-01T12:00:01.000Z') + hour * 3_600_000).toISOString();
        const resource = assetIn(zone, sensitivity);
        if (decide(stateWith(held, grants), action, resource, at).decision === 'deny') return;
        allowed += 1;
        expect(decide(stateWith(held, [...grants, more]), action, resource, at).decision).toBe('allow');
      },
    ),
    { numRuns: 600, seed },
  );
  expect(allowed).toBeGreaterThan(50);
});

test('a grant is good until the millisecond before its end', () => {
  const grant = {
    action: 'grant',
    identity: 'ann',
    identityKind: 'person',
    zone: 'release',
    permits: ['read'],
    purpose: 'x',
    approver: 'root',
  } as const;
  const state = stateWith([], [{ ...grant, expiresAt: '2026-05-02T00:00:00.000Z' }]);
  const at = (time: string): string => decide(state, 'read', assetIn('release', 1), time).decision;
  expect(at('2026-05-01T23:59:59.999Z')).toBe('allow');
  expect(at('2026-05-02T00:00:00.000Z')).toBe('deny');
  const { wouldNeed } = decide(state, 'read', assetIn('release', 1), '2026-05-02T00:00:00.000Z');
  expect(wouldNeed.join('\n')).toContain('a grant covers it');
});

test('who may do what: each shipped role in each zone, as it is meant to be', () => {
  const rows = zones.flatMap(({ name }) =>
    [
      'data-engineer',
      'data-scientist',
      'app-engineer',
      'operator',
      'security-engineer',
      'release-manager',
      'auditor',
      'collector',
    ].map((role) => {
      const state = stateWith([role], []);
      const may = actionNames.filter(
        (action) => decide(state, action, assetIn(name, 1), '2026-05-01T12:00:01.000Z').decision === 'allow',
      );
      return `${name} ${role}: ${may.join(' ') || 'nothing'}`;
    }),
  );
  expect(rows.join('\n')).toMatchSnapshot();
});
