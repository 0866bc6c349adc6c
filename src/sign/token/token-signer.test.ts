// Keys in tokens beyond what the contract of signers says: which token, which key, which PIN, and each way to be refused.
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildCertificate } from '#testkit/certificates';
import {
  ed25519Objects,
  type FakeObject,
  type FakeTokenOptions,
  fakeToken,
  initialized,
  loginRequired,
  protectedPath,
} from '#testkit/fake-token';
import { keyId } from '../key-id.ts';
import { openSigner } from '../open-signer.ts';
import { TokenSigner } from './token-signer.ts';

const base = mkdtempSync(join(tmpdir(), 'assay-token-'));
afterAll(() => rmSync(base, { recursive: true }));
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pair = ed25519Objects(privateKey, publicKey, 'A');
const [signing, shown] = pair;
const sealed = [{ flags: initialized | loginRequired }];
const uri = 'pkcs11:?module-path=/module.so';
const message = Buffer.from('message');

const open = (options: FakeTokenOptions, name = uri, pin = async (): Promise<string> => 'asked') =>
  TokenSigner.open(name, pin, fakeToken({ objects: pair, ...options }).load);

test('opens, signs, closes; asks for no PIN that nobody wants', async () => {
  const { load, calls } = fakeToken({ objects: pair });
  const signer = await TokenSigner.open(uri, async () => Promise.reject(new Error('asked')), load);
  expect(signer.keyId).toBe(keyId(publicKey));
  expect(Buffer.from(await signer.sign(message))).toEqual(sign(null, message, privateKey));
  signer.close();
  const one = ['C_OpenSession', 'C_SignInit 1057', 'C_Sign', 'C_CloseSession'];
  expect(calls).toEqual([
    'load /module.so',
    'C_Initialize',
    'C_GetSlotList',
    'C_OpenSession',
    ...one,
    'C_CloseSession',
  ]);
});

describe('the PIN', () => {
  const loginOf = async (options: FakeTokenOptions, name: string): Promise<readonly string[]> => {
    const { load, calls } = fakeToken({ objects: pair, tokens: sealed, ...options });
    const signer = await TokenSigner.open(name, async () => 'asked', load);
    await signer.sign(message);
    return calls.filter((call) => call.startsWith('C_Login'));
  };

  test('is asked for, or stands in the URI, or in a file', async () => {
    const path = join(base, 'pin');
    writeFileSync(path, '0815\r\nnot this\n');
    expect(await loginOf({}, uri)).toEqual(['C_Login 1 asked']);
    expect(await loginOf({}, `${uri}&pin-value=77`)).toEqual(['C_Login 1 77']);
    expect(await loginOf({}, `${uri}&pin-source=${path}`)).toEqual(['C_Login 1 0815']);
    await expect(loginOf({}, `${uri}&pin-source=${path}.none`)).rejects.toThrow('the file of the PIN');
  });

  test('is missing', async () => {
    const { load } = fakeToken({ objects: pair, tokens: sealed });
    await expect(TokenSigner.open(uri, undefined, load)).rejects.toThrow('the token wants a PIN, and none was given');
  });

  test('is typed on the token itself where it has keys', async () => {
    const tokens = [{ flags: initialized | loginRequired | protectedPath }];
    expect(await loginOf({ tokens }, uri)).toEqual(['C_Login 1 undefined']);
  });

  test('is given again for keys that want it for every signature', async () => {
    const objects = [{ ...signing, attributes: { ...signing?.attributes, 514: 1 } }, shown] as readonly FakeObject[];
    expect(await loginOf({ objects }, uri)).toEqual(['C_Login 1 asked', 'C_Login 2 asked']);
  });

  test('a wrong one is tried once, and the session is closed', async () => {
    const { load, calls } = fakeToken({ objects: pair, tokens: sealed, failing: { C_Login: 'CKR_PIN_INCORRECT:160' } });
    const refusal =
      'the token "Fake" refuses: the PIN is wrong, and too many wrong ones lock it (CKR_PIN_INCORRECT:160)';
    await expect(TokenSigner.open(uri, async () => 'asked', load)).rejects.toThrow(refusal);
    expect(calls.slice(-2)).toEqual(['C_Login 1 asked', 'C_CloseSession']);
  });

  test('who is logged in already is', async () => {
    const failing = { C_Login: 'CKR_USER_ALREADY_LOGGED_IN:256' };
    expect((await open({ tokens: sealed, failing })).keyId).toBe(keyId(publicKey));
  });
});

