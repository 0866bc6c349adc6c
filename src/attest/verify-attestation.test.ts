// Whether a logged statement counts: every way to come between the signer and the reader.
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '#core/canonical-json';
import { type Sha256, sha256 } from '#core/digest';
import { predicate as accessGrant } from '#predicates/access-grant';
import { predicate as assetManifest } from '#predicates/asset-manifest';
import { predicate as edit } from '#predicates/edit';
import { predicate as integrityCheck } from '#predicates/integrity-check';
import { predicate as referenceMove } from '#predicates/reference-move';
import { signEnvelope } from '#sign/envelope';
import { KeySigner } from '#sign/key-signer';
import { exampleAsset, newSigner, revoke, StatementLog, trustIn } from '#testkit/statement-log';
import { attest } from './attest.ts';
import { AttestError } from './attest-error.ts';
import { encodeLeaf, parseLeaf } from './leaf.ts';
import { encodeStatement, parseStatement } from './statement.ts';
import { isExpired, isOfKind, type Verified } from './verified.ts';
import { verifyAttestation } from './verify-attestation.ts';

const log = await StatementLog.begin();
const signer = newSigner();
const second = new KeySigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
await log.change(trustIn(signer));
await log.change(trustIn(second));
const { trust } = log;
const at = '2026-02-01T00:00:00.000Z';
const subjects = [{ name: 'reviews', sha256: exampleAsset }];
const move = { name: 'reviews', version: 1, to: exampleAsset, why: 'first' };
const attested = await attest(referenceMove, subjects, move, [signer]);

function verify(bytes: Uint8Array, more: object = {}): Verified {
  return verifyAttestation(bytes, { leaf: { at, envelope: sha256(bytes) }, index: 9, trust, ...more });
}

function refusal(bytes: Uint8Array, more: object = {}): string {
  try {
    verify(bytes, more);
    return 'counts';
  } catch (error) {
    if (error instanceof AttestError) return error.code;
    throw error;
  }
}

/** An envelope over whatever bytes, signed. */
async function envelopeOf(payload: string, type = 'application/vnd.in-toto+json', by = [signer]): Promise<Buffer> {
  const { payload: body, payloadType, signatures } = await signEnvelope(type, Buffer.from(payload), by);
  return Buffer.from(canonicalJson({ payload: body, payloadType, signatures: [...signatures] }));
}

function statement(part: Readonly<Record<string, Json>> = {}): string {
  const whole: Record<string, Json> = {
    _type: 'https://in-toto.io/Statement/v1',
    predicate: move,
    predicateType: referenceMove.type,
    subject: [{ digest: { sha256: exampleAsset } }],
    ...part,
  };
  return canonicalJson(whole);
}

test('a sound one', () => {
  const verified = verify(attested.bytes);
  expect(verified).toMatchObject({
    kind: 'reference-move',
    index: 9,
    at,
    signedBy: [signer.keyId],
    subjects,
    body: move,
  });
  expect(verified.evidence).toBe(attested.sha256);
  expect(isOfKind(verified, referenceMove) && verified.body.version).toBe(1);
  expect(isOfKind(verified, assetManifest)).toBe(false);
});

describe('between store, log and reader', () => {
  test('other bytes than the log names', () => {
    const leaf = { at, envelope: sha256(Buffer.from('others')) };
    expect(refusal(attested.bytes, { leaf })).toBe('ATTEST_DIGEST');
  });

  test('a date before the entry before', () => {
    expect(refusal(attested.bytes, { after: at })).toBe('counts');
    expect(refusal(attested.bytes, { after: '2026-02-01T00:00:00.001Z' })).toBe('ATTEST_TIME');
  });

  test('any bit of the envelope', () => {
    const leaf = { at, envelope: attested.sha256 };
    fc.assert(
      fc.property(fc.nat({ max: attested.bytes.length * 8 - 1 }), (bit) => {
        const flipped = flip(attested.bytes, bit);
        expect(refusal(flipped, { leaf })).toBe('ATTEST_DIGEST');
        // Even when the log names these bytes, they do not count for more than what was signed.
        const code = refusal(flipped);
        if (code === 'counts')
          expect(verify(flipped)).toMatchObject({ body: move, subjects, signedBy: [signer.keyId] });
      }),
      { numRuns: 400 },
    );
  });

  test('any bit of the entry', () => {
    const entry = encodeLeaf({ at, envelope: attested.sha256 });
    for (let bit = 0; bit < entry.length * 8; bit++) {
      const read = tryParse(flip(entry, bit));
      if (read === undefined) continue;
      // What still reads as an entry has another time or names other bytes.
      expect(read).not.toEqual({ at, envelope: attested.sha256 });
      if (read.at === at) expect(refusal(attested.bytes, { leaf: read })).toBe('ATTEST_DIGEST');
    }
  });
});

