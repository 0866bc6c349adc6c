// The contract of everything that signs. A signer in a token or a service is added to the list and held to the same.
import { createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { keyId } from '#sign/key-id';
import { type KeyKind, keyKinds } from '#sign/key-kind';
import { KeySigner } from '#sign/key-signer';
import { KeyVerifier } from '#sign/key-verifier';
import type { Signer } from '#sign/signer';
import { TokenSigner } from '#sign/token/token-signer';
import { hasSoftToken, loadPkcs11js, SoftToken } from '#testkit/soft-token';

interface Implementation {
  readonly name: string;
  readonly kinds: readonly KeyKind[];
  readonly create: (kind: KeyKind) => Signer | Promise<Signer>;
  /** What it needs is not installed here. */
  readonly missing?: boolean;
}

const base = mkdtempSync(join(tmpdir(), 'assay-signers-'));
afterAll(() => rmSync(base, { recursive: true }));
const token = hasSoftToken ? new SoftToken(base) : undefined;

const implementations: readonly Implementation[] = [
  { name: 'a key in this process', kinds: keyKinds, create: (kind) => new KeySigner(newKey(kind)) },
  {
    name: 'a key in a token (skipped without softhsm2 and tools/install-pkcs11js.sh)',
    kinds: keyKinds,
    missing: token === undefined,
    create: (kind) => TokenSigner.open(token?.put(newKey(kind)) ?? '', async () => '', loadPkcs11js),
  },
];

for (const { name, kinds, create, missing = false } of implementations) {
  // What stands in a group that is skipped runs all the same.
  if (missing) test.skip(name);
  describe.each(missing ? [] : kinds)(`${name}, %s`, async (kind) => {
    const signer = await create(kind);
    const verifier = new KeyVerifier(signer.publicKey);
    const message = Buffer.from('what is signed');

    test('tells its kind and the id of its key', () => {
      expect([signer.kind, verifier.kind]).toEqual([kind, kind]);
      expect([signer.keyId, verifier.keyId]).toEqual([keyId(signer.publicKey), keyId(signer.publicKey)]);
      expect(signer.publicKey.type).toBe('public');
    });

    test('what it signs verifies, the empty message too', async () => {
      for (const bytes of [message, Buffer.alloc(0), Buffer.alloc(100_000, 7)]) {
        expect(verifier.verify(bytes, await signer.sign(bytes))).toBe(signer.keyId);
      }
    });

    test('another message, another key, another signature do not', async () => {
      const signature = await signer.sign(message);
      expect(() => verifier.verify(Buffer.from('what is Signed'), signature)).toThrow('does not belong to these bytes');
      const other = await create(kind);
      expect(() => new KeyVerifier(other.publicKey).verify(message, signature)).toThrow('does not belong');
      for (const bad of [Buffer.alloc(0), signature.subarray(1), Buffer.concat([signature, Buffer.from([0])])]) {
        expect(() => verifier.verify(message, bad)).toThrow('does not belong');
      }
    });
  });
}

test.each([
  ['RSA', () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 'rsa'],
  ['secp256k1', () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey, 'secp256k1'],
  ['symmetric', () => createSecretKey(Buffer.alloc(32)), 'secret'],
  ['X25519', () => generateKeyPairSync('x25519').privateKey, 'x25519'],
])('%s keys do not sign here', (_name, create, kind) => {
  expect(() => new KeySigner(create())).toThrow(
    `the key is of kind ${kind}; usable are Ed25519, P-256, P-384 and P-521`,
  );
});

function newKey(kind: KeyKind): KeyObject {
  if (kind === 'ed25519') return generateKeyPairSync('ed25519').privateKey;
  return generateKeyPairSync('ec', { namedCurve: kind.toUpperCase() }).privateKey;
}
