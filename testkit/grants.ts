// Grants of people who are on record, for properties over many of them.

import fc from 'fast-check';
import type { AccessState } from '#access/state/access-state';
import type { AccessStatement } from '#access/state/access-statement';
import { foldAccess } from '#access/state/fold-access';
import { sha256 } from '#core/digest';
import type { AccessGrant } from '#predicates/access-grant';

const start = Date.parse('2026-05-01T12:00:00.000Z');

export const anyGrant: fc.Arbitrary<AccessGrant> = fc
  .record({
    zone: fc.constantFrom('training', 'data-engineering'),
    permits: fc.uniqueArray(fc.constantFrom('see', 'read', 'use', 'write', 'export', 'destroy'), { minLength: 1 }),
    approver: fc.constantFrom('root', 'ben'),
    hours: fc.integer({ min: 1, max: 71 }),
    isException: fc.boolean(),
  })
  .map(({ zone, permits, approver, hours, isException }) => ({
    action: 'grant',
    identity: 'ann',
    identityKind: 'person',
    zone,
    permits,
    purpose: 'x',
    approver,
    expiresAt: new Date(start + hours * 3_600_000).toISOString(),
    ...(isException ? { exception: 'x' } : {}),
  }));

/** `root` is Carla, `ben` a security engineer, `ann` has these roles; then the grants, a second apart. */
export function stateWith(roles: readonly string[], grants: readonly AccessGrant[]): AccessState {
  const person = (identity: string, held: readonly string[], called = identity) => ({
    kind: 'identity' as const,
    body: { action: 'set' as const, identity, identityKind: 'person' as const, roles: held, person: called, why: 'x' },
    signer: 'root',
  });
  const said = [
    person('root', ['owner'], 'carla'),
    person('ben', ['security-engineer']),
    person('ann', roles),
    ...grants.map((body) => ({ kind: 'access-grant' as const, body, signer: body.approver })),
  ];
  return foldAccess(
    said.map(({ signer, ...one }, index): AccessStatement => {
      const by = [{ key: sha256(Buffer.from(signer)), identity: signer, isRoot: signer === 'root' }];
      return {
        ...one,
        statement: sha256(Buffer.from(`${index}`)),
        index,
        at: new Date(start + index).toISOString(),
        by,
      };
    }),
  );
}