function flip(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

function tryParse(bytes: Uint8Array): { readonly at: string; readonly envelope: Sha256 } | undefined {
  try {
    return parseLeaf(bytes);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ATTEST_MALFORMED' });
    return undefined;
  }
}

describe('an envelope', () => {
  test('has one writing', async () => {
    const text = Buffer.from(attested.bytes).toString();
    const forms = [
      ` ${text}`,
      text.replace('{"payload"', '{"extra":1,"payload"'),
      text.replace('{"payload"', '{"payload":"","payload"'),
      text.replace(/"keyid":"[^"]*",/, ''),
      text.replaceAll('+', '-').replaceAll('/', '_'),
      text.replace('"signatures":[', '"signatures":7,"x":['),
      'null',
      '[1e999]',
    ];
    for (const form of forms) expect(refusal(Buffer.from(form))).toBe('ATTEST_MALFORMED');
  });

  test('holds a statement', async () => {
    expect(refusal(await envelopeOf(statement(), 'application/json'))).toBe('ATTEST_MALFORMED');
    expect(refusal(await envelopeOf('no statement'))).toBe('ATTEST_MALFORMED');
  });

  test('is no larger and has no more signatures than it may', async () => {
    expect(refusal(Buffer.alloc(64 * 1024 * 1024 + 1, ' '))).toBe('ATTEST_LIMIT');
    const many = await envelopeOf(
      statement(),
      undefined,
      Array.from({ length: 65 }, () => signer),
    );
    expect(refusal(many)).toBe('ATTEST_LIMIT');
    expect(refusal(Buffer.from('['.repeat(40)))).toBe('ATTEST_LIMIT');
  });

  test('of 3.5 MB is read', async () => {
    const example = {
      ...assetManifest.example,
      labels: Array.from({ length: 90_000 }, (_, index) => `a label that is number ${index}`),
    };
    const large = await attest(assetManifest, subjects, example, [signer]);
    expect(large.bytes.length).toBeGreaterThan(3_500_000);
    expect(verify(large.bytes).kind).toBe('asset-manifest');
  });
});

describe('a statement', () => {
  const parts: readonly (readonly [what: string, part: Readonly<Record<string, Json>>, code: string])[] = [
    ['of another version', { _type: 'https://in-toto.io/Statement/v0.1' }, 'ATTEST_MALFORMED'],
    ['with a member that nobody knows', { extra: 1 }, 'ATTEST_MALFORMED'],
    ['without a predicateType', { predicateType: '' }, 'ATTEST_MALFORMED'],
    ['without a predicate', { predicate: [] }, 'ATTEST_MALFORMED'],
    ['with one subject instead of a list', { subject: { digest: { sha256: exampleAsset } } }, 'ATTEST_MALFORMED'],
    ['with a subject that is a text', { subject: [exampleAsset] }, 'ATTEST_MALFORMED'],
    [
      'with a subject that has more than a digest',
      { subject: [{ digest: { sha256: exampleAsset }, uri: 'x' }] },
      'ATTEST_MALFORMED',
    ],
    ['with a second digest', { subject: [{ digest: { sha256: exampleAsset, sha1: 'x' } }] }, 'ATTEST_MALFORMED'],
    ['with a name that is a number', { subject: [{ digest: { sha256: exampleAsset }, name: 1 }] }, 'ATTEST_MALFORMED'],
    ['without a subject', { subject: [] }, 'ATTEST_SUBJECT'],
    ['without a digest', { subject: [{ name: 'x' }] }, 'ATTEST_SUBJECT'],
    ['with a digest in capitals', { subject: [{ digest: { sha256: 'A'.repeat(64) } }] }, 'ATTEST_SUBJECT'],
    [
      'with a subject twice',
      { subject: [{ digest: { sha256: exampleAsset } }, { digest: { sha256: exampleAsset } }] },
      'ATTEST_SUBJECT',
    ],
    ['about something else than its body', { subject: [{ digest: { sha256: 'b'.repeat(64) } }] }, 'ATTEST_SUBJECT'],
    ['whose body breaks its schema', { predicate: { ...move, version: 0 } }, 'ATTEST_PREDICATE'],
    ['whose body has a member that nobody knows', { predicate: { ...move, extra: 1 } }, 'ATTEST_PREDICATE'],
  ];

  test.each(parts)('%s', async (_, part, code) => {
    expect(refusal(await envelopeOf(statement(part)))).toBe(code);
  });

  test('has one writing', async () => {
    expect(refusal(await envelopeOf(statement().replace('{', '{ ')))).toBe('ATTEST_MALFORMED');
    expect(refusal(await envelopeOf(statement().replace('"version":1', '"version":1.0')))).toBe('ATTEST_MALFORMED');
    expect(refusal(await envelopeOf(statement().replace('"version":1', '"version":1e999')))).toBe('ATTEST_MALFORMED');
    expect(refusal(await envelopeOf('[]'))).toBe('ATTEST_MALFORMED');
  });

  test('of a kind that nobody knows is kept as foreign', async () => {
    const verified = verify(
      await envelopeOf(statement({ predicateType: 'https://example.org/x/v1', predicate: { a: [1] } })),
    );
    expect(verified).toMatchObject({ kind: 'foreign', predicateType: 'https://example.org/x/v1', body: { a: [1] } });
    expect(isExpired(verified, '9999-01-01T00:00:00.000Z')).toBe(false);
  });

  test('cannot name a member of every object', async () => {
    const text = statement().replace('"predicate":{', '"predicate":{"__proto__":{"version":9},');
    expect(refusal(await envelopeOf(text))).toBe('ATTEST_PREDICATE');
  });

  test('that is written can be read', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.dictionary(fc.string({ unit: 'grapheme' }), fc.integer()),
        (name, body) => {
          const whole = { subjects: [{ name, sha256: exampleAsset }], predicateType: 'https://example.org/x/v1', body };
          expect(parseStatement(encodeStatement(whole))).toEqual(whole);
        },
      ),
    );
  });
});

