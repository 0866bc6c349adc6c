// Model signatures up to the files: what is accepted, and each defect with its own refusal.
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { buildCertificate } from '#testkit/certificates';
import { buildModelSignature, rootOf, type SignatureParts, soundStatement } from '#testkit/model-signature';
import { buildAuthority, buildTimestamp } from '#testkit/timestamps';
import { parseCertificate } from '../certificate.ts';
import { KeySigner } from '../key-signer.ts';
import { SignError } from '../sign-error.ts';
import { legacyEncoding } from './legacy-encoding.ts';
import { signModelStatement } from './sign-model-statement.ts';
import type { ModelSerialization } from './signed-model.ts';
import { type VerifiedModel, verifyKeylessModelBundle, verifyModelBundle } from './verify-model-bundle.ts';

type Members = Record<string, unknown>;

function verify(parts: SignatureParts = {}): VerifiedModel {
  const { bytes, publicKey } = buildModelSignature(parts);
  return verifyModelBundle(bytes, { method: 'key', publicKey });
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof SignError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

/** The statement with another predicate and a root that fits it. */
function predicate(change: (predicate: { serialization: Members; resources: Members[] }) => unknown) {
  return (statement: Members): Members => {
    const old = structuredClone(statement.predicate) as { serialization: Members; resources: Members[] };
    const changed = change(old) ?? old;
    const resources = (changed as { resources?: { digest: string }[] }).resources;
    const root = Array.isArray(resources)
      ? rootOf(resources.filter(({ digest }) => /^([0-9a-f]{2})*$/.test(digest)))
      : '';
    return { ...statement, predicate: changed, subject: [{ name: 'm', digest: { sha256: root } }] };
  };
}

const serialization = (change: Members) =>
  predicate((old) => ({ ...old, serialization: { ...old.serialization, ...change } }));
const resources = (change: (list: Members[]) => unknown[]) =>
  predicate((old) => ({ ...old, resources: change(old.resources) }));
const shardsOf = (names: readonly string[], size: unknown = 4) =>
  predicate((old) => ({
    serialization: { ...old.serialization, method: 'shards', shard_size: size },
    resources: names.map((name) => ({ name, algorithm: 'sha256', digest: '00'.repeat(32) })),
  }));

describe('accepted', () => {
  test('a sound signature, and what it says', () => {
    const { statement, signer } = verify();
    expect(statement.resources.map(({ path }) => path)).toEqual(['a', 'b/c']);
    expect([statement.format, statement.name, statement.order]).toEqual(['v1.0', 'model', 'specification']);
    expect(statement.serialization).toEqual({ method: 'files', hash: 'sha256', followLinks: false, ignorePaths: [] });
    expect(signer.method).toBe('key');
  });

  test.each<[string, SignatureParts]>([
    [
      'a key id that is null',
      { bundle: envelopeMember('signatures', ([one]) => [{ ...(one as Members), keyid: null }]) },
    ],
    [
      'versions 0.3.1 to 1.0.0',
      { bundle: material({ publicKey: { rawBytes: 'AA==', keyDetails: 'X' }, tlogEntries: [] }) },
    ],
    [
      'members of resources that are unknown',
      { statement: resources((list) => list.map((one) => ({ ...one, size: 1 }))) },
    ],
    ['a file called .', { statement: resources(([one]) => [{ ...one, name: '.' }]) }],
    ['ignored paths', { statement: serialization({ ignore_paths: ['x'] }) }],
    [
      'blake2b under its old name',
      {
        statement: predicate((old) => ({
          serialization: { ...old.serialization, hash_type: 'blake2' },
          resources: [{ name: 'a', algorithm: 'blake2b', digest: '00'.repeat(64) }],
        })),
      },
    ],
    [
      'the alias of the Python library for shards',
      {
        statement: predicate((old) => ({
          serialization: { ...old.serialization, method: 'shards', shard_size: 4 },
          resources: [{ name: 'a:0:4', algorithm: 'sha256-sharded-4', digest: '00'.repeat(32) }],
        })),
      },
    ],
    ['no list of log entries', { bundle: (bundle) => ({ ...bundle, verificationMaterial: { publicKey: {} } }) }],
  ])('%s', (_name, parts) => {
    expect(refusal(() => verify(parts))).toBe('accepted');
  });

  test('shards, in both orders, with colons in names and a size that is written as a float', () => {
    const names = ['a:b:0:4', 'a:b:4:8', 'a:b:8:9'];
    const text = (payload: Buffer): Buffer =>
      Buffer.from(payload.toString().replace('"shard_size":4', '"shard_size":4.0'));
    const { statement } = verify({ statement: shardsOf(names), payload: text });
    expect(statement.resources[2]).toMatchObject({ path: 'a:b', range: { start: 8, end: 9 } });
    expect(statement.serialization.shardBytes).toBe(4);
  });

  test('the order of the Python tool and any other are told apart', () => {
    const named = (names: readonly string[]) => resources(([one]) => names.map((name) => ({ ...one, name })));
    const orderOf = (names: readonly string[]) => verify({ statement: named(names) }).statement.order;
    expect(orderOf(['a-b', 'a.b', 'a/b'])).toBe('specification');
    expect(orderOf(['a/b', 'a-b', 'a.b'])).toBe('components');
    expect(orderOf(['a', 'a/b', 'a-b'])).toBe('components');
    expect(orderOf(['b', 'a'])).toBe('other');
    // U+FF5E sorts before U+1F600 by code point and after it by UTF-16 unit.
    expect(orderOf(['\uff5e', '😀'])).toBe('specification');
  });

  test('version 0.2.0: its own encoding, files as subjects', () => {
    const { signer, statement } = verify({ statement: digests, encoding: legacyEncoding });
    expect(statement).toMatchObject({ format: 'v0.1', serialization: { ignorePaths: [] } });
    expect(signer.method).toBe('key');
  });

  test('version 0.2.0 with a P-384 certificate hashes with SHA-256', () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    const root = buildCertificate({ subject: 'Root', authority: true });
    const leaf = buildCertificate({ subject: 'Signer', issuer: root, key });
    const { bytes } = buildModelSignature({
      statement: digests,
      encoding: legacyEncoding,
      key,
      certificates: [leaf.der],
    });
    const trust = { method: 'certificate', roots: [parseCertificate(root.der)], at: new Date('2026-06-01') } as const;
    const { signer } = verifyModelBundle(bytes, trust);
    expect(signer).toMatchObject({ method: 'certificate', subject: 'CN=Signer', root: 'CN=Root' });
  });
});

