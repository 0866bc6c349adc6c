// DSSE: its published example, thresholds, and everything that is not an envelope.
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as limits from '#core/limits';
import { parseEnvelope, signEnvelope } from './envelope.ts';
import { parseSignedJson } from './json-shape.ts';
import { KeySigner } from './key-signer.ts';
import { KeyVerifier } from './key-verifier.ts';
import { preAuthenticationEncoding } from './pre-authentication-encoding.ts';
import { SignError } from './sign-error.ts';
import type { Signer, Verifier } from './signer.ts';
import { verifyEnvelope } from './verify-envelope.ts';

const newSigner = (): Signer => new KeySigner(generateKeyPairSync('ed25519').privateKey);
const first = newSigner();
const second = newSigner();
const verifier: Verifier = new KeyVerifier(first.publicKey);
const verifiers = [verifier, new KeyVerifier(second.publicKey), new KeyVerifier(newSigner().publicKey)];
const parse = (value: unknown) => parseEnvelope(parseSignedJson(Buffer.from(JSON.stringify(value)), 'x'));

test('encodes as the example of the specification', () => {
  const encoded = preAuthenticationEncoding('http://example.com/HelloWorld', Buffer.from('hello world'));
  expect(encoded.toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  expect(preAuthenticationEncoding('é', Buffer.from('ü')).toString()).toBe('DSSEv1 2 é 2 ü');
});

test('counts distinct trusted keys, not signatures', async () => {
  const twice = parse(await signEnvelope('text', Buffer.from('x'), [first, first]));
  expect(verifyEnvelope(twice, verifiers).signedBy).toEqual([first.keyId]);
  expect(() => verifyEnvelope(twice, verifiers, 2)).toThrow('1 of the trusted keys signed this, 2 must have');
  expect(() => verifyEnvelope(twice, [...verifiers, ...verifiers], 2)).toThrow('1 of the trusted keys');
  const both = parse(await signEnvelope('text', Buffer.from('x'), [first, second]));
  expect(verifyEnvelope(both, verifiers, 2).signedBy).toEqual([first.keyId, second.keyId]);
});

test('the key id that a signature claims decides nothing', async () => {
  const envelope = await signEnvelope('text', Buffer.from('x'), [first]);
  const renamed = { ...envelope, signatures: envelope.signatures.map(({ sig }) => ({ sig, keyid: 'another' })) };
  expect(verifyEnvelope(parse(renamed), verifiers).signedBy).toEqual([first.keyId]);
  const bare = await signEnvelope('text', Buffer.from('x'), [first], false);
  expect(parse(bare).signatures[0]?.claimedKeyId).toBe('');
});

test('another type, another payload, a flipped bit: the signature does not hold', async () => {
  const envelope = parse(await signEnvelope('text', Buffer.from('payload'), [first]));
  const signature = envelope.signatures[0]?.signature ?? new Uint8Array(0);
  expect(() => verifyEnvelope({ ...envelope, payloadType: 'texT' }, [verifier])).toThrow('0 of the trusted keys');
  fc.assert(
    fc.property(fc.nat(signature.length * 8 - 1), fc.nat(55), (inSignature, inPayload) => {
      const damaged = { ...envelope, signatures: [{ signature: flip(signature, inSignature), claimedKeyId: '' }] };
      expect(() => verifyEnvelope(damaged, [verifier])).toThrow('0 of the trusted keys');
      const other = { ...envelope, payload: flip(envelope.payload, inPayload) };
      expect(() => verifyEnvelope(other, [verifier])).toThrow('0 of the trusted keys');
    }),
  );
});

test('a threshold below one would let everything through', async () => {
  const envelope = parse({ payload: '', payloadType: 't', signatures: [] });
  for (const threshold of [0, -1, 1.5, Number.NaN]) {
    expect(() => verifyEnvelope(envelope, verifiers, threshold)).toThrow(RangeError);
  }
});

test('what a verifier cannot do is not taken for a bad signature', () => {
  const broken: Verifier = {
    ...verifier,
    verify: () => {
      throw new TypeError('unplugged');
    },
  };
  const envelope = parse({ payload: '', payloadType: 't', signatures: [{ sig: 'YQ==' }] });
  expect(() => verifyEnvelope(envelope, [broken])).toThrow('unplugged');
});

const sound = { payload: '', payloadType: 't', signatures: [{ sig: 'YQ==', keyid: null }] };

test.each<[string, unknown, string]>([
  ['a list', [], 'the envelope is not an object'],
  ['nothing', null, 'the envelope is not an object'],
  ['a member too many', { ...sound, extra: 1 }, 'the envelope has a member "extra" that its format does not know'],
  ['no payload', { payloadType: 't', signatures: [] }, 'payload of the envelope is missing'],
  ['a number as type', { ...sound, payloadType: 1 }, 'payloadType of the envelope is not a string'],
  ['signatures that are none', { ...sound, signatures: {} }, 'signatures of the envelope is not a list'],
  [
    'a signature with more',
    { ...sound, signatures: [{ sig: '', x: 1 }] },
    'a signature of the envelope has a member "x"',
  ],
  ['text that is no base64', { ...sound, payload: 'a b' }, 'payload of the envelope is not base64'],
])('refuses %s', (_name, value, message) => {
  expect(() => parse(value)).toThrow(message);
});

test('refuses what costs too much', () => {
  const signatures = Array.from({ length: limits.signatureCount.value + 1 }, () => ({ sig: 'YQ==' }));
  expect(() => parse({ ...sound, signatures })).toThrow('the envelope has 65 signatures');
  expect(() => parseSignedJson(Buffer.from('['.repeat(40)), 'the bundle')).toThrow(
    'the bundle cannot be read: nesting',
  );
  expect(() => parseSignedJson(Buffer.from('{"a":1,"a":2}'), 'the bundle')).toThrow('the same name stands twice');
});

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

test('what goes wrong with a key itself is no missing signature', async () => {
  const envelope = parse(await signEnvelope('text', Buffer.from('x'), [first]));
  expect(envelope.signatures[0]?.claimedKeyId).toBe(first.keyId);
  const broken: Verifier = {
    ...verifier,
    verify: () => {
      throw new SignError('SIGN_KEY', 'the key cannot be used');
    },
  };
  expect(() => verifyEnvelope(envelope, [broken])).toThrow('the key cannot be used');
});

test('nesting beyond the limit is a limit, not a defect', () => {
  const nested = (depth: number): Buffer => Buffer.from(`${'['.repeat(depth)}${']'.repeat(depth)}`);
  const beyond = nested(limits.signatureDepth.value + 2);
  expect(() => parseSignedJson(beyond, 'x')).toThrow(expect.objectContaining({ code: 'SIGN_LIMIT' }));
  expect(() => parseSignedJson(Buffer.from('{'), 'x')).toThrow(expect.objectContaining({ code: 'SIGN_MALFORMED' }));
});