describe('one token is meant', () => {
  const tokens = [
    { label: 'One   ', serialNumber: 'S1' },
    { label: 'Two   ', model: 'M2', manufacturerID: 'X2' },
    { label: '', flags: 0 },
  ];

  test.each(['token=One', 'serial=S1', 'slot-id=0', 'token=Two;model=M2', 'manufacturer=X2', 'slot-id=1'])(
    '%s',
    async (which) => {
      expect((await open({ tokens }, `pkcs11:${which}?module-path=/m`)).keyId).toBe(keyId(publicKey));
    },
  );

  test.each([
    ['', 'fits 2 tokens instead of one; there are "One", "Two"'],
    ['token=Three', 'fits 0 tokens instead of one; there are "One", "Two"'],
    ['token=One;model=M2', 'fits 0 tokens'],
    ['slot-id=2', 'fits 0 tokens'],
  ])('not: %s', async (which, why) => {
    await expect(open({ tokens }, `pkcs11:${which}?module-path=/m`)).rejects.toThrow(why);
  });

  test('none at all', async () => {
    await expect(open({ tokens: [] })).rejects.toThrow('fits 0 tokens instead of one; there is none');
  });
});

describe('one key is meant', () => {
  const other = ed25519Objects(privateKey, publicKey, 'B').map(({ attributes, ...rest }) => ({
    ...rest,
    attributes: { ...attributes, 3: 'label' },
  }));

  test('by id and by label', async () => {
    const objects = [...pair, ...other];
    await expect(open({ objects })).rejects.toThrow('fits 2 private keys of the token "Fake" instead of one');
    for (const which of ['id=B', 'object=label', 'id=A']) {
      expect((await open({ objects }, `pkcs11:${which}?module-path=/m`)).keyId).toBe(keyId(publicKey));
    }
    await expect(open({ objects }, 'pkcs11:object=none?module-path=/m')).rejects.toThrow('fits 0 private keys');
  });

  test('its public half has the same id, or where it has none the same label', async () => {
    const byLabel = pair.map(({ attributes: { 0x102: _id, ...rest }, ...object }) => ({
      ...object,
      attributes: { ...rest, 3: 'label' },
    }));
    expect((await open({ objects: byLabel })).keyId).toBe(keyId(publicKey));
    const unnamed = [{ ...signing, attributes: { 0: 3 } }] as readonly FakeObject[];
    await expect(open({ objects: unnamed })).rejects.toThrow('neither the public key nor a certificate');
  });

  test('its public half is in a certificate', async () => {
    const { der, key } = buildCertificate({ subject: 'Signer' });
    const certificate = { attributes: { 0: 1, 258: Buffer.from('A'), 17: der } };
    const signer = await open({ objects: [signing, certificate] as readonly FakeObject[] });
    expect([signer.kind, signer.publicKey.equals(createPublicKey(key))]).toEqual(['p-256', true]);
    const broken = { attributes: { ...certificate.attributes, 17: Buffer.from('no') } };
    await expect(open({ objects: [signing, broken] as readonly FakeObject[] })).rejects.toThrow('cannot be read');
    const { 0x11: _value, ...hidden } = certificate.attributes;
    await expect(open({ objects: [signing, { attributes: hidden }] as readonly FakeObject[] })).rejects.toThrow(
      'neither',
    );
  });

  test('its public half is damaged, or of a kind that does not sign here', async () => {
    const damaged = { attributes: { ...shown?.attributes, 385: Buffer.from([4, 1]) } };
    await expect(open({ objects: [signing, damaged] as readonly FakeObject[] })).rejects.toThrow('cannot be read');
    const { der } = buildCertificate({
      subject: 'S',
      key: generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey,
    });
    const koblitz = { attributes: { 0: 1, 258: Buffer.from('A'), 17: der } };
    await expect(open({ objects: [signing, koblitz] as readonly FakeObject[] })).rejects.toThrow('of kind secp256k1');
  });
});