describe('refused', () => {
  test.each<[string, SignatureParts, string]>([
    [
      'another media type',
      { bundle: (bundle) => ({ ...bundle, mediaType: 'application/json' }) },
      'SIGN_MALFORMED: the bundle is of type "application/json"',
    ],
    [
      'a member too many',
      { bundle: (bundle) => ({ ...bundle, extra: 1 }) },
      'SIGN_MALFORMED: the bundle has a member "extra"',
    ],
    ['no envelope', { bundle: ({ dsseEnvelope: _, ...bundle }) => bundle }, 'SIGN_MALFORMED: the envelope is missing'],
    ['no signature', { bundle: envelopeMember('signatures', () => []) }, 'SIGN_MALFORMED: the bundle has 0 signatures'],
    [
      'two signatures',
      { bundle: envelopeMember('signatures', (list) => [...list, ...list]) },
      'SIGN_MALFORMED: the bundle has 2 signatures',
    ],
    [
      'another payload type',
      { bundle: envelopeMember('payloadType', () => 'text/plain') },
      'SIGN_MALFORMED: the envelope holds "text/plain"',
    ],
    ['no kind of key', { bundle: material({}) }, 'SIGN_MALFORMED: the bundle names 0 kinds of keys'],
    [
      'two kinds of keys',
      { bundle: material({ publicKey: {}, certificate: {} }) },
      'SIGN_MALFORMED: the bundle names 2 kinds of keys',
    ],
    [
      'keyless without a log entry',
      { bundle: material({ certificate: { rawBytes: '' }, tlogEntries: [] }) },
      'SIGN_MALFORMED: the keyless bundle has no transparency log entry',
    ],
    [
      'keyless without a certificate',
      { bundle: material({ certificate: {}, tlogEntries: [1] }) },
      'SIGN_MALFORMED: rawBytes of a certificate is missing',
    ],
    [
      'keyless instead of a key',
      { bundle: material(keylessMaterial()) },
      'SIGN_UNTRUSTED: the model was signed with an identity (Sigstore keyless), not with a key',
    ],
    [
      'log entries',
      { bundle: material({ publicKey: {}, tlogEntries: [1] }) },
      'SIGN_MALFORMED: a bundle of this kind has no transparency log',
    ],
    [
      'a hint of another key',
      { bundle: material({ publicKey: { hint: 'ab' } }) },
      'SIGN_KEY_OTHER: the model was signed with the key "ab"',
    ],
    [
      'a certificate instead of a key',
      {
        bundle: material({
          x509CertificateChain: {
            certificates: [{ rawBytes: buildCertificate({ subject: 'x' }).der.toString('base64') }],
          },
        }),
      },
      'SIGN_UNTRUSTED: the model was signed with a certificate, not with a key',
    ],
    [
      'no certificates',
      { bundle: material({ x509CertificateChain: { certificates: [] } }) },
      'SIGN_MALFORMED: the bundle has no certificate',
    ],
    [
      'many certificates',
      { bundle: material({ x509CertificateChain: { certificates: Array(17).fill({}) } }) },
      'SIGN_LIMIT: the bundle has 17 certificates',
    ],
    [
      'another statement type',
      { statement: (old) => ({ ...old, _type: 'https://in-toto.io/Statement/v0.1' }) },
      'SIGN_UNSUPPORTED: the signature is over a statement of type',
    ],
    [
      'another predicate',
      { statement: (old) => ({ ...old, predicateType: 'https://example.com' }) },
      'SIGN_UNSUPPORTED: the signature is over a predicate of type',
    ],
    [
      'two subjects',
      { statement: (old) => ({ ...old, subject: [1, 2] }) },
      'SIGN_MALFORMED: the statement has 2 subjects',
    ],
    ['no resources', { statement: resources(() => []) }, 'SIGN_NOTHING: the signature covers no file'],
    [
      'no serialization',
      { statement: predicate(({ resources: list }) => ({ resources: list })) },
      'SIGN_MALFORMED: serialization is missing',
    ],
    [
      'a predicate with more',
      { statement: predicate((old) => ({ ...old, more: 1 })) },
      'SIGN_MALFORMED: the predicate has a member "more"',
    ],
    [
      'another root',
      { statement: (old) => ({ ...old, subject: [{ name: '', digest: { sha256: '00'.repeat(32) } }] }) },
      'SIGN_MALFORMED: the root digest of the statement is not the one',
    ],
    [
      'a root in capitals',
      { statement: (old) => ({ ...old, subject: [{ name: '', digest: { sha256: 'AA'.repeat(32) } }] }) },
      'SIGN_MALFORMED: sha256 of the subject is not 64',
    ],
    ['a file twice', { statement: resources(([one]) => [one, one]) }, 'SIGN_MALFORMED: the signature lists "a" twice'],
    [
      'another algorithm',
      { statement: resources(([one]) => [{ ...one, algorithm: 'md5' }]) },
      'SIGN_MALFORMED: a resource is hashed with "md5"',
    ],
    [
      'a short digest',
      { statement: resources(([one]) => [{ ...one, digest: 'ab' }]) },
      'SIGN_MALFORMED: the digest of "a" is not lower-case hex',
    ],
    [
      'an unknown method',
      { statement: serialization({ method: 'tar' }) },
      'SIGN_UNSUPPORTED: the model is serialized with method "tar"',
    ],
    [
      'an unknown hash',
      { statement: serialization({ hash_type: 'md5' }) },
      'SIGN_UNSUPPORTED: the model is serialized with hash "md5"',
    ],
    [
      'a shard size without shards',
      { statement: serialization({ shard_size: 1 }) },
      'SIGN_MALFORMED: shard_size stands in a serialization without shards',
    ],
    [
      'links neither allowed nor not',
      { statement: serialization({ allow_symlinks: 'no' }) },
      'SIGN_MALFORMED: allow_symlinks of serialization is not true',
    ],
    [
      'a shard size of half a byte',
      { statement: shardsOf(['a:0:4'], 0.5) },
      'SIGN_MALFORMED: shard_size of serialization is not a whole number',
    ],
    ['a shard without a range', { statement: shardsOf(['a']) }, 'SIGN_MALFORMED: the signature names a shard "a"'],
    ['an empty shard', { statement: shardsOf(['a:4:4']) }, 'SIGN_MALFORMED: the signature names a shard "a:4:4"'],
    [
      'shards with a gap',
      { statement: shardsOf(['a:0:4', 'a:8:9']) },
      'SIGN_MALFORMED: the shards of "a" do not follow each other',
    ],
    [
      'a short shard in the middle',
      { statement: shardsOf(['a:0:3', 'a:3:5']) },
      'SIGN_MALFORMED: the shards of "a" do not follow',
    ],
    [
      'a shard of more than a shard',
      { statement: shardsOf(['a:0:5']) },
      'SIGN_MALFORMED: the shards of "a" do not follow',
    ],
    [
      'our encoding for the statements of 0.2.0 aside, the wrong encoding',
      { encoding: legacyEncoding },
      'SIGN_INVALID',
    ],
  ])('%s', (_name, parts, message) => {
    expect(refusal(() => verify(parts)).slice(0, message.length)).toBe(message);
  });

  test.each(['', '/a', '../a', 'a/../b', './a', 'a//b', 'a/', 'a\u0000b', '..', '\ud800'])('the path %j', (name) => {
    const named = resources(([one]) => [one ?? {}, { ...one, name }]);
    expect(refusal(() => verify({ statement: named }))).toMatch(
      /^SIGN_MALFORMED: (the signature names a file|the statement cannot be read)/,
    );
  });

  test('. beside other files', () => {
    expect(
      refusal(() =>
        verify({
          statement: resources((list) => list.map((one, index) => (index === 0 ? { ...one, name: '.' } : one))),
        }),
      ),
    ).toMatch(/names a file "\."/);
  });

  test('duplicate names in the bundle and in the statement', () => {
    const twice = (payload: Buffer): Buffer => Buffer.from(payload.toString().replace('{', '{"_type":"x",'));
    expect(refusal(() => verify({ payload: twice }))).toMatch(
      /^SIGN_MALFORMED: the statement cannot be read: the same name/,
    );
    const { bytes, publicKey } = buildModelSignature();
    const doubled = Buffer.from(bytes.toString().replace('{', '{"mediaType":"x",'));
    expect(refusal(() => verifyModelBundle(doubled, { method: 'key', publicKey }))).toMatch(
      /the same name stands twice/,
    );
  });

  test('a key bundle verified with roots, and an Ed25519 key', () => {
    const { bytes } = buildModelSignature();
    expect(refusal(() => verifyModelBundle(bytes, { method: 'certificate', roots: [], at: new Date() }))).toMatch(
      /^SIGN_UNTRUSTED/,
    );
    const { publicKey } = generateKeyPairSync('ed25519');
    const unnamed = buildModelSignature({ bundle: material({ publicKey: {} }) });
    expect(refusal(() => verifyModelBundle(unnamed.bytes, { method: 'key', publicKey }))).toMatch(
      /^SIGN_KEY: model signatures are made with/,
    );
  });

  test('any flipped bit of the bundle', () => {
    const { bytes, publicKey } = buildModelSignature();
    const sound = JSON.stringify(verifyModelBundle(bytes, { method: 'key', publicKey }).statement);
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const damaged = Buffer.from(bytes);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const outcome = refusal(() => {
        const { statement } = verifyModelBundle(damaged, { method: 'key', publicKey });
        // Names of members that decide nothing may differ (keyid, hint); what was signed may not.
        expect(JSON.stringify(statement)).toBe(sound);
      });
      expect(outcome, `bit ${bit}`).toMatch(/^SIGN_|^accepted/);
    }
  });
});

