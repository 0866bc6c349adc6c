// Access in a workspace with several people: grants, exceptions, tokens, clocks, and a disk that is full.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listStatements } from '#database/list-statements';
import { predicate as accessEvent } from '#predicates/access-event';
import { StoreError } from '#store/store-error';
import { openAs } from '#testkit/people';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { checkOutAsset } from '../assets/check-out-asset.ts';
import { listInventory } from '../assets/list-inventory.ts';
import { approvePolicy, changePolicy } from '../policies/change-policy.ts';
import { policyInForce } from '../policies/policies-in-force.ts';
import { readStatement } from '../statements/read-statement.ts';
import { destroyBlobs } from '../store/destroy-blobs.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { acceptException } from './accept-exception.ts';
import { explainAccess } from './explain-access.ts';
import { type GrantWish, grantAccess } from './grant-access.ts';
import { issueToken } from './issue-token.ts';
import { reviewAccess } from './review-access.ts';
import { revokeGrant } from './revoke-grant.ts';
import { revokeToken } from './revoke-token.ts';
import { endIdentity, setIdentity } from './set-identity.ts';
import { whoCan } from './who-can.ts';

let made: TestWorkspace;
let root: Workspace;
let ben: Workspace;
let ann: Workspace;
let counter = 0;

beforeEach(async () => {
  made = await buildWorkspace();
  root = await made.open();
  made.file('reviews/a.txt', 'one');
  await made.add(root, 'reviews', { name: 'reviews', kind: 'dataset', sensitivity: 'internal' });
  await setIdentity(root, { identity: 'root', kind: 'person', roles: ['owner'], person: 'carla', why: 'x' });
  ben = await openAs(made, root, 'ben', { roles: ['security-engineer'] });
  ann = await openAs(made, root, 'ann');
});
afterEach(() => made.remove());

const wish = (rest: Partial<GrantWish> = {}): GrantWish => ({
  identity: 'ann',
  resource: 'reviews',
  permits: ['read'],
  purpose: 'label the delivery of March',
  until: '2026-05-20T00:00:00.000Z',
  ...rest,
});
const read = (workspace: Workspace, word = 'reviews'): Promise<unknown> =>
  checkOutAsset(workspace, word, join(made.root, `out-${counter++}`), { force: false, linksOutside: false });
async function newestEvent(): Promise<Record<string, unknown>> {
  const { statements } = await listStatements(await root.index(), 0, { kind: accessEvent.kind }, 1);
  return { ...accessEvent.schema.parse((await readStatement(root, statements[0]?.logIndex ?? -1)).body) };
}

test('a grant lets read, is used, and ends; every step is on record', async () => {
  await expect(read(ann)).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
  expect(await newestEvent()).toMatchObject({ actor: 'ann', action: 'read', decision: 'deny', because: [] });
  expect((await listInventory(ann, {})).assets).toEqual([]);
  await grantAccess(root, wish({ permits: ['see', 'read'] }));
  await read(ann);
  expect(await newestEvent()).toMatchObject({ actor: 'ann', action: 'read', decision: 'allow', because: ['granted'] });
  expect((await listInventory(ann, {})).assets).toHaveLength(1);
  const { holders } = await whoCan(root, 'read', 'reviews');
  expect(holders.map(({ identity }) => identity)).toEqual(['ann', 'root']);
  expect(holders[0]).toMatchObject({
    purpose: wish().purpose,
    until: wish().until,
    lastUsed: '2026-05-01T12:00:00.000Z',
  });
  made.setNow('2026-05-20T00:00:00.000Z');
  await expect(read(ann)).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
  const { findings } = await reviewAccess(root, { unusedDays: 30, lapse: false });
  expect(findings).toContainEqual(expect.objectContaining({ kind: 'expired', identity: 'ann' }));
});

test('a grant that is not used lapses when somebody asks for it, and one that is withdrawn ends at once', async () => {
  const { statement } = await grantAccess(ben, wish({ until: '2026-08-01T00:00:00.000Z' }));
  made.setNow('2026-06-15T12:00:00.000Z');
  const review = await reviewAccess(root, { unusedDays: 30, lapse: true });
  expect(review.findings).toContainEqual(expect.objectContaining({ kind: 'unused', grant: statement }));
  expect(review.lapsed).toEqual([statement]);
  expect((await explainAccess(root, 'ann', 'read', 'reviews')).decision).toBe('deny');
  const again = await grantAccess(ben, wish({ until: '2026-08-01T00:00:00.000Z' }));
  expect((await explainAccess(root, 'ann', 'read', 'reviews')).decision).toBe('allow');
  await revokeGrant(ann, again.statement, 'not needed');
  expect((await explainAccess(root, 'ann', 'read', 'reviews')).decision).toBe('deny');
  await expect(revokeGrant(ann, again.statement, 'again')).rejects.toMatchObject({ code: 'ACCESS_GRANT' });
});

