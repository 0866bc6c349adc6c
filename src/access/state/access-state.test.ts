// The fold over statements about access: who may say what, ends at a millisecond, and two people who are two.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Sha256, sha256 } from '#core/digest';
import type { AccessGrant } from '#predicates/access-grant';
import type { AccessToken } from '#predicates/access-token';
import type { Identity } from '#predicates/identity';
import type { PolicyChange } from '#predicates/policy-change';
import type { AccessState } from './access-state.ts';
import type { AccessStatement, SignedBy } from './access-statement.ts';
import { foldAccess } from './fold-access.ts';
import { coveringGrants } from './fold-grants.ts';
import { tokenObjection } from './fold-tokens.ts';
import { actorFrom, otherPeople, personOf, screenedUntil } from './signers.ts';

const digest = (text: string): Sha256 => sha256(Buffer.from(text));
const start = Date.parse('2026-05-01T12:00:00.000Z');
const timeAt = (offset: number): string => new Date(start + offset).toISOString();
const keyOf = (identity: string): SignedBy => ({
  key: digest(`key of ${identity}`),
  identity,
  isRoot: identity === 'root',
});

type Said =
  | { readonly kind: 'identity'; readonly body: Identity }
  | { readonly kind: 'access-grant'; readonly body: AccessGrant }
  | { readonly kind: 'access-token'; readonly body: AccessToken }
  | { readonly kind: 'policy-change'; readonly body: PolicyChange };

/** One statement a second. */
function fold(...said: readonly (Said & { readonly by: string | readonly SignedBy[] })[]): AccessState {
  return foldAccess(
    said.map(({ by, ...one }, index): AccessStatement => {
      const signers = typeof by === 'string' ? [keyOf(by)] : by;
      return { ...one, statement: digest(`${index}`), index, at: timeAt(index * 1000), by: signers };
    }),
  );
}

const person = (identity: string, roles: readonly string[], rest: Partial<Identity> = {}): Said => ({
  kind: 'identity',
  body: { action: 'set', identity, identityKind: 'person', roles, person: identity, why: 'x', ...rest },
});
const grantTo = (identity: string, rest: Partial<AccessGrant> = {}): Said => ({
  kind: 'access-grant',
  body: {
    action: 'grant',
    identity,
    identityKind: 'person',
    zone: 'training',
    permits: ['read'],
    purpose: 'x',
    approver: 'root',
    expiresAt: timeAt(86_400_000),
    ...rest,
  },
});
const reasons = ({ refused }: AccessState): readonly string[] => refused.map(({ reason }) => reason);
const ann = { ...person('ann', ['data-scientist']), by: 'root' } as const;
const ben = { ...person('ben', ['security-engineer']), by: 'root' } as const;

test('identities are described by owners and security engineers, never by themselves, and nobody gives what only owners give', () => {
  const state = fold(
    ann,
    ben,
    { ...person('eve', ['owner']), by: 'ann' },
    { ...person('ann', ['owner']), by: 'ann' },
    { ...person('ben', ['owner']), by: 'ben' },
    { ...person('ann', ['owner']), by: 'ben' },
    { ...person('root', []), by: 'ben' },
    { ...person('ann', ['app-engineer']), by: 'ben' },
  );
  expect(reasons(state)).toEqual([
    'only an owner or a security engineer says who is who',
    'only an owner or a security engineer says who is who',
    'nobody describes themselves: another person has to say it',
    'only an owner says who is an owner or a security engineer',
    'only an owner says who is an owner or a security engineer',
  ]);
  expect(actorFrom(state, 'ann', []).roles).toEqual(['app-engineer']);
});

test('a second account of the same person describes the first as little as the first itself', () => {
  const state = fold(
    { ...person('ann', ['owner']), by: 'root' },
    { ...person('ann-admin', ['owner'], { person: 'ann' }), by: 'root' },
    { ...person('ann', ['owner', 'auditor']), by: 'ann-admin' },
  );
  expect(reasons(state)).toEqual(['nobody describes themselves: another person has to say it']);
});

test('what ended has no roles, and its grants and tokens do not count', () => {
  const token = digest('secret');
  const state = fold(
    ann,
    { ...grantTo('ann'), by: 'root' },
    {
      kind: 'access-token',
      body: {
        action: 'issue',
        identity: 'ann',
        token,
        label: 'x',
        actions: ['see'],
        zones: ['training'],
        expiresAt: timeAt(9e8),
        why: 'x',
      },
      by: 'ann',
    },
    { ...person('ann', [], { action: 'end' }), by: 'root' },
  );
  expect(actorFrom(state, 'ann', ['owner']).roles).toEqual([]);
  const wanted = { identity: 'ann', action: 'read', zone: 'training', at: timeAt(10_000) };
  expect(coveringGrants(state, wanted)).toEqual([]);
  expect(tokenObjection(state, state.tokens.get(token), timeAt(10_000))).toBe('of an identity that has ended');
});