test('what is signed here verifies here, in both orders and with certificates', async () => {
  const signer = new KeySigner(generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey);
  const certificate = parseCertificate(
    buildCertificate({ subject: 'Signer', key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }).der,
  );
  const serialized: ModelSerialization = { method: 'files', hash: 'sha256', followLinks: false, ignorePaths: [] };
  const list = ['a/b', 'a-b', 'a.b'].map((path) => ({ path, digest: '00'.repeat(32) }));
  const model = { name: 'm', serialization: serialized, resources: list };
  for (const order of ['specification', 'components'] as const) {
    const { bundle } = await signModelStatement(model, { signer }, order);
    const verified = verifyModelBundle(Buffer.from(bundle), { method: 'key', publicKey: signer.publicKey });
    expect(verified.statement.order).toBe(order);
  }
  await expect(signModelStatement({ ...model, resources: [] }, { signer })).rejects.toThrow('there is no file to sign');
  await expect(signModelStatement(model, { signer, certificates: [certificate] })).rejects.toThrow(
    'belongs to another key',
  );
  await expect(signModelStatement(model, { signer, certificates: [] })).rejects.toThrow('belongs to another key');
  const ed25519 = new KeySigner(generateKeyPairSync('ed25519').privateKey);
  await expect(signModelStatement(model, { signer: ed25519 })).rejects.toThrow('not with Ed25519');
});