describe('signatures', () => {
  test('of nobody who is known', async () => {
    const stranger = newSigner();
    expect(refusal((await attest(referenceMove, subjects, move, [stranger])).bytes)).toBe('ATTEST_UNTRUSTED');
    expect(refusal(await envelopeOf(statement(), undefined, []))).toBe('ATTEST_UNTRUSTED');
  });

  test('count by key, not by the key id that stands beside them', async () => {
    const { bytes } = await attest(referenceMove, subjects, move, [signer]);
    const renamed = Buffer.from(Buffer.from(bytes).toString().replace(signer.keyId, second.keyId));
    expect(verify(renamed).signedBy).toEqual([signer.keyId]);
  });

  test('count once each', async () => {
    const twice = await attest(referenceMove, subjects, move, [signer, signer]);
    expect(verify(twice.bytes).signedBy).toEqual([signer.keyId]);
    expect(refusal(twice.bytes, { threshold: 2 })).toBe('ATTEST_UNTRUSTED');
    const both = await attest(referenceMove, subjects, move, [signer, second]);
    expect(verify(both.bytes, { threshold: 2 }).signedBy).toEqual([signer.keyId, second.keyId].sort());
    expect(refusal(both.bytes, { threshold: 3 })).toBe('ATTEST_UNTRUSTED');
  });

  test('of revoked keys are told from those of strangers', async () => {
    const other = await StatementLog.begin();
    await other.change(trustIn(signer));
    await other.change(revoke(signer, other.now));
    expect(refusal(attested.bytes, { trust: other.trust })).toBe('ATTEST_REVOKED');
    const early = { at: '2026-01-01T00:01:30.000Z', envelope: attested.sha256 };
    expect(refusal(attested.bytes, { trust: other.trust, leaf: early })).toBe('counts');
  });

  test('more of them never make it refused', async () => {
    const people = [signer, second, log.root, newSigner(), newSigner()];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(people), async (more) => {
        const { bytes } = await attest(referenceMove, subjects, move, [signer, ...more]);
        expect(verify(bytes).signedBy).toContain(signer.keyId);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the end of a statement', () => {
  const about = async (body: typeof integrityCheck.example): Promise<Verified> =>
    verify((await attest(integrityCheck, subjects, body, [signer])).bytes);

  test('comes with the time to live of its kind', async () => {
    const verified = await about(integrityCheck.example);
    expect(verified.expiresAt).toBe('2026-03-03T00:00:00.000Z');
    expect(isExpired(verified, '2026-03-02T23:59:59.999Z')).toBe(false);
    expect(isExpired(verified, '2026-03-03T00:00:00.000Z')).toBe(true);
  });

  test('comes earlier when the body says so', async () => {
    const body = { ...accessGrant.example, expiresAt: '2026-02-10T00:00:00.000Z' };
    const named = (accessGrant.subjects?.(body) ?? []).map((digest) => ({ sha256: digest }));
    const verified = verify((await attest(accessGrant, named, body, [signer])).bytes);
    expect(verified.expiresAt).toBe('2026-02-10T00:00:00.000Z');
  });
});

describe('making one', () => {
  test('needs a signer, a subject and a body of its kind', async () => {
    await expect(attest(referenceMove, subjects, move, [])).rejects.toThrow(RangeError);
    await expect(attest(referenceMove, [], move, [signer])).rejects.toMatchObject({ code: 'ATTEST_SUBJECT' });
    await expect(attest(referenceMove, subjects, { ...move, version: 0 }, [signer])).rejects.toMatchObject({
      code: 'ATTEST_PREDICATE',
    });
    const same = { ...edit.example, to: edit.example.from };
    await expect(attest(edit, [{ sha256: same.to }], same, [signer])).rejects.toThrow('nothing changed');
  });

  test('gives the bytes that the log names', () => {
    const leaf = encodeLeaf({ at, envelope: attested.sha256 });
    expect(leaf.toString()).toBe(`{"at":"${at}","envelope":"${attested.sha256}","schema":"assay.leaf/1"}`);
    expect(parseLeaf(leaf)).toEqual({ at, envelope: attested.sha256 });
  });
});

test.each([
  ['a time without milliseconds', `{"at":"2026-02-01T00:00:00Z","envelope":"${exampleAsset}","schema":"assay.leaf/1"}`],
  [
    'a day that does not exist',
    `{"at":"2026-02-30T00:00:00.000Z","envelope":"${exampleAsset}","schema":"assay.leaf/1"}`,
  ],
  ['no day at all', `{"at":"aaaaaaaaaaaaaaaaaaaaaaaa","envelope":"${exampleAsset}","schema":"assay.leaf/1"}`],
  ['a time that is a number', `{"at":7,"envelope":"${exampleAsset}","schema":"assay.leaf/1"}`],
  ['no envelope', `{"at":"${at}","envelope":"","schema":"assay.leaf/1"}`],
  ['another schema', `{"at":"${at}","envelope":"${exampleAsset}","schema":"assay.leaf/2"}`],
  ['a member that nobody knows', `{"at":"${at}","envelope":"${exampleAsset}","schema":"assay.leaf/1","x":1}`],
  ['other white space', `{ "at":"${at}","envelope":"${exampleAsset}","schema":"assay.leaf/1"}`],
  ['no object', '7'],
])('an entry of the log with %s is refused', (_, text) => {
  expect(() => parseLeaf(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'ATTEST_MALFORMED' }));
});

test('an entry is not written with a time that cannot be read', () => {
  expect(() => encodeLeaf({ at: 'now', envelope: exampleAsset })).toThrow(
    expect.objectContaining({ code: 'ATTEST_MALFORMED' }),
  );
});
