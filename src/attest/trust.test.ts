// Whose signatures count: changes of keys in the order of the log.
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeyChange } from '#predicates/key-change';
import {
  changedKey,
  exampleAsset,
  minute,
  newSigner,
  revoke,
  rotate,
  StatementLog,
  trustIn,
} from '#testkit/statement-log';
import { AttestError } from './attest-error.ts';
import type { Verified } from './verified.ts';

const admin = newSigner();
const signer = newSigner();
const other = newSigner();
const code = (name: string): object => expect.objectContaining({ code: name });

describe('the beginning', () => {
  test('the pinned key trusts itself', async () => {
    const log = await StatementLog.begin();
    expect([...log.trust.keys.keys()]).toEqual([log.root.keyId]);
    expect((await log.move()).body).toMatchObject({ name: 'reviews' });
  });

  test('another key does not, even when it brings the pinned one along', async () => {
    await expect(StatementLog.empty().change(trustIn(other), other)).rejects.toEqual(code('ATTEST_UNTRUSTED'));
    const log = StatementLog.empty();
    await expect(log.change(trustIn(log.root), other)).rejects.toEqual(code('ATTEST_UNTRUSTED'));
  });

  test('the pinned key begins with itself and nothing else', async () => {
    const log = StatementLog.empty();
    await expect(log.change(trustIn(other))).rejects.toEqual(code('ATTEST_UNTRUSTED'));
    await expect(log.move()).rejects.toEqual(code('ATTEST_UNTRUSTED'));
    await expect(log.change(revoke(log.root, minute(0)))).rejects.toEqual(code('ATTEST_UNTRUSTED'));
  });

  test('a root key with another key under its id is none', async () => {
    const log = StatementLog.empty();
    const forged: KeyChange = {
      action: 'trust',
      key: { ...changedKey(other), id: log.root.keyId },
      roles: ['*'],
      why: 'x',
    };
    await expect(log.change(forged)).rejects.toEqual(code('ATTEST_UNTRUSTED'));
  });
});

describe('roles', () => {
  test('a key signs what it has the role for', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(signer, ['reference-move']));
    expect((await log.move(signer)).signedBy).toEqual([signer.keyId]);
    await expect(log.change(trustIn(other), signer)).rejects.toThrow('does not have the role keys');
    await log.change(trustIn(signer, ['asset-manifest']));
    await expect(log.move(signer)).rejects.toThrow('does not have the role reference-move');
  });

  test('a key that may change keys may do only that', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(admin, ['keys']));
    await log.change(trustIn(signer, ['reference-move']), admin);
    expect((await log.move(signer)).signedBy).toEqual([signer.keyId]);
    await expect(log.move(admin)).rejects.toEqual(code('ATTEST_UNTRUSTED'));
  });

  test('trust that begins later', async () => {
    const log = await StatementLog.begin();
    const later: KeyChange = {
      action: 'trust',
      key: changedKey(signer),
      roles: ['*'],
      validFrom: minute(3),
      holder: 'Mira',
      why: 'x',
    };
    await log.change(later);
    await expect(log.move(signer)).rejects.toThrow(`is trusted from ${minute(3)} on`);
    expect((await log.move(signer)).at).toBe(minute(3));
    expect(log.trust.keys.get(signer.keyId)?.holder).toBe('Mira');
    await log.change(rotate(signer, other));
    expect(log.trust.keys.get(other.keyId)?.holder).toBe('Mira');
  });

  test('what was said before counts for what was signed before', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(signer, ['reference-move']));
    const before = await log.move(signer);
    await log.change(trustIn(signer, ['asset-manifest']));
    expect(log.trust.withdrawalOf(before)).toBeUndefined();
  });
});