test('the bytes literals of Python', () => {
  // python3 -c "print(bytes(...))"
  const cases: readonly (readonly [string, string])[] = [
    ['a\t\n\r\\', "b'a\\t\\n\\r\\\\'"],
    ["it's", 'b"it\'s"'],
    [`both ' and "`, `b'both \\' and "'`],
    ['\u0000\u007fé', "b'\\x00\\x7f\\xc3\\xa9'"],
  ];
  for (const [text, literal] of cases) {
    const bytes = Buffer.from(text);
    expect(legacyEncoding('t', bytes).toString()).toBe(`DSSEV1 1 t ${bytes.length} ${literal}`);
  }
});

function digests(): Members {
  const { predicate: body, _type } = soundStatement();
  const { resources: list } = body as { resources: { name: string; digest: string }[] };
  const subject = list.map(({ name, digest }) => ({ name, digest: { sha256: digest } }));
  return { _type, predicateType: 'https://model_signing/Digests/v0.1', predicate: {}, subject };
}

function envelopeMember(name: string, change: (value: unknown[]) => unknown) {
  return (bundle: Members): Members => {
    const envelope = bundle.dsseEnvelope as Members;
    return { ...bundle, dsseEnvelope: { ...envelope, [name]: change(envelope[name] as unknown[]) } };
  };
}