test.each<[string, Partial<AccessGrant>, string, string]>([
  ['a group', { identityKind: 'group' }, 'root', 'not to groups'],
  ['a right over rights', { permits: ['grant'] }, 'root', 'nothing that a grant can give'],
  ['a wildcard', { permits: ['*'] }, 'root', 'nothing that a grant can give'],
  ['nobody', { identity: 'nobody' }, 'root', 'there is no person of that name'],
  ['a service as a person', { identity: 'ci' }, 'root', 'there is no person of that name'],
  ['signed by another than the approver', {}, 'ben', 'the approver did not sign it'],
  ['by whoever may not', { approver: 'ann' }, 'ann', 'that takes an owner or a security engineer'],
  ['for themselves', { identity: 'ben', approver: 'ben' }, 'ben', 'nobody approves a grant for themselves'],
  ['for their other account', { identity: 'ben-2', approver: 'ben' }, 'ben', 'not with another account either'],
  [
    'asked for by the approver',
    { approver: 'ben', requester: 'ben-2' },
    'ben',
    'whoever asks for a grant does not approve it',
  ],
  ['over before it begins', { expiresAt: timeAt(0) }, 'root', 'ends before it begins'],
  ['for too long', { expiresAt: timeAt(181 * 86_400_000) }, 'root', 'lasts longer than'],
  [
    'an exception for a week',
    { exception: 'fire', expiresAt: timeAt(7 * 86_400_000) },
    'root',
    'lasts longer than 72 hours',
  ],
])('a grant that never counts: %s', (_, rest, by, reason) => {
  const second = { ...person('ben-2', [], { person: 'ben' }), by: 'root' } as const;
  const ci = { ...person('ci', [], { identityKind: 'service' }), by: 'root' } as const;
  const state = fold(ann, ben, second, ci, { ...grantTo('ann', rest), by });
  expect(state.grants).toEqual([]);
  expect(reasons(state).join()).toContain(reason);
});

test('a grant begins with its statement and ends at its millisecond, in its place, for its action', () => {
  const end = 5_000;
  const state = fold(ann, { ...grantTo('ann', { expiresAt: timeAt(end) }), by: 'root' });
  const covers = (at: number, change: object = {}): boolean =>
    coveringGrants(state, { identity: 'ann', action: 'read', zone: 'training', at: timeAt(at), ...change }).length > 0;
  expect([999, 1000, end - 1, end, end + 1].map((at) => covers(at))).toEqual([false, true, true, false, false]);
  expect(covers(2000, { zone: 'release' })).toBe(false);
  expect(covers(2000, { action: 'write' })).toBe(false);
  expect(covers(2000, { identity: 'ben' })).toBe(false);
});

test('what is withdrawn is withdrawn for its place and actions, by whoever may', () => {
  const given = { ...grantTo('ann', { permits: ['read', 'use'] }), by: 'root' } as const;
  const back = (rest: Partial<AccessGrant> = {}): Said =>
    grantTo('ann', { action: 'withdraw', permits: ['read'], ...rest });
  const left = (state: AccessState): readonly string[] => state.grants[0]?.permits ?? [];
  expect(left(fold(ann, ben, given, { ...back(), by: 'ben' }))).toEqual(['use']);
  expect(left(fold(ann, ben, given, { ...back(), by: 'ann' }))).toEqual(['use']);
  expect(left(fold(ann, ben, given, { ...back({ zone: 'release' }), by: 'ben' }))).toEqual(['read', 'use']);
  const eve = { ...person('eve', []), by: 'root' } as const;
  expect(left(fold(ann, eve, given, { ...back(), by: 'eve' }))).toEqual(['read', 'use']);
});

test('a screening counts for a person, and for the organisation that it was made for', () => {
  const record = { record: '1', issuer: 'hr', expiresAt: timeAt(1e9) };
  const until = (rest: Partial<Identity>): string | undefined => {
    const known = fold({ ...person('ann', [], rest), by: 'root' }).identities.get('ann');
    return known === undefined ? undefined : screenedUntil(known);
  };
  expect(until({ screening: record })).toBe(record.expiresAt);
  expect(until({ organisation: 'A', screening: { ...record, organisation: 'A' } })).toBe(record.expiresAt);
  expect(until({ organisation: 'A', screening: { ...record, organisation: 'B' } })).toBeUndefined();
  expect(until({ organisation: 'A', screening: record })).toBeUndefined();
  expect(until({ screening: record, identityKind: 'service' })).toBeUndefined();
});

test('a secret is issued once, and revoked for good', () => {
  const token = digest('secret');
  const body = {
    identity: 'ann',
    token,
    label: 'x',
    actions: ['see'],
    zones: ['training'],
    expiresAt: timeAt(60_000),
    why: 'x',
  };
  const issue = { kind: 'access-token', body: { action: 'issue', ...body }, by: 'ann' } as const;
  const objection = (state: AccessState, at: number): string | undefined =>
    tokenObjection(state, state.tokens.get(token), timeAt(at));
  expect(objection(fold(ann, issue), 59_999)).toBeUndefined();
  expect(objection(fold(ann, issue), 60_000)).toBe('expired');
  const revoked = fold(
    ann,
    issue,
    { kind: 'access-token', body: { action: 'revoke', ...body }, by: 'root' },
    { ...issue, by: 'root' },
  );
  expect(objection(revoked, 5000)).toBe('revoked');
  expect(reasons(revoked)).toEqual(['the secret was used before']);
  const eve = { ...person('eve', []), by: 'root' } as const;
  expect(reasons(fold(ann, eve, { ...issue, by: 'eve' }))).toEqual([
    'tokens are issued and revoked by the identity itself, an owner or a security engineer',
  ]);
});

