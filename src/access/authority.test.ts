// Decisions over the policies that come with Assay, and the sentences of denials.
import { beforeAll, expect, test } from 'vitest';
import { type Authority, loadAuthority } from './authority.ts';
import { policies } from './policies.generated.ts';
import type { AccessRequest, Actor, AssetResource } from './request.ts';

let authority: Authority;
beforeAll(async () => {
  authority = await loadAuthority([], policies, { all: true });
});

const anna: Actor = { identity: 'anna', kind: 'person', roles: ['owner'] };
const asset: AssetResource = {
  type: 'asset',
  id: 'a'.repeat(64),
  kind: 'dataset',
  sensitivity: 3,
  zone: 'data-engineering',
  makers: ['anna'],
};
const request = (changes: Partial<AccessRequest> = {}): AccessRequest => ({
  actor: anna,
  action: 'read',
  resource: asset,
  at: '2026-05-01T12:00:00.000Z',
  via: 'key',
  approvers: [],
  ...changes,
});
const nobody: Actor = { identity: 'nobody', kind: 'person', roles: [] };

test('an owner may read, and is told by which policy', () => {
  expect(authority.decide(request())).toEqual({
    decision: 'allow',
    because: ['owner'],
    sentences: ['owner: owners of the workspace may do everything that one person may do'],
    wouldNeed: [],
    errors: [],
  });
});

test('without a role nothing is permitted, and the nearest ways are named', () => {
  const { decision, because, sentences, wouldNeed } = authority.decide(
    request({ actor: nobody, resource: { ...asset, sensitivity: 1 } }),
  );
  expect([decision, because]).toEqual(['deny', []]);
  expect(sentences).toEqual(['no policy permits nobody to read this dataset in the zone data-engineering']);
  expect(wouldNeed[0]).toBe('owner: the actor has the role "owner"');
  expect(wouldNeed.join('\n')).toContain('granted: a grant covers it (assay access grant)');
});

test('what takes two people is not for one, whatever the role', () => {
  for (const action of ['waive', 'destroy', 'change-policy'] as const) {
    const alone = authority.decide(request({ action }));
    expect([alone.decision, alone.because]).toEqual(['deny', ['two-people']]);
    expect(alone.wouldNeed).toEqual(['two-people: another person has agreed to it']);
    expect(authority.decide(request({ action, approvers: ['anna'] })).decision).toBe('deny');
    expect(authority.decide(request({ action, approvers: ['bert'] })).decision).toBe('allow');
  }
});

test('restricted bytes need a screening that is in force, or an exception', () => {
  const grant = { purpose: 'label', approver: 'anna', expiresAt: '2026-06-01T00:00:00.000Z' };
  const asked = (actor: Partial<Actor>, exception = false): ReturnType<Authority['decide']> =>
    authority.decide(request({ actor: { ...nobody, ...actor }, grant: { ...grant, exception } }));
  const denied = asked({});
  expect([denied.decision, denied.because]).toEqual(['deny', ['screened']]);
  expect(denied.wouldNeed[0]).toContain('the actor has a record of screening');
  expect(asked({ screenedUntil: '2026-05-01T12:00:00.001Z' }).decision).toBe('allow');
  expect(asked({ screenedUntil: '2026-05-01T12:00:00.000Z' }).decision).toBe('deny');
  expect(asked({}, true).decision).toBe('allow');
});

test('auditors change nothing and collectors only add, also as owners', () => {
  const as = (role: string, action: AccessRequest['action']): string =>
    authority.decide(request({ actor: { ...anna, roles: ['owner', role] }, action })).because.join();
  expect(as('auditor', 'write')).toBe('auditor-only-looks');
  expect(as('auditor', 'administer')).toBe('auditor-only-looks');
  expect(as('collector', 'read')).toBe('collector-only-adds');
  expect(as('collector', 'write')).toBe('owner');
});

test('what cannot be decided is denied', () => {
  const { decision, errors, wouldNeed } = authority.decide(request({ at: 'yesterday' }));
  expect(decision).toBe('deny');
  expect(errors).toEqual(['not a time: yesterday']);
  expect(wouldNeed).not.toEqual([]);
});

test('a rule that fails while it is evaluated denies; one that could is refused when it is read', async () => {
  const text = '@reason("x") forbid (principal, action, resource) when { context.attested };';
  await expect(loadAuthority([{ id: 'careless', text }], policies)).rejects.toMatchObject({ code: 'ACCESS_POLICY' });
  const unchecked = await loadAuthority([], [...policies, { id: 'careless', text }]);
  const { decision, errors } = unchecked.decide(request());
  expect(decision).toBe('deny');
  expect(errors[0]).toContain('careless');
});

test.each([
  ['permit (principal, action, resource);', 'no @reason'],
  ['@reason("x") permit (principal, action, resource', 'cannot be read'],
  ['@reason("x") permit (principal, action, resource); permit (principal, action, resource);', 'cannot be read'],
  ['@reason("x") permit (principal, action == Action::"fly", resource);', 'not valid'],
  ['@reason("x") permit (principal, action, resource is Asset) when { resource.sensitvity == 1 };', 'not valid'],
  ['@reason("x") permit (principal, action, resource) when { context.at == "now" };', 'not valid'],
])('a policy that means nothing is refused: %s', async (text, why) => {
  await expect(loadAuthority([{ id: 'odd', text }], policies)).rejects.toThrow(why);
});

test('ids are names, each once', async () => {
  const text = '@reason("x") permit (principal, action, resource);';
  await expect(loadAuthority([{ id: 'owner', text }], policies)).rejects.toThrow('two policies owner');
  await expect(loadAuthority([{ id: '../x', text }], policies)).rejects.toThrow('no name of a policy');
});
