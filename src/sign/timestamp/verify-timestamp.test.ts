// Timestamps of our own authority: what is accepted, and each defect that is not. Those of OpenSSL: tests/vectors.
import { generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { buildCertificate, codeSigning } from '#testkit/certificates';
import { der, derObjectId, derSequence } from '#testkit/der-writer';
import {
  answerRequest,
  buildAuthority,
  buildTimestamp,
  grant,
  refuse,
  type TimeAuthority,
  type TimestampParts,
  timeStamping,
} from '#testkit/timestamps';
import { parseCertificate } from '../certificate.ts';
import { parseDer, parseDerList } from '../der.ts';
import { SignError } from '../sign-error.ts';
import { requestTimestamp } from './request-timestamp.ts';
import { verifyTimestamp } from './verify-timestamp.ts';

const bytes = Buffer.from('what is to be proven');
const authority = buildAuthority();
const rootsOf = ({ root }: TimeAuthority) => [parseCertificate(root.der)];
const verify = (token: Uint8Array, from = authority) =>
  verifyTimestamp(token, [Buffer.from('other'), bytes], rootsOf(from));

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof SignError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

test('says when, by whom, and how exactly', () => {
  const accuracy = derSequence(der(0x02, Buffer.from([1])), der(0x80, Buffer.from([2])), der(0x81, Buffer.from([3])));
  const after = [
    accuracy,
    der(0x01, Buffer.from([0xff])),
    der(0x02, Buffer.from([0x12, 0x34])),
    der(0xa0, derSequence()),
  ];
  const token = buildTimestamp(authority, bytes, { time: '20260601000000.9995Z', after });
  for (const form of [token, grant(token), grant(token, 1)]) {
    expect(verify(form)).toEqual({
      time: new Date('2026-06-01T00:00:00.999Z'),
      accuracyMs: 1002.003,
      latest: new Date('2026-06-01T00:00:02.002Z'),
      authority: 'CN=Time authority',
      root: 'CN=Time root',
      serial: '07',
      nonce: '1234',
    });
  }
});

test('an accuracy of whole seconds', () => {
  const after = [derSequence(der(0x02, Buffer.from([2])))];
  expect(verify(buildTimestamp(authority, bytes, { after })).accuracyMs).toBe(2000);
});

test('the certificates have to be valid then, not now', () => {
  const past = new Date('2021-01-01T00:00:00Z');
  const expired = buildAuthority(past);
  expect(refusal(() => verify(buildTimestamp(expired, bytes, { time: '20260601000000Z' }), expired))).toMatch(
    /^SIGN_EXPIRED/,
  );
  expect(verify(buildTimestamp(expired, bytes, { time: '20200601000000Z' }), expired).time.getUTCFullYear()).toBe(2020);
});

describe('accepted', () => {
  test.each<[string, TimestampParts]>([
    ['a digest of SHA-512', { hashId: '608648016503040203' }],
    ['a digest of SHA-384', { hashId: '608648016503040202' }],
    ['the certificate named by SHA-1', { naming: 'sha1' }],
    ['the certificate named by SHA-512', { naming: 'sha512' }],
    ['the signer named by a key identifier', { byKeyId: true }],
    ['an extension that is not critical', { after: [der(0xa1, derSequence(derObjectId('2a03'), der(0x04)))] }],
  ])('%s', (_name, parts) => {
    expect(verify(buildTimestamp(authority, bytes, parts)).serial).toBe('07');
  });

  test.each<[string, () => KeyObject, TimestampParts]>([
    [
      'Ed25519',
      () => generateKeyPairSync('ed25519').privateKey,
      { signatureId: '2b6570', signer: (signed, key) => sign(null, signed, key) },
    ],
    [
      'RSA',
      () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
      { signatureId: '2a864886f70d010101' },
    ],
    [
      'RSA with SHA-512',
      () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
      {
        signatureId: '2a864886f70d01010d',
        digestId: '608648016503040203',
        signer: (signed, key) => sign('sha512', signed, key),
      },
    ],
  ])('an authority with %s', (_name, create, parts) => {
    const certificate = buildCertificate({
      subject: 'T',
      issuer: authority.root,
      key: create(),
      extendedKeyUsage: [timeStamping],
    });
    expect(verify(buildTimestamp({ ...authority, certificate }, bytes, parts)).authority).toBe('CN=T');
  });

  test('a certificate that only the verifier has', () => {
    const token = buildTimestamp(authority, bytes, { certificates: [] });
    expect(refusal(() => verify(token))).toMatch(/^SIGN_UNTRUSTED: the certificate of the time authority is neither/);
    const own = [parseCertificate(authority.certificate.der)];
    expect(verifyTimestamp(token, [bytes], own).root).toBe('CN=Time authority');
  });
});

describe('refused', () => {
  const strange = buildCertificate({ subject: 'X', authority: true });
  const critical = derSequence(derObjectId('2a03'), der(0x01, Buffer.from([0xff])), der(0x04));

  test.each<[string, TimestampParts, string]>([
    [
      'over other bytes',
      { info: (info) => Buffer.from(info).fill(0, 40, 44) },
      'SIGN_INVALID: the timestamp is over something else',
    ],
    ['a digest of SHA-1', { hashId: '2b0e03021a' }, 'SIGN_UNSUPPORTED: the timestamp is made with a hash'],
    ['another version', { version: 2 }, 'SIGN_UNSUPPORTED: the timestamp is of another version'],
    [
      'a critical extension',
      { after: [der(0xa1, critical)] },
      'SIGN_UNSUPPORTED: the timestamp has a critical extension',
    ],
    ['something behind it', { after: [der(0x04)] }, 'SIGN_MALFORMED'],
    ['a negative accuracy', { after: [derSequence(der(0x02, Buffer.from([0x80])))] }, 'SIGN_MALFORMED'],
    ['an empty accuracy', { after: [derSequence(der(0x02))] }, 'SIGN_MALFORMED'],
    ['a huge accuracy', { after: [derSequence(der(0x02, Buffer.alloc(7, 1)))] }, 'SIGN_MALFORMED'],
    ['no time', { time: '2026-06-01' }, 'SIGN_MALFORMED: the time of the timestamp'],
    ['a local time', { time: '20260601000000+0100' }, 'SIGN_MALFORMED: the time of the timestamp'],
    ['the 31st of February', { time: '20260231000000Z' }, 'SIGN_MALFORMED: the time of the timestamp'],
    ['a zero at the end of the fraction', { time: '20260601000000.10Z' }, 'SIGN_MALFORMED: the time of the timestamp'],
    [
      'another content type',
      { contentType: '2a864886f70d010701' },
      'SIGN_MALFORMED: the file is signed and no timestamp',
    ],
    ['a hash that nobody knows', { digestId: '2a03' }, 'SIGN_UNSUPPORTED'],
    ['an algorithm of another key', { signatureId: '2a864886f70d01010b' }, 'SIGN_UNSUPPORTED'],
    ['an algorithm that nobody knows', { signatureId: '2a03' }, 'SIGN_UNSUPPORTED'],
    [
      'a wrong signature',
      { signer: (_signed, key) => sign('sha256', bytes, key) },
      'SIGN_INVALID: the time authority did not',
    ],
    ['a signature of nothing', { signer: () => Buffer.alloc(0) }, 'SIGN_INVALID: the time authority did not'],
    [
      'no name of the certificate',
      { attributes: ({ naming: _, ...rest }) => Object.values(rest) },
      'SIGN_MALFORMED: the timestamp does not say which',
    ],
    ['no digest', { attributes: ({ messageDigest: _, ...rest }) => Object.values(rest) }, 'SIGN_MALFORMED'],
    ['no type', { attributes: ({ contentType: _, ...rest }) => Object.values(rest) }, 'SIGN_MALFORMED'],
    [
      'an attribute twice',
      { attributes: (all) => [...Object.values(all), all.messageDigest ?? Buffer.alloc(0)] },
      'SIGN_MALFORMED',
    ],
    ['two digests', { attributes: twice('messageDigest') }, 'SIGN_MALFORMED: the timestamp does not follow'],
    ['two types', { attributes: twice('contentType') }, 'SIGN_MALFORMED: the timestamp does not follow'],
    ['two names', { attributes: twice('naming') }, 'SIGN_MALFORMED: the timestamp does not follow'],
    [
      'the digest of something else',
      { attributes: ({ messageDigest: _, ...rest }) => [...Object.values(rest), digestOf(bytes)] },
      'SIGN_INVALID: the signed attributes',
    ],
    [
      'many certificates',
      { certificates: Array(17).fill(authority.certificate.der) },
      'SIGN_LIMIT: the timestamp has 17 certificates',
    ],
    [
      'another certificate',
      { certificates: [strange.der] },
      'SIGN_UNTRUSTED: the certificate of the time authority is neither',
    ],
  ])('%s', (_name, parts, message) => {
    expect(refusal(() => verify(buildTimestamp(authority, bytes, parts)))).toContain(message);
  });

  test.each([
    ['for signing code', [codeSigning], 'is not for timestamps'],
    ['for two purposes', [timeStamping, codeSigning], 'is for other purposes beside timestamps'],
    ['without a purpose', null, 'is not for timestamps'],
  ])('an authority %s', (_name, extendedKeyUsage, why) => {
    const certificate = buildCertificate({ subject: 'T', issuer: authority.root, extendedKeyUsage });
    expect(refusal(() => verify(buildTimestamp({ ...authority, certificate }, bytes)))).toContain(why);
  });

  test('an authority with a short RSA key', () => {
    const key = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    const certificate = buildCertificate({
      subject: 'T',
      issuer: authority.root,
      key,
      extendedKeyUsage: [timeStamping],
    });
    const token = buildTimestamp({ ...authority, certificate }, bytes, { signatureId: '2a864886f70d01010b' });
    expect(refusal(() => verify(token))).toMatch(/^SIGN_UNSUPPORTED/);
  });

  test('an authority that nobody trusts', () => {
    expect(refusal(() => verify(buildTimestamp(buildAuthority(), bytes)))).toMatch(/^SIGN_UNTRUSTED/);
  });

  test('what is no timestamp at all', () => {
    expect(refusal(() => verify(refuse('no more today')))).toBe(
      'SIGN_REFUSED: the time authority gives no timestamp (status 2): no more today',
    );
    expect(refusal(() => verify(refuse()))).toMatch(/^SIGN_REFUSED/);
    expect(refusal(() => verify(Buffer.alloc(70_000)))).toMatch(/^SIGN_LIMIT/);
    expect(refusal(() => verify(derSequence()))).toMatch(/^SIGN_MALFORMED/);
    expect(refusal(() => verify(derSequence(derObjectId('2a03'), der(0xa0, derSequence()))))).toMatch(
      /^SIGN_MALFORMED/,
    );
    expect(
      refusal(() => verify(Buffer.concat([grant(buildTimestamp(authority, bytes)), Buffer.from([5, 0])]))),
    ).toMatch(/^SIGN_MALFORMED/);
  });

  test('any flipped bit, or one that says the same', () => {
    const token = grant(buildTimestamp(authority, bytes));
    const sound = JSON.stringify(verify(token));
    for (let bit = 0; bit < token.length * 8; bit += 3) {
      const damaged = Buffer.from(token);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const outcome = refusal(() => expect(JSON.stringify(verify(damaged))).toBe(sound));
      expect(outcome, `bit ${bit}`).toMatch(/^SIGN_|^accepted/);
    }
  });

  test('cut anywhere', () => {
    const token = grant(buildTimestamp(authority, bytes));
    for (let end = 0; end < token.length; end++) {
      expect(
        refusal(() => verify(token.subarray(0, end))),
        `${end} bytes`,
      ).toMatch(/^SIGN_/);
    }
  });
});

describe('asking', () => {
  const time = '20260601000000Z';

  test('keeps an answer to this request', async () => {
    const post = async (request: Uint8Array) => answerRequest(authority, Buffer.from(request), time);
    const { response, timestamp } = await requestTimestamp(bytes, rootsOf(authority), post);
    expect(timestamp.time.toISOString()).toBe('2026-06-01T00:00:00.000Z');
    expect(verify(response)).toEqual(timestamp);
  });

  test('refuses an older answer', async () => {
    const old = grant(buildTimestamp(authority, bytes, { after: [der(0x02, Buffer.from([1]))] }));
    const act = requestTimestamp(bytes, rootsOf(authority), async () => old);
    await expect(act).rejects.toThrow('answered another request than this one');
  });
});

/** One attribute with its value twice. */
function twice(name: string): NonNullable<TimestampParts['attributes']> {
  return (all) => Object.entries(all).map(([key, attribute]) => (key === name ? twoValues(attribute) : attribute));
}

function twoValues(attribute: Buffer): Buffer {
  const [id, set] = parseDerList(parseDer(attribute).content);
  const values = Buffer.from(set?.content ?? []);
  return derSequence(der(0x06, id?.content ?? values), der(0x31, values, values));
}

function digestOf(content: Buffer): Buffer {
  return derSequence(derObjectId('2a864886f70d010904'), der(0x31, der(0x04, hash('sha256', content, 'buffer'))));
}
