// RFC 5280 for signing code: what leads to a root, and each way in which it does not.
import { describe, expect, test } from 'vitest';
import * as limits from '#core/limits';
import {
  buildCertificate,
  type CertificateOptions,
  serverAuthentication,
  type TestCertificate,
} from '#testkit/certificates';
import { der, derObjectId, derSequence } from '#testkit/der-writer';
import { parseCertificate } from './certificate.ts';
import { SignError } from './sign-error.ts';
import { verifyChain } from './verify-chain.ts';

const at = new Date('2026-06-01T00:00:00Z');
const past = new Date('2021-01-01T00:00:00Z');
const future = new Date('2040-01-01T00:00:00Z');

type Changes = Partial<Record<'root' | 'middle' | 'leaf', Partial<CertificateOptions>>>;

/** Root, intermediate and signer, each with the changes asked for. */
function build(changes: Changes = {}): Record<'root' | 'middle' | 'leaf', TestCertificate> {
  const root = buildCertificate({ subject: 'Root', authority: true, ...changes.root });
  const middle = buildCertificate({ subject: 'Middle', authority: true, issuer: root, ...changes.middle });
  const leaf = buildCertificate({ subject: 'Signer', issuer: middle, ...changes.leaf });
  return { root, middle, leaf };
}

function verify({ root, middle, leaf }: ReturnType<typeof build>, trusted: TestCertificate = root): string {
  const parse = ({ der }: TestCertificate) => parseCertificate(der);
  try {
    const options = { intermediates: [parse(middle)], roots: [parse(trusted)], at };
    return verifyChain(parse(leaf), options)
      .chain.map(({ subject }) => subject)
      .join(' < ');
  } catch (error) {
    if (error instanceof SignError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

test('a chain leads from the signer to the root', () => {
  expect(verify(build())).toBe('CN=Signer < CN=Middle < CN=Root');
});

test('a root that signed itself may sign code when it is trusted itself', () => {
  const { root, middle } = build({ root: { authority: true, keyUsage: 0x84, extendedKeyUsage: ['2b06010505070303'] } });
  expect(verify({ root, middle, leaf: root })).toBe('CN=Root');
});

test('a certificate without key usage is not limited by it', () => {
  expect(verify(build({ leaf: { keyUsage: null }, middle: { keyUsage: null } }))).toMatch(/Root$/);
});

test.each<[string, Changes, string]>([
  [
    'signer expired',
    { leaf: { validTo: past } },
    'SIGN_EXPIRED: the certificate of CN=Signer has not been valid since',
  ],
  [
    'signer not yet valid',
    { leaf: { validFrom: future } },
    'SIGN_EXPIRED: the certificate of CN=Signer is not valid bef',
  ],
  ['intermediate expired', { middle: { validTo: past } }, 'SIGN_EXPIRED: the certificate of CN=Middle'],
  ['intermediate not yet valid', { middle: { validFrom: future } }, 'SIGN_EXPIRED: the certificate of CN=Middle'],
  ['root expired', { root: { validTo: past } }, 'SIGN_EXPIRED: the certificate of CN=Root'],
  [
    'no codeSigning',
    { leaf: { extendedKeyUsage: [serverAuthentication] } },
    'SIGN_UNTRUSTED: the certificate of CN=Signer is not for',
  ],
  [
    'no extended key usage',
    { leaf: { extendedKeyUsage: null } },
    'SIGN_UNTRUSTED: the certificate of CN=Signer is not for',
  ],
  ['no digitalSignature', { leaf: { keyUsage: 0x20 } }, 'SIGN_UNTRUSTED: the certificate of CN=Signer may not sign'],
  [
    'issuer is no authority',
    { middle: { authority: false, keyUsage: 0x04 } },
    'SIGN_UNTRUSTED: the certificate of CN=Middle is not an authority',
  ],
  [
    'issuer may not sign certificates',
    { middle: { keyUsage: 0x80 } },
    'SIGN_UNTRUSTED: the certificate of CN=Middle may not sign certificates',
  ],
  ['path too long', { root: { pathLength: 0 } }, 'SIGN_UNTRUSTED: the certificate of CN=Root allows 0 authorities'],
  [
    'unknown critical extension',
    { leaf: { unknownCritical: '2a0304' } },
    'SIGN_UNTRUSTED: the certificate of CN=Signer has a crit',
  ],
  [
    'signed with SHA-1',
    { leaf: { weak: true } },
    'SIGN_UNTRUSTED: the certificate of CN=Signer is signed with MD5 or SHA-1',
  ],
])('refused: %s', (_name, changes, message) => {
  const outcome = verify(build(changes));
  expect(outcome.slice(0, 14)).toBe(message.slice(0, 14));
  if (!message.startsWith('SIGN_UNTRUSTED') || message.includes(':')) expect(outcome).toContain(message);
});

test('a root comes from the verifier alone', () => {
  const other = buildCertificate({ subject: 'Root', authority: true });
  expect(verify(build(), other)).toMatch(/^SIGN_UNTRUSTED/);
});

test('a path of the allowed length is accepted', () => {
  expect(verify(build({ root: { pathLength: 1 }, middle: { pathLength: 0 } }))).toMatch(/Root$/);
});

test('many certificates of one name are not searched without end', () => {
  const root = buildCertificate({ subject: 'A', authority: true });
  const stranger = buildCertificate({ subject: 'A', authority: true });
  const leaf = buildCertificate({ subject: 'Signer', issuer: stranger });
  const crowd = Array.from({ length: limits.signatureChecks.value + 1 }, () =>
    parseCertificate(buildCertificate({ subject: 'A', authority: true, key: stranger.key }).der),
  );
  const act = () =>
    verifyChain(parseCertificate(leaf.der), { intermediates: crowd, roots: [parseCertificate(root.der)], at });
  expect(act).toThrow('too many certificates to look for a chain in');
});

test('a chain longer than the limit leads nowhere', () => {
  const root = buildCertificate({ subject: 'Root', authority: true });
  const chain: TestCertificate[] = [];
  for (let index = 0; index < limits.certificateDepth.value; index++) {
    chain.push(buildCertificate({ subject: `Authority ${index}`, authority: true, issuer: chain.at(-1) ?? root }));
  }
  const leaf = buildCertificate({ subject: 'Signer', issuer: chain.at(-1) ?? root });
  const intermediates = chain.map(({ der }) => parseCertificate(der));
  const act = () => verifyChain(parseCertificate(leaf.der), { intermediates, roots: [parseCertificate(root.der)], at });
  expect(act).toThrow(/does not lead to a trusted root/);
});

test('any flipped bit of a certificate is refused', () => {
  const { root, leaf } = build({ leaf: {} });
  const direct = buildCertificate({ subject: 'Signer', issuer: root });
  const good = parseCertificate(direct.der);
  expect(verifyChain(good, { intermediates: [], roots: [parseCertificate(root.der)], at }).certificate).toBe(good);
  for (let bit = 0; bit < direct.der.length * 8; bit += 3) {
    const bytes = Buffer.from(direct.der);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const act = () =>
      verifyChain(parseCertificate(bytes), { intermediates: [], roots: [parseCertificate(root.der)], at });
    expect(act, `bit ${bit}`).toThrow(SignError);
  }
  expect(leaf.subject).toBe('Signer');
});

test.each([
  ['no DER', Buffer.from('hello')],
  ['nothing', Buffer.alloc(0)],
  ['too large', Buffer.alloc(limits.certificateBytes.value + 1)],
  ['something behind it', Buffer.concat([build().leaf.der, Buffer.from([0])])],
])('is no certificate: %s', (_name, bytes) => {
  expect(() => parseCertificate(bytes)).toThrow(SignError);
});

test('a certificate without extensions is for nothing', () => {
  expect(verify(build({ leaf: { onlyExtensions: [] } }))).toMatch(
    /^SIGN_UNTRUSTED: the certificate of CN=Signer is not for/,
  );
});

test.each([
  ['an extension twice', [derSequence(derObjectId('2a03'), der(0x04)), derSequence(derObjectId('2a03'), der(0x04))]],
  ['a path length of two bytes', [constraints(der(0x02, Buffer.from([1, 44])))]],
])('is no certificate: %s', (_name, onlyExtensions) => {
  const { der: bytes } = buildCertificate({ subject: 'Signer', onlyExtensions });
  expect(() => parseCertificate(bytes)).toThrow('a certificate does not follow RFC 5280');
});

/** Basic constraints of an authority. */
function constraints(depth: Buffer): Buffer {
  return derSequence(derObjectId('551d13'), der(0x04, derSequence(der(0x01, Buffer.from([0xff])), depth)));
}

describe('what a certificate says about itself', () => {
  const no = der(0x01, Buffer.from([0]));
  const yes = der(0x01, Buffer.from([0xff]));
  const parse = (...onlyExtensions: readonly Buffer[]) =>
    parseCertificate(buildCertificate({ subject: 'S', onlyExtensions }).der);
  const extension = (id: string, ...parts: readonly Buffer[]) => derSequence(derObjectId(id), ...parts);

  test('whether it is an authority', () => {
    expect(parse(extension('551d13', der(0x04, derSequence()))).isAuthority).toBe(false);
    expect(parse(extension('551d13', der(0x04, derSequence(yes)))).isAuthority).toBe(true);
    expect(parse().isAuthority).toBe(false);
  });

  test('its uses, beyond the first byte too', () => {
    const of = (...bytes: number[]) => parse(extension('551d0f', der(0x04, der(0x03, Buffer.from(bytes))))).keyUsage;
    expect(of(7, 0x80)).toEqual(new Set([0]));
    expect(of(2, 0x04)).toEqual(new Set([5]));
    expect(of(7, 0x81, 0x80)).toEqual(new Set([0, 7, 8]));
    expect(() => of(0)).toThrow(SignError);
  });

  test('what it does not say in a critical way may be passed over', () => {
    const value = der(0x04, derSequence());
    expect(parse(extension('2a0305', value)).unknownCritical).toEqual([]);
    expect(parse(extension('2a0305', yes, value)).unknownCritical).toEqual(['2a0305']);
    expect(parse(extension('2a0305', no, value)).unknownCritical).toEqual([]);
    // Other names of the subject say nothing about signing.
    const names = derSequence(der(0x82, Buffer.from('example.com')));
    expect(parse(extension('551d11', yes, der(0x04, names))).unknownCritical).toEqual([]);
  });
});

test('the last moment of a certificate still counts, the next does not', () => {
  const end = new Date('2030-01-01T00:00:00Z');
  const { root, middle, leaf } = build({ leaf: { validTo: end } });
  const [roots, intermediates] = [[parseCertificate(root.der)], [parseCertificate(middle.der)]];
  const at = (time: number) => verifyChain(parseCertificate(leaf.der), { intermediates, roots, at: new Date(time) });
  expect(at(end.getTime()).root.subject).toBe('CN=Root');
  expect(() => at(end.getTime() + 1)).toThrow('has not been valid since');
});

test('one of several roots is enough, and several purposes hold the right one', () => {
  const { root, middle, leaf } = build({ leaf: { extendedKeyUsage: [serverAuthentication, '2b06010505070303'] } });
  const others = ['A', 'B'].map((subject) => parseCertificate(buildCertificate({ subject, authority: true }).der));
  const [own, between] = [parseCertificate(root.der), parseCertificate(middle.der)];
  const roots = [...others, own];
  // The signer's own certificate among the intermediates leads nowhere twice.
  const signer = parseCertificate(leaf.der);
  const { chain } = verifyChain(signer, { intermediates: [signer, between, between], roots, at });
  expect(chain.map(({ subject }) => subject)).toEqual(['CN=Signer', 'CN=Middle', 'CN=Root']);
});