test('a public key object without its point is passed over; the point may be bare', async () => {
  const { 0x181: point, ...rest } = shown?.attributes ?? {};
  await expect(open({ objects: [signing, { attributes: rest }] as readonly FakeObject[] })).rejects.toThrow('neither');
  // 32 bytes that could be read as DER of another kind.
  const odd = Buffer.alloc(32, 7);
  odd.set([0x05, 30]);
  const bare = [signing, { attributes: { ...rest, 385: odd } }] as readonly FakeObject[];
  const raw = (await open({ objects: bare })).publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  expect([raw, Buffer.isBuffer(point)]).toEqual([odd, true]);
});

test('the halves of a key that do not belong together', async () => {
  const [, strange] = ed25519Objects(privateKey, generateKeyPairSync('ed25519').publicKey, 'A');
  const signer = await open({ objects: [signing, strange] as readonly FakeObject[] });
  await expect(signer.sign(message)).rejects.toThrow('does not belong to its public key');
});

test('an answer that is no signature', async () => {
  const { der } = buildCertificate({ subject: 'Signer' });
  const short = { attributes: signing?.attributes ?? {}, sign: () => Buffer.alloc(63) };
  const signer = await open({ objects: [short, { attributes: { 0: 1, 258: Buffer.from('A'), 17: der } }] });
  await expect(signer.sign(message)).rejects.toThrow('a signature of 63 bytes does not belong to a curve of 32 bytes');
});

test.each([
  ['load', 'the PKCS#11 module /module.so cannot be loaded: broken'],
  ['C_Initialize', 'the PKCS#11 module /module.so does not start: broken'],
  ['C_GetSlotList', 'the PKCS#11 module refuses (broken)'],
  ['C_OpenSession', 'the token "Fake" refuses (broken)'],
])('%s fails', async (call, why) => {
  await expect(open({ failing: { [call]: 'broken\nand more' } })).rejects.toThrow(why);
});

test('a signature that fails leaves nothing open', async () => {
  const { load, calls } = fakeToken({ objects: pair, failing: { C_Sign: 'CKR_DEVICE_REMOVED:50' } });
  const signer = await TokenSigner.open(uri, async () => '', load);
  await expect(signer.sign(message)).rejects.toMatchObject({ code: 'SIGN_TOKEN' });
  expect(calls.at(-1)).toBe('C_CloseSession');
});

test('a module that others in this process use already', async () => {
  const failing = { C_Initialize: 'CKR_CRYPTOKI_ALREADY_INITIALIZED:401' };
  expect((await open({ failing })).keyId).toBe(keyId(publicKey));
});

test('a module by its name, and none', async () => {
  await expect(open({}, 'pkcs11:?module-name=no-such')).rejects.toThrow(
    'there is no PKCS#11 module no-such in /usr/lib',
  );
  await expect(open({}, 'pkcs11:token=a')).rejects.toThrow('names no module: add ?module-path=');
  await expect(openSigner('pkcs11:token=a')).rejects.toThrow('names no module');
});

test('what a library throws that is no error', async () => {
  const { load } = fakeToken({ objects: pair });
  const throwing = (): ReturnType<typeof load> => {
    const { PKCS11 } = load();
    const odd = class extends PKCS11 {
      override load(): void {
        throw 'a text';
      }
    };
    return { PKCS11: odd };
  };
  await expect(TokenSigner.open(uri, async () => '', throwing)).rejects.toThrow('cannot be loaded: a text');
});