describe('rotation', () => {
  test('what the old key signed keeps counting, what it signs now does not', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(signer, ['reference-move']));
    const before = await log.move(signer);
    await log.change(rotate(signer, other));
    expect((await log.move(other)).signedBy).toEqual([other.keyId]);
    await expect(log.move(signer)).rejects.toThrow('has been replaced by');
    expect(log.trust.withdrawalOf(before)).toBeUndefined();
  });

  test('takes over the roles of now, and no others', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(signer, ['*']));
    await log.change(trustIn(signer, ['asset-manifest']));
    await log.change(rotate(signer, other));
    expect(log.trust.keys.get(other.keyId)?.grants).toEqual([{ index: 3, roles: ['asset-manifest'] }]);
    await expect(log.move(other)).rejects.toEqual(code('ATTEST_UNTRUSTED'));
    await expect(log.move(signer)).rejects.toEqual(code('ATTEST_UNTRUSTED'));
  });

  test('of another key makes no root key', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(admin));
    await log.change(rotate(admin, other));
    await expect(log.change(revoke(log.root, minute(0)), other)).rejects.toThrow('only the root key itself');
    await log.change(trustIn(log.root, ['keys']));
    await expect(log.move()).rejects.toThrow('does not have the role');
  });

  test('a key that was replaced does not come back, and takes no other over', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(signer));
    await log.change(trustIn(admin));
    await expect(log.change(rotate(signer, admin))).rejects.toThrow('the new key is not new');
    await expect(log.change(rotate(other, newSigner()))).rejects.toThrow('was never trusted');
    await log.change(rotate(signer, other));
    await expect(log.change(trustIn(signer))).rejects.toThrow('does not come back');
    await expect(log.change(rotate(signer, newSigner()))).rejects.toThrow('revoked or replaced already');
  });
});

describe('revocation', () => {
  test('from its time on nothing counts, earlier statements do', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(signer, ['reference-move']));
    const early = await log.move(signer);
    const late = await log.move(signer);
    await log.change(revoke(signer, late.at));
    expect(log.trust.withdrawalOf(early)).toBeUndefined();
    expect(log.trust.withdrawalOf(late)).toMatchObject({ revoked: true });
    await expect(log.move(signer)).rejects.toEqual(code('ATTEST_REVOKED'));
  });

  test('may be moved to an earlier time, and not to a later one', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(signer));
    const early = await log.move(signer);
    await log.change(revoke(signer, log.now));
    expect(log.trust.withdrawalOf(early)).toBeUndefined();
    await expect(log.change(revoke(signer, log.now))).rejects.toThrow('revoked already');
    await log.change(revoke(signer, early.at));
    expect(log.trust.withdrawalOf(early)).toMatchObject({ revoked: true });
    expect(log.trust.keys.get(signer.keyId)?.revoked).toEqual({ index: 3, from: early.at });
  });

  test('is of a key that is known, and for good', async () => {
    const log = await StatementLog.begin();
    await expect(log.change(revoke(signer, minute(0)))).rejects.toThrow('was never trusted');
    await log.change(trustIn(signer));
    await log.change(revoke(signer, minute(9)));
    await expect(log.change(trustIn(signer))).rejects.toThrow('does not come back');
    await expect(log.change(rotate(signer, other))).rejects.toThrow('revoked or replaced already');
  });

  test('a statement that another key signed too keeps counting', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(signer));
    const both = await log.move(signer, log.root);
    await log.change(revoke(signer, minute(0)));
    expect(log.trust.withdrawalOf(both)).toBeUndefined();
  });

  test('of itself counts although it comes from the key', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(admin, ['keys']));
    const itself = await log.change(revoke(admin, minute(0)), admin);
    expect(log.trust.withdrawalOf(itself)).toBeUndefined();
    await expect(log.change(trustIn(other), admin)).rejects.toEqual(code('ATTEST_REVOKED'));
  });

  test('what a stolen key brought in falls with it, and what it shut out comes back', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(admin, ['keys']));
    await log.change(trustIn(signer, ['reference-move']));
    const honest = await log.move(signer);
    const stolen = log.now;
    const grant = await log.change(trustIn(other), admin);
    const planted = await log.move(other);
    const shutOut = await log.change(revoke(signer, minute(0)), admin);
    expect(log.trust.withdrawalOf(honest)).toMatchObject({ revoked: true });
    await log.change(revoke(admin, stolen));
    for (const fallen of [grant, planted, shutOut]) expect(log.trust.withdrawalOf(fallen)).toBeDefined();
    expect(log.trust.withdrawalOf(honest)).toBeUndefined();
    expect(log.trust.keys.has(other.keyId)).toBe(false);
  });

  test('of two keys that revoke each other the first wins, until the root decides', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(admin, ['keys']));
    await log.change(trustIn(other, ['keys']));
    const first = await log.change(revoke(other, minute(0)), admin);
    await expect(log.change(revoke(admin, minute(0)), other)).rejects.toEqual(code('ATTEST_REVOKED'));
    await log.change(revoke(admin, minute(0)));
    expect(log.trust.withdrawalOf(first)).toBeDefined();
    expect((await log.change(trustIn(signer), other)).signedBy).toEqual([other.keyId]);
  });
});