test.each<[string, Partial<GrantWish>, string]>([
  ['for themselves', { identity: 'ben' }, 'nobody approves a grant for themselves'],
  ['asked for by whoever approves', { requester: 'ben' }, 'whoever asks for a grant does not approve it'],
  ['for nobody', { identity: 'nobody' }, 'there is no identity'],
  ['over', { until: '2026-04-01T00:00:00.000Z' }, 'ends before it begins'],
  ['for a year', { until: '2027-04-01T00:00:00.000Z' }, 'lasts longer'],
])('no grant %s', async (_, rest, reason) => {
  await expect(grantAccess(ben, wish(rest))).rejects.toThrow(reason);
});

test('somebody without the right gives none, and is told what it would take', async () => {
  await expect(grantAccess(ann, wish({ identity: 'ben', resource: 'zone:training' }))).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
  });
  expect(await newestEvent()).toMatchObject({ actor: 'ann', action: 'grant', decision: 'deny' });
});

test('restricted data: a record of screening, or an exception that somebody else looks at afterwards', async () => {
  made.file('secret/a.txt', 'one');
  await made.add(root, 'secret', { name: 'secret', kind: 'dataset', sensitivity: 'restricted' });
  const asked = wish({ resource: 'secret', until: '2026-05-03T00:00:00.000Z' });
  await expect(grantAccess(ben, asked)).rejects.toThrow(
    'screened: restricted bytes are for people with a record of screening',
  );
  const screening = { record: '2025-118', issuer: 'hr', expiresAt: '2026-05-02T00:00:00.000Z', organisation: 'A' };
  const described = { identity: 'ann', kind: 'person', roles: [], person: 'ann', why: 'x' } as const;
  await setIdentity(root, { ...described, organisation: 'B', screening });
  await expect(grantAccess(ben, asked)).rejects.toThrow('screened');
  await setIdentity(root, { ...described, organisation: 'A', screening });
  // The grant ends with the screening that it rests on.
  expect(await grantAccess(ben, asked)).toMatchObject({
    expiresAt: screening.expiresAt,
    screening: { record: '2025-118' },
  });
  made.setNow('2026-05-02T00:00:00.000Z');
  expect((await explainAccess(root, 'ann', 'read', 'secret')).decision).toBe('deny');
  const exception = await grantAccess(ben, { ...asked, exception: 'the labels are needed tonight' });
  expect((await explainAccess(root, 'ann', 'read', 'secret')).decision).toBe('allow');
  made.setNow('2026-05-04T00:00:00.000Z');
  const later = { ...asked, until: '2026-05-05T00:00:00.000Z', exception: 'once more' };
  await expect(grantAccess(ben, later)).rejects.toThrow('nobody has looked at it');
  await expect(acceptException(ben, exception.statement, 'fine')).rejects.toThrow('neither got nor approved');
  await acceptException(root, exception.statement, 'she read one file');
  await grantAccess(ben, later);
});

test('a token acts as its identity within its bounds; unknown, over and revoked are refused in the same words', async () => {
  await grantAccess(root, wish({ permits: ['see', 'read', 'use'] }));
  const bounds = { identity: 'ann', zones: ['data-engineering'], until: '2026-05-10T00:00:00.000Z', why: 'x' };
  const { secret } = await issueToken(ann, { ...bounds, label: 'reads', actions: ['see', 'read'] });
  const { secret: seeing } = await issueToken(root, { ...bounds, label: 'sees', actions: ['see'] });
  const as = (token: string): Promise<Workspace> => made.openWith({ token });
  await read(await as(secret));
  expect(await newestEvent()).toMatchObject({ actor: 'ann', via: 'token', decision: 'allow' });
  await expect(read(await as(seeing))).rejects.toThrow('a token for the action read');
  const words = new Set<string>();
  const refusal = async (token: string): Promise<void> => {
    const error: unknown = await read(await as(token)).catch((caught: unknown) => caught);
    words.add(error instanceof Error ? error.message : 'none');
  };
  await refusal('assay_nonsense');
  expect(await newestEvent()).toMatchObject({ actor: 'unknown', decision: 'deny', note: 'the token is unknown' });
  await revokeToken(root, 'sees', 'lost');
  await refusal(seeing);
  expect(await newestEvent()).toMatchObject({ actor: 'ann', note: 'the token is revoked' });
  made.setNow('2026-05-10T00:00:00.000Z');
  await refusal(secret);
  expect([...words]).toEqual(['access denied: the token does not count here']);
  const log = JSON.stringify((await listStatements(await root.index(), 0, {}, 100)).statements);
  expect(log).not.toContain(secret);
});