const change = (document: string | undefined, previous?: string): Said => ({
  kind: 'policy-change',
  body: {
    area: 'gates',
    name: 'train-with',
    ...(document === undefined ? {} : { document: digest(document) }),
    ...(previous === undefined ? {} : { previous: digest(previous) }),
    by: 'x',
    why: 'x',
  },
});
const people = [
  { ...person('root', ['owner']), by: 'root' },
  { ...person('ann', ['owner']), by: 'root' },
  { ...person('ann-2', ['owner'], { person: 'ann' }), by: 'root' },
  { ...person('ben', ['security-engineer']), by: 'root' },
  { ...person('dora', ['data-engineer']), by: 'root' },
  { ...person('ci', ['owner'], { identityKind: 'service' }), by: 'root' },
] as const;
const inForce = (state: AccessState): Sha256 | undefined => state.policies.inForce.get('gates/train-with')?.document;

test('a rule holds when two people have said the same about the rule that held', () => {
  const one = { ...change('one'), by: 'ann' } as const;
  expect(inForce(fold(...people, one))).toBeUndefined();
  expect(inForce(fold(...people, one, { ...change('one'), by: 'ben' }))).toBe(digest('one'));
  expect(inForce(fold(...people, one, { ...change('two'), by: 'ben' }))).toBeUndefined();
  const back = fold(
    ...people,
    one,
    { ...change('one'), by: 'ben' },
    { ...change(undefined, 'one'), by: 'ben' },
    { ...change(undefined, 'one'), by: 'root' },
  );
  expect([back.policies.inForce.has('gates/train-with'), inForce(back)]).toEqual([true, undefined]);
});

test.each([
  ['one person twice', ['ann', 'ann']],
  ['two accounts of one person', ['ann', 'ann-2']],
  ['a service', ['ann', 'ci']],
  ['somebody whose role does not', ['ann', 'dora']],
  ['somebody nobody described', ['ann', 'stranger']],
])('no second person: %s', (_, by) => {
  expect(inForce(fold(...people, ...by.map((name) => ({ ...change('one'), by: name }))))).toBeUndefined();
});

test('one key is one hand, whoever is said to hold it', () => {
  const same = digest('one key');
  const by = (identity: string): readonly SignedBy[] => [{ key: same, identity, isRoot: false }];
  expect(
    inForce(fold(...people, { ...change('one'), by: by('ann') }, { ...change('one'), by: by('ben') })),
  ).toBeUndefined();
});

test('a change of something else than what holds does not count, also not later', () => {
  const state = fold(
    ...people,
    { ...change('late'), by: 'ann' },
    { ...change('one'), by: 'ann' },
    { ...change('one'), by: 'ben' },
    { ...change('late'), by: 'ben' },
  );
  expect(inForce(state)).toBe(digest('one'));
  expect(reasons(state)).toEqual(['it changes something else than what holds']);
});

const anyName = fc.constantFrom('root', 'ann', 'ann-2', 'ben', 'dora', 'ci', 'stranger');

test('no sequence of halves puts a rule in force without two people, two keys and the roles', () => {
  const half = fc.record({
    by: anyName,
    document: fc.constantFrom('one', 'two'),
    previous: fc.constantFrom(undefined, 'one', 'two'),
  });
  fc.assert(
    fc.property(fc.array(half, { maxLength: 12 }), (halves) => {
      const state = fold(
        ...people,
        ...halves.map(({ by, document, previous }) => ({ ...change(document, previous), by })),
      );
      for (const { halves: said } of state.policies.inForce.values()) {
        const able = said.filter(({ identity }) => ['root', 'ann', 'ann-2', 'ben'].includes(identity));
        expect(new Set(able.map(({ identity }) => personOf(state, identity))).size).toBeGreaterThan(1);
        expect(new Set(able.map(({ key }) => key)).size).toBeGreaterThan(1);
      }
    }),
    { numRuns: 1_000, seed: 20261122 },
  );
});

test('those who agree are other people than the actor, each once', () => {
  const state = fold(...people);
  fc.assert(
    fc.property(anyName, fc.array(anyName), (identity, names) => {
      const others = otherPeople(state, identity, names);
      const all = [identity, ...others].map((name) => personOf(state, name));
      expect(new Set(all).size).toBe(all.length);
      for (const name of others) expect(state.identities.get(name)?.body.identityKind).toBe('person');
      if (identity === 'ci' || identity === 'stranger') expect(others).toEqual([]);
    }),
    { numRuns: 500, seed: 20261122 },
  );
});