describe('the root key', () => {
  test('is touched by nobody but itself', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(admin));
    for (const change of [revoke(log.root, minute(0)), rotate(log.root, other), trustIn(log.root, ['keys'])]) {
      await expect(log.change(change, admin)).rejects.toThrow('only the root key itself');
    }
  });

  test('is replaced by one that has its rights, over itself and over those before it', async () => {
    const log = await StatementLog.begin();
    await log.change(trustIn(admin));
    await log.change(rotate(log.root, other));
    expect(log.trust.root).toBe(log.root.keyId);
    await expect(log.change(revoke(log.root, minute(0)), admin)).rejects.toThrow('only the root key itself');
    await expect(log.change(revoke(log.root, minute(0)), other)).rejects.toThrow('undo the rotation');
    await log.change(revoke(log.root, log.now), other);
    expect((await log.move(other)).signedBy).toEqual([other.keyId]);
    await log.change(revoke(other, log.now), other);
    await expect(log.move(other)).rejects.toEqual(code('ATTEST_REVOKED'));
  });
});

describe('a changed key', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' });
  const sound = changedKey(signer);
  const cases: readonly (readonly [what: string, key: typeof sound])[] = [
    ['that is no PEM', { ...sound, pem: 'no key' }],
    ['with text around it', { ...sound, pem: `${sound.pem}\n` }],
    ['of a kind that does not sign', { ...sound, pem: rsa.toString() }],
    ['under the id of another', { ...sound, id: exampleAsset }],
    ['under another kind', { ...sound, kind: 'p-256' }],
  ];

  test.each(cases)('%s', async (_, key) => {
    const log = await StatementLog.begin();
    await expect(log.change({ action: 'trust', key, roles: ['*'], why: 'x' })).rejects.toEqual(
      code('ATTEST_KEY_CHANGE'),
    );
  });
});

test('only changes of keys are applied, in the order of the log', async () => {
  const log = await StatementLog.begin();
  const move = await log.move();
  const change = await log.change(trustIn(signer));
  expect(() => log.trust.apply(move)).toThrow(RangeError);
  expect(() => log.trust.apply(change)).toThrow(RangeError);
});

test('what would not count can be asked before it is signed', async () => {
  const log = await StatementLog.begin();
  const next = { at: log.now, index: log.size, signedBy: [log.root.keyId] };
  expect(log.trust.objectionTo({ ...next, change: trustIn(signer) })).toBeUndefined();
  expect(log.trust.objectionTo({ ...next, change: revoke(signer, log.now) })).toContain('was never trusted');
});

test('there is an end to changes of keys', async () => {
  const log = await StatementLog.begin();
  const first = await log.change(trustIn(signer));
  let trust = log.trust;
  const again = (index: number): Verified => ({ ...first, index });
  for (let index = 2; index < 1000; index++) trust = trust.apply(again(index));
  expect(() => trust.apply(again(1000))).toThrow(expect.objectContaining({ code: 'ATTEST_LIMIT' }));
});

test('however others change keys: the root stands, and what is told again is told the same', async () => {
  const people = [newSigner(), newSigner(), newSigner(), newSigner()];
  const person = fc.nat({ max: people.length - 1 });
  const action = fc.constantFrom('trust', 'rotate', 'revoke');
  const step = fc.record({
    action,
    by: person,
    about: fc.nat({ max: people.length }),
    to: person,
    from: fc.nat({ max: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const log = await StatementLog.begin();
      for (const key of people.slice(0, 2)) await log.change(trustIn(key, ['keys']));
      for (const { action, by, about, to, from } of steps) {
        const [one = log.root, next = log.root, actor = log.root] = [people[about], people[to], people[by]];
        if (action === 'rotate' && one === next) continue;
        const changes = { trust: trustIn(one, ['keys']), rotate: rotate(one, next), revoke: revoke(one, minute(from)) };
        await log.change(changes[action], actor).catch((error: unknown) => {
          expect(error).toBeInstanceOf(AttestError);
        });
      }
      expect(log.trust.keys.get(log.root.keyId)).toMatchObject({ grants: [{ index: -1, roles: ['*'] }] });
      expect(log.trust.keys.get(log.root.keyId)).not.toHaveProperty('revoked');
      expect(log.tellAgain().keys).toEqual(log.trust.keys);
    }),
    { numRuns: 60 },
  );
});