function keylessMaterial(): Members {
  const rawBytes = buildCertificate({ subject: 'x' }).der.toString('base64');
  return { certificate: { rawBytes }, tlogEntries: [{}] };
}

function material(verificationMaterial: Members) {
  return (bundle: Members): Members => ({ ...bundle, verificationMaterial });
}

describe('statements', () => {
  test('what was ignored, and how it was cut, is said', () => {
    const ignoring = verify({ statement: serialization({ ignore_paths: ['.git', 'notes'] }) });
    expect(ignoring.statement.serialization.ignorePaths).toEqual(['.git', 'notes']);
    expect(verify({ statement: serialization({ ignore_paths: null }) }).statement.serialization.ignorePaths).toEqual(
      [],
    );
    expect(refusal(() => verify({ statement: serialization({ ignore_paths: [1] }) }))).toMatch(/^SIGN_MALFORMED/);
    const shards = verify({ statement: shardsOf(['a:4:6', 'a:0:4']) }).statement;
    expect([shards.serialization.shardBytes, shards.order]).toEqual([4, 'other']);
    for (const size of [0, -4, '4']) {
      expect(refusal(() => verify({ statement: shardsOf(['a:0:4'], size) }))).toMatch(/shard_size/);
    }
  });

  test.each(['0'.repeat(66), `${'0'.repeat(64)}zz`, `zz${'0'.repeat(64)}`])('the digest %s', (digest) => {
    expect(refusal(() => verify({ statement: resources(([one]) => [{ ...one, digest }]) }))).toMatch(
      /^SIGN_MALFORMED: the digest of "a" is not lower-case hex/,
    );
  });

  test('those of version 0.2.0 name files below the model, each once', () => {
    const file = { name: 'a', digest: { sha256: '00'.repeat(32) } };
    const of = (subject: readonly unknown[]) => ({ ...digests(), subject });
    const answer = (subject: readonly unknown[]) => refusal(() => verify({ statement: () => of(subject) }));
    expect(answer([file])).toBe('accepted');
    expect(answer([file, file])).toMatch(/lists "a" twice/);
    expect(answer([{ ...file, name: '../a' }])).toMatch(/no path below a model/);
    expect(answer([])).toMatch(/^SIGN_NOTHING/);
  });
});

