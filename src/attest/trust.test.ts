// Whose signatures count: changes of keys in the order of the log.
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseSha256, type Sha256 } from '#core/digest';
import { type KeyChange, predicate as keyChange } from '#predicates/key-change';
import { predicate as referenceMove } from '#predicates/reference-move';
import { KeySigner } from '#sign/key-signer';
import { attest } from './attest.ts';
import { Trust } from './trust.ts';
import type { Verified } from './verified.ts';
import { verifyAttestation } from './verify-attestation.ts';

const asset = parseSha256('a'.repeat(64));
const root = newKey();
const admin = newKey();
const signer = newKey();
const other = newKey();

function newKey(): KeySigner {
  return new KeySigner(generateKeyPairSync('ed25519').privateKey);
}

function keyOf({ keyId: id, kind, publicKey }: KeySigner): { id: Sha256; kind: string; pem: string } {
  return { id, kind, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

/** A log of one entry per minute. */
class Story {
  trust: Trust = Trust.rootedIn(root.keyId);
  index = -1;

  get at(): string {
    return minute(this.index);
  }

  async change(body: KeyChange, ...signers: KeySigner[]): Promise<Verified> {
    const subjects = (keyChange.subjects?.(body) ?? []).map((sha256) => ({ sha256 }));
    const { bytes, sha256: envelope } = await attest(keyChange, subjects, body, signers);
    this.index += 1;
    const { trust, index, at } = this;
    const verified = verifyAttestation(bytes, { leaf: { at, envelope }, index, trust });
    this.trust = trust.apply(verified);
    return verified;
  }

  async move(...signers: KeySigner[]): Promise<Verified> {
    const body = { name: 'reviews', version: 1, to: asset, why: 'first' };
    const { bytes, sha256: envelope } = await attest(referenceMove, [{ sha256: asset }], body, signers);
    this.index += 1;
    const { trust, index, at } = this;
    return verifyAttestation(bytes, { leaf: { at, envelope }, index, trust });
  }
}

function minute(index: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString();
}

const trustIn = (key: KeySigner, roles: readonly string[] = ['*']): KeyChange => ({
  action: 'trust',
  key: keyOf(key),
  roles,
  why: 'test',
});
const revoke = (key: KeySigner, from: string): KeyChange => ({ action: 'revoke', old: key.keyId, from, why: 'stolen' });
const rotate = (old: KeySigner, key: KeySigner): KeyChange => ({
  action: 'rotate',
  old: old.keyId,
  key: keyOf(key),
  why: 'yearly',
});

async function begun(): Promise<Story> {
  const story = new Story();
  await story.change(trustIn(root), root);
  return story;
}

describe('the beginning', () => {
  test('the pinned key trusts itself', async () => {
    const story = await begun();
    expect([...story.trust.keys.keys()]).toEqual([root.keyId]);
    expect((await story.move(root)).body).toMatchObject({ name: 'reviews' });
  });

  test('another key does not', async () => {
    await expect(new Story().change(trustIn(other), other)).rejects.toMatchObject({ code: 'ATTEST_UNTRUSTED' });
  });

  test('nobody else is trusted', async () => {
    const story = await begun();
    await expect(story.move(other)).rejects.toMatchObject({ code: 'ATTEST_UNTRUSTED' });
  });
});

test('a key signs what it has the role for', async () => {
  const story = await begun();
  await story.change(trustIn(signer, ['reference-move']), root);
  expect((await story.move(signer)).signedBy).toEqual([signer.keyId]);
  await expect(story.change(trustIn(other), signer)).rejects.toMatchObject({ code: 'ATTEST_UNTRUSTED' });
  await story.change(trustIn(signer, ['asset-manifest']), root);
  await expect(story.move(signer)).rejects.toMatchObject({ code: 'ATTEST_UNTRUSTED' });
});

test('rotation: what the old key signed keeps counting, what it signs now does not', async () => {
  const story = await begun();
  await story.change(trustIn(signer, ['reference-move']), root);
  const before = await story.move(signer);
  await story.change(rotate(signer, other), root);
  expect((await story.move(other)).signedBy).toEqual([other.keyId]);
  await expect(story.move(signer)).rejects.toMatchObject({ code: 'ATTEST_UNTRUSTED' });
  expect(story.trust.withdrawalOf(before)).toBeUndefined();
});

test('revocation: from its time on nothing counts, earlier statements do', async () => {
  const story = await begun();
  await story.change(trustIn(signer, ['reference-move']), root);
  const early = await story.move(signer);
  const late = await story.move(signer);
  await story.change(revoke(signer, late.at), root);
  expect(story.trust.withdrawalOf(early)).toBeUndefined();
  expect(story.trust.withdrawalOf(late)).toMatchObject({ revoked: true });
  await expect(story.move(signer)).rejects.toMatchObject({ code: 'ATTEST_REVOKED' });
});

test('what a stolen key brought in falls with it, and what it shut out comes back', async () => {
  const story = await begun();
  await story.change(trustIn(admin, ['keys']), root);
  await story.change(trustIn(signer, ['reference-move']), root);
  const honest = await story.move(signer);
  const stolen = minute(story.index + 1);
  await story.change(trustIn(other), admin);
  const planted = await story.move(other);
  await story.change(revoke(signer, minute(0)), admin);
  expect(story.trust.withdrawalOf(honest)).toMatchObject({ revoked: true });
  await story.change(revoke(admin, stolen), root);
  expect(story.trust.withdrawalOf(planted)).toBeDefined();
  expect(story.trust.withdrawalOf(honest)).toBeUndefined();
  expect(story.trust.keys.has(other.keyId)).toBe(false);
});

test('nobody but the root touches the root', async () => {
  const story = await begun();
  await story.change(trustIn(admin), root);
  for (const change of [revoke(root, minute(0)), rotate(root, other), trustIn(root, ['keys'])]) {
    await expect(story.change(change, admin)).rejects.toMatchObject({ code: 'ATTEST_KEY_CHANGE' });
  }
  await story.change(rotate(root, other), root);
  await expect(story.change(revoke(root, minute(0)), admin)).rejects.toMatchObject({ code: 'ATTEST_KEY_CHANGE' });
  await expect(story.change(revoke(root, minute(0)), other)).rejects.toThrow('undo the rotation');
  await story.change(revoke(root, minute(story.index + 1)), other);
  expect((await story.move(other)).signedBy).toEqual([other.keyId]);
});