test('an identity that ended may nothing any more', async () => {
  await grantAccess(root, wish());
  await endIdentity(root, 'ann', 'left');
  const { decision, wouldNeed } = await explainAccess(root, 'ann', 'read', 'reviews');
  expect([decision, wouldNeed[0]]).toEqual(['deny', 'the identity ann, which has ended, is set again']);
  await expect(read(ann)).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
  await expect(endIdentity(ben, 'ann', 'again')).rejects.toMatchObject({ code: 'ACCESS_IDENTITY' });
});

test('a clock that was set back brings nothing back', async () => {
  await grantAccess(root, wish({ permits: ['see', 'read'] }));
  made.setNow('2026-05-20T00:00:00.000Z');
  await expect(read(ann)).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
  made.setNow('2026-05-10T00:00:00.000Z');
  await expect(read(ann)).rejects.toMatchObject({ code: 'CLOCK_BACK' });
});

test('what cannot be put on record is not allowed: nothing is written out', async () => {
  const out = join(made.root, 'out');
  const full = new StoreError('STORE_WRITE', 'no space left');
  const failing = vi.spyOn(root, 'record').mockRejectedValue(full);
  const tried = checkOutAsset(root, 'reviews', out, { force: false, linksOutside: false });
  await expect(tried).rejects.toBe(full);
  expect(existsSync(out)).toBe(false);
  failing.mockRestore();
  await checkOutAsset(root, 'reviews', out, { force: false, linksOutside: false });
});

test('keys are destroyed by two people: one says so beforehand, the other does it', async () => {
  const options = { why: 'asked for', copiesLeft: [], force: false, dryRun: false };
  await expect(destroyBlobs(root, 'reviews', options)).rejects.toThrow('two-people: another person has agreed to it');
  const second = await openAs(made, root, 'carla-2', { roles: ['owner'], person: 'carla' });
  await expect(grantAccess(second, wish({ identity: 'root', permits: ['destroy'] }))).rejects.toThrow(
    'another account',
  );
  await grantAccess(ben, wish({ identity: 'root', permits: ['destroy'] }));
  expect(await destroyBlobs(root, 'reviews', options)).toMatchObject({ destroyed: true });
});

test('a changed rule holds when two people have said so, and not a moment before', async () => {
  const document = Buffer.from(
    '@reason("scientists read what is internal")\npermit (principal in Role::"data-scientist", action == Action::"read", resource is Asset) when { resource.sensitivity <= 1 };',
  );
  await setIdentity(root, { identity: 'ann', kind: 'person', roles: ['data-scientist'], why: 'x' });
  const asked = { rule: 'access/scientists-read', document, why: 'less asking', sign: true };
  const shown = await changePolicy(root, { ...asked, sign: false });
  expect(shown.difference.rights).toContainEqual(
    expect.objectContaining({
      change: 'gains',
      identities: ['ann'],
      action: 'read',
      zone: 'data-engineering',
      sensitivities: ['public', 'internal'],
    }),
  );
  const first = await changePolicy(root, asked);
  expect(first.state).toBe('proposed');
  expect(await policyInForce(root, 'access', 'scientists-read')).toBeUndefined();
  await expect(approvePolicy(root, first.statement ?? '', asked)).rejects.toThrow('you have said so already');
  await expect(approvePolicy(ann, first.statement ?? '', asked)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  expect((await explainAccess(root, 'ann', 'read', 'reviews')).decision).toBe('deny');
  const second = await approvePolicy(ben, first.statement ?? '', asked);
  expect(second.state).toBe('in-force');
  expect((await explainAccess(root, 'ann', 'read', 'reviews')).because).toEqual(['scientists-read']);
  expect(await policyInForce(root, 'access', 'scientists-read')).toEqual(document);
  expect(await policyInForce(root, 'access', 'scientists-read', first.logIndex)).toBeUndefined();
});

test.each([
  ['forbid (principal, action, resource);', 'two people who may change rules'],
  ['permit (principal, action == Action::"fly", resource);', 'is not valid'],
])('a rule that nobody should sign: %s', async (text, reason) => {
  const document = Buffer.from(`@reason("x")\n${text}`);
  await expect(changePolicy(root, { rule: 'access/odd', document, why: 'x', sign: true })).rejects.toThrow(reason);
});