describe('keyless', () => {
  const at = new Date('2026-03-01T12:00:01Z');
  const signedBy = { identity: 'a@example.com', issuer: 'https://issuer.test', trustedRoot: sha256(Buffer.of()), at };
  const { bytes } = buildModelSignature({ bundle: material(keylessMaterial()) });

  test('what Sigstore verified is what counts', async () => {
    const payload = Buffer.from(JSON.stringify(soundStatement()));
    const asked: Uint8Array[] = [];
    const { statement, signer } = await verifyKeylessModelBundle(bytes, {
      method: 'sigstore',
      verify: async (bundle) => {
        asked.push(bundle);
        return { ...signedBy, payload };
      },
    });
    expect(asked).toEqual([bytes]);
    expect(signer).toMatchObject({ method: 'sigstore', ...signedBy });
    expect(signer).not.toHaveProperty('payload');
    expect(statement.resources.map(({ path }) => path)).toEqual(['a', 'b/c']);
  });

  test('what Sigstore refuses, or verifies with another payload, is refused', async () => {
    const verifying = (payload: Uint8Array) =>
      verifyKeylessModelBundle(bytes, { method: 'sigstore', verify: async () => ({ ...signedBy, payload }) });
    await expect(verifying(Buffer.from('{}'))).rejects.toThrow(SignError);
    const no = async () => Promise.reject(new SignError('SIGN_UNTRUSTED', 'no'));
    await expect(verifyKeylessModelBundle(bytes, { method: 'sigstore', verify: no })).rejects.toThrow('no');
  });

  test('of a key or a certificate is not asked', async () => {
    const trust = {
      method: 'sigstore',
      verify: (): never => {
        throw new Error('asked');
      },
    } as const;
    await expect(verifyKeylessModelBundle(buildModelSignature().bytes, trust)).rejects.toThrow(
      'the model was signed with a key, not with an identity (Sigstore keyless)',
    );
    const certificates = [buildCertificate({ subject: 'x' }).der];
    await expect(verifyKeylessModelBundle(buildModelSignature({ certificates }).bytes, trust)).rejects.toThrow(
      'the model was signed with a certificate, not',
    );
  });
});

describe('a timestamp', () => {
  const authority = buildAuthority();
  const roots = [parseCertificate(authority.root.der)];
  const company = buildCertificate({ subject: 'Company', authority: true });
  const signer = buildCertificate({ subject: 'Signer', issuer: company, validTo: new Date('2025-01-01T00:00:00Z') });
  const certificates = [signer.der];
  const { bytes } = buildModelSignature({ key: signer.key, certificates });
  const trust = { method: 'certificate', roots: [parseCertificate(company.der)], at: new Date('2026-06-01') } as const;
  const stamped = (over: Uint8Array, time: string) => ({
    ...trust,
    timestamp: { response: buildTimestamp(authority, over, { time }), roots },
  });
  const signatureOf = (bundle: Buffer): Buffer =>
    Buffer.from(JSON.parse(bundle.toString()).dsseEnvelope.signatures[0].sig, 'base64');

  test('over the bundle or its signature takes the place of the clock', () => {
    expect(refusal(() => verifyModelBundle(bytes, trust))).toMatch(/^SIGN_EXPIRED/);
    for (const over of [bytes, signatureOf(bytes)]) {
      const { signer: facts } = verifyModelBundle(bytes, stamped(over, '20240101000000Z'));
      const time = new Date('2024-01-01T00:00:00Z');
      expect(facts).toMatchObject({ method: 'certificate', root: 'CN=Company', at: time, timestamp: { time } });
    }
  });

  test('of a later time, or over something else, does not', () => {
    expect(refusal(() => verifyModelBundle(bytes, stamped(bytes, '20250601000000Z')))).toMatch(/^SIGN_EXPIRED/);
    const other = Buffer.from('another signature');
    expect(refusal(() => verifyModelBundle(bytes, stamped(other, '20240101000000Z')))).toMatch(/^SIGN_INVALID/);
  });

  test('says of a signature with a bare key when it existed', () => {
    const { bytes: bare, publicKey } = buildModelSignature();
    const timestamp = stamped(bare, '20240101000000Z').timestamp;
    const { signer: facts } = verifyModelBundle(bare, { method: 'key', publicKey, timestamp });
    expect(facts).toMatchObject({ method: 'key', timestamp: { authority: 'CN=Time authority' } });
    expect('timestamp' in verifyModelBundle(bare, { method: 'key', publicKey }).signer).toBe(false);
    expect(refusal(() => verifyModelBundle(bare, trust))).toBe(
      'SIGN_UNTRUSTED: the model was signed with a key, not with a certificate',
    );
  });
});
