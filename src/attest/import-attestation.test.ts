// Attestations of others: what is taken in, under whose name, and what is refused.
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Json } from '#core/canonical-json';
import { parseSha256, sha256 } from '#core/digest';
import { predicate as foreignAttestation } from '#predicates/foreign-attestation';
import { KeySigner } from '#sign/key-signer';
import { KeyVerifier } from '#sign/key-verifier';
import { preAuthenticationEncoding } from '#sign/pre-authentication-encoding';
import { serverAuthentication } from '#testkit/certificates';
import { type MadeBundle, type Signing, signerIdentity, signerIssuer, TestSigstore } from '#testkit/sigstore';
import { AttestError } from './attest-error.ts';
import type { ForeignTrust } from './foreign-trust.ts';
import { foreignAttestationOf, importAttestation } from './import-attestation.ts';
import { importAttestations } from './import-attestations.ts';

const asset = 'a'.repeat(64);
const dataset = 'd'.repeat(64);
const provenance = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'weights.safetensors', digest: { sha256: asset, sha512: 'b'.repeat(128) } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {
    buildDefinition: {
      buildType: 'https://example.org/train/v1',
      externalParameters: {},
      internalParameters: null,
      resolvedDependencies: [{ uri: 'https://data.example/reviews', digest: { sha256: dataset } }],
      example_note: 'unknown members pass',
    },
    runDetails: { builder: { id: 'https://train.example.org' } },
  },
};

const supplier = new KeySigner(generateKeyPairSync('ed25519').privateKey);
const second = new KeySigner(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey);
const stranger = new KeySigner(generateKeyPairSync('ed25519').privateKey);
const verifier = new KeyVerifier(supplier.publicKey);
const trust: ForeignTrust = { keys: [verifier] };

interface Forged {
  readonly payloadType?: string;
  /** Member of the envelope beside the three. */
  readonly extra?: string;
  readonly keyid?: string;
}

async function envelopeOf(
  statement: Json | string,
  signers: readonly KeySigner[],
  forged: Forged = {},
): Promise<Buffer> {
  const payload = Buffer.from(typeof statement === 'string' ? statement : JSON.stringify(statement, undefined, 2));
  const payloadType = forged.payloadType ?? 'application/vnd.in-toto+json';
  const message = preAuthenticationEncoding(payloadType, payload);
  const signatures = await Promise.all(
    signers.map(async (signer) => ({
      sig: Buffer.from(await signer.sign(message)).toString('base64'),
      keyid: forged.keyid ?? signer.keyId,
    })),
  );
  const extra = forged.extra === undefined ? {} : { [forged.extra]: true };
  return Buffer.from(JSON.stringify({ payload: payload.toString('base64'), payloadType, signatures, ...extra }));
}

async function refusal(bytes: Uint8Array, by: ForeignTrust = trust): Promise<string> {
  try {
    await importAttestation(bytes, by);
    return 'taken in';
  } catch (error) {
    if (error instanceof AttestError) return error.code;
    throw error;
  }
}

describe('an envelope', () => {
  test('of a trusted key is taken in, with what it leans on', async () => {
    const bytes = await envelopeOf(provenance, [supplier]);
    const imported = await importAttestation(bytes, { ...trust, about: parseSha256(asset) });
    expect(imported.signer).toEqual({ method: 'key', keyIds: [supplier.keyId] });
    expect(imported.attestation).toBe(sha256(bytes));
    const body = foreignAttestationOf(imported, 'https://models.example', '2026-03-02T08:00:00.000Z');
    expect(foreignAttestation.schema.parse(body)).toMatchObject({
      subjects: [asset],
      dependencies: [{ role: 'material', name: 'https://data.example/reviews', sha256: dataset }],
    });
  });

  test('of nobody who is trusted is refused, whatever key id it names', async () => {
    expect(await refusal(await envelopeOf(provenance, [stranger], { keyid: supplier.keyId }))).toBe('ATTEST_UNTRUSTED');
    expect(await refusal(await envelopeOf(provenance, [supplier]), { keys: [] })).toBe('ATTEST_UNTRUSTED');
    expect(await refusal(await envelopeOf(provenance, []))).toBe('ATTEST_MALFORMED');
  });

  test('has no more signatures than it may', async () => {
    const many = await envelopeOf(
      provenance,
      Array.from({ length: 65 }, () => supplier),
    );
    expect(await refusal(many)).toBe('ATTEST_LIMIT');
  });

  test('needs as many keys as were asked for, and counts none twice', async () => {
    const both = { keys: [verifier, new KeyVerifier(second.publicKey)], threshold: 2 };
    expect(await refusal(await envelopeOf(provenance, [supplier, second, stranger]), both)).toBe('taken in');
    expect(await refusal(await envelopeOf(provenance, [supplier, supplier]), both)).toBe('ATTEST_UNTRUSTED');
  });

  test('is about what was signed: another subject, type or payload breaks the signature', async () => {
    const bytes = await envelopeOf(provenance, [supplier]);
    const swapped = JSON.parse(bytes.toString());
    const other = { ...provenance, subject: [{ digest: { sha256: 'e'.repeat(64) } }] };
    swapped.payload = Buffer.from(JSON.stringify(other)).toString('base64');
    expect(await refusal(Buffer.from(JSON.stringify(swapped)))).toBe('ATTEST_UNTRUSTED');
    expect(await refusal(bytes, { ...trust, about: parseSha256('e'.repeat(64)) })).toBe('ATTEST_SUBJECT');
    const retyped = bytes.toString().replace('vnd.in-toto+json', 'vnd.in-toto.provenance+json');
    expect(await refusal(Buffer.from(retyped))).toBe('ATTEST_UNTRUSTED');
  });

  test('holds an in-toto statement or is refused', async () => {
    expect(await refusal(await envelopeOf(provenance, [supplier], { payloadType: 'text/plain' }))).toBe(
      'ATTEST_MALFORMED',
    );
    const older = { payloadType: 'application/vnd.in-toto.provenance+json' };
    expect(await refusal(await envelopeOf(provenance, [supplier], older))).toBe('taken in');
    const v01 = { ...provenance, _type: 'https://in-toto.io/Statement/v0.1' };
    expect(await refusal(await envelopeOf(v01, [supplier]))).toBe('taken in');
  });

  test('may have members that nobody knows, and no name twice', async () => {
    expect(await refusal(await envelopeOf(provenance, [supplier], { extra: 'cert' }))).toBe('taken in');
    const bytes = (await envelopeOf(provenance, [supplier])).toString();
    expect(await refusal(Buffer.from(bytes.replace('{"payload":', '{"payload":"","payload":')))).toBe(
      'ATTEST_MALFORMED',
    );
    const twice = JSON.stringify(provenance).replace('{"_type"', '{"predicateType":"x","_type"');
    expect(await refusal(await envelopeOf(twice, [supplier]))).toBe('ATTEST_MALFORMED');
  });

  test('may name no key, and has to have a payload and signatures', async () => {
    const text = (await envelopeOf(provenance, [supplier])).toString();
    expect(await refusal(Buffer.from(text.replace(`"${supplier.keyId}"`, 'null')))).toBe('taken in');
    for (const name of ['payload', 'sig', 'signatures']) {
      expect(await refusal(Buffer.from(text.replace(`"${name}"`, '"other"')))).toBe('ATTEST_MALFORMED');
    }
    expect(await refusal(Buffer.from('[]'))).toBe('ATTEST_MALFORMED');
  });

  test('reads both alphabets of base64 and nothing that is neither', async () => {
    const text = (await envelopeOf({ ...provenance, x: '???>>>~~~ÿ' }, [supplier])).toString();
    const { payload } = JSON.parse(text);
    const url = payload.replaceAll('+', '-').replaceAll('/', '_');
    expect(url).not.toBe(payload);
    expect(await refusal(Buffer.from(text.replace(payload, url)))).toBe('taken in');
    for (const wrong of [
      `${payload}\\n`,
      `${payload.replace(/=*$/, '')}=====`,
      ` ${payload}`,
      `${payload.slice(0, 4)}*${payload.slice(4)}`,
    ]) {
      expect(await refusal(Buffer.from(text.replace(payload, () => wrong)))).toBe('ATTEST_MALFORMED');
    }
  });
});

describe('a statement', () => {
  const cases: readonly (readonly [what: string, statement: Json | string, code: string])[] = [
    ['without a digest', { ...provenance, subject: [{ name: 'weights' }] }, 'ATTEST_SUBJECT'],
    ['with an empty set of digests', { ...provenance, subject: [{ digest: {} }] }, 'ATTEST_SUBJECT'],
    ['with SHA-1 only', { ...provenance, subject: [{ digest: { sha1: 'a'.repeat(40) } }] }, 'ATTEST_SUBJECT'],
    [
      'with a SHA-1 called sha256',
      { ...provenance, subject: [{ digest: { sha256: 'a'.repeat(40) } }] },
      'ATTEST_SUBJECT',
    ],
    ['with capital digits', { ...provenance, subject: [{ digest: { sha256: 'A'.repeat(64) } }] }, 'ATTEST_SUBJECT'],
    ['with BLAKE3 only', { ...provenance, subject: [{ digest: { blake3: asset } }] }, 'ATTEST_SUBJECT'],
    ['with a number for a digest', { ...provenance, subject: [{ digest: { gitCommit: 7 } }] }, 'ATTEST_SUBJECT'],
    ['without subjects', { ...provenance, subject: [] }, 'ATTEST_SUBJECT'],
    ['with a subject that is a text', { ...provenance, subject: ['weights'] }, 'ATTEST_MALFORMED'],
    ['with subjects that are no list', { ...provenance, subject: {} }, 'ATTEST_MALFORMED'],
    ['of an unknown type', { ...provenance, _type: 'https://in-toto.io/Statement/v2' }, 'ATTEST_MALFORMED'],
    ['without a type', { ...provenance, _type: null }, 'ATTEST_MALFORMED'],
    ['without a predicateType', { ...provenance, predicateType: '' }, 'ATTEST_MALFORMED'],
    ['with a predicate that is a list', { ...provenance, predicate: [] }, 'ATTEST_MALFORMED'],
    ['that is a list', [], 'ATTEST_MALFORMED'],
    ['that is no JSON', 'provenance', 'ATTEST_MALFORMED'],
    ['that breaks the schema of its kind', { ...provenance, predicate: {} }, 'ATTEST_PREDICATE'],
    ['of a kind that nobody knows', { ...provenance, predicateType: 'https://example.org/x/v1' }, 'taken in'],
    [
      'without a predicate, of an unknown kind',
      { ...provenance, predicateType: 'https://example.org/x/v1', predicate: null },
      'taken in',
    ],
  ];

  test.each(cases)('%s', async (_, statement, code) => {
    expect(await refusal(await envelopeOf(statement, [supplier]))).toBe(code);
  });

  test('names what it is about by SHA-256, and others for people', async () => {
    const mixed = { ...provenance, subject: [{ digest: { sha1: 'a'.repeat(40) } }, { digest: { sha256: asset } }] };
    const imported = await importAttestation(await envelopeOf(mixed, [supplier]), trust);
    expect(imported.subjects.map(({ sha256: digest }) => digest)).toEqual([undefined, asset]);
    const body = foreignAttestationOf(imported, 'here', '2026-03-02T08:00:00.000Z');
    expect(body.subjects).toEqual([asset]);
    const unknown = await envelopeOf({ ...provenance, predicateType: 'https://example.org/x/v1' }, [supplier]);
    expect(foreignAttestationOf(await importAttestation(unknown, trust), 'here', '').dependencies).toEqual([]);
  });
});

describe('a Sigstore bundle', () => {
  const sigstore = new TestSigstore();
  const known = { identity: signerIdentity, issuer: signerIssuer };
  const keyless: ForeignTrust = { keys: [], keyless: { trustedRoot: sigstore.trustedRoot, identities: [known] } };
  const made = (signing: Signing = {}, by: TestSigstore = sigstore): Buffer =>
    encode(by.signStatement(provenance, signing));
  const encode = (bundle: MadeBundle): Buffer => Buffer.from(JSON.stringify(bundle));

  test('of a known identity is taken in, with the time of the log', async () => {
    const imported = await importAttestation(made(), keyless);
    expect(imported).toMatchObject({
      format: 'sigstore-bundle',
      signedAt: '2026-03-01T12:00:01.000Z',
      signer: { method: 'keyless', ...known, trustedRoot: sha256(sigstore.trustedRoot) },
    });
    const body = foreignAttestationOf(imported, 'here', '2026-03-02T08:00:00.000Z');
    expect(foreignAttestation.schema.parse(body)).toEqual(body);
  });

  test('of another identity or issuer is refused, and a dot is a dot', async () => {
    expect(await refusal(made({ identity: signerIdentity.replace('github.com', 'githubXcom') }), keyless)).toBe(
      'ATTEST_UNTRUSTED',
    );
    expect(await refusal(made({ identity: `${signerIdentity}-2` }), keyless)).toBe('ATTEST_UNTRUSTED');
    expect(await refusal(made({ issuer: 'https://evil.example' }), keyless)).toBe('ATTEST_UNTRUSTED');
    expect(await refusal(made(), { keys: [], keyless: { trustedRoot: sigstore.trustedRoot, identities: [] } })).toBe(
      'ATTEST_UNTRUSTED',
    );
  });

  test('of a mail address', async () => {
    const identity = { identity: 'mira@example.org', issuer: 'https://accounts.example.org' };
    const by: ForeignTrust = {
      keys: [],
      keyless: { trustedRoot: sigstore.trustedRoot, identities: [known, identity] },
    };
    expect((await importAttestation(made(identity), by)).signer).toMatchObject(identity);
  });

  test.each([
    ['of another Sigstore', () => made({}, new TestSigstore())],
    [
      'with a certificate that was over',
      () => made({ certificate: { from: new Date('2026-03-01T11:00:00Z'), to: new Date('2026-03-01T11:10:00Z') } }),
    ],
    [
      'with a certificate that had not begun',
      () => made({ certificate: { from: new Date('2026-03-01T13:00:00Z'), to: new Date('2026-03-01T13:10:00Z') } }),
    ],
    ['with a certificate for servers', () => made({ extendedKeyUsage: [serverAuthentication] })],
    ['with a certificate in no log', () => made({ withoutStamp: true })],
  ] as const)('%s is refused', async (_, bundle) => {
    expect(await refusal(bundle(), keyless)).toBe('ATTEST_UNTRUSTED');
  });

  test('without an entry of the log, or with that of another signature, is refused', async () => {
    const bundle = sigstore.signStatement(provenance);
    const other = sigstore.signStatement(provenance);
    const entries = (tlogEntries: Json): Buffer =>
      encode({ ...bundle, verificationMaterial: { ...bundle.verificationMaterial, tlogEntries } });
    expect(await refusal(entries([]), keyless)).toBe('ATTEST_UNTRUSTED');
    expect(await refusal(entries(other.verificationMaterial.tlogEntries ?? []), keyless)).toBe('ATTEST_UNTRUSTED');
  });

  test('with none or two signatures, two payloads or another media type is refused', async () => {
    const bundle = JSON.parse(made().toString());
    const { signatures } = bundle.dsseEnvelope;
    const envelope = (part: object): Buffer => encode({ ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, ...part } });
    expect(await refusal(envelope({ signatures: [] }), keyless)).toBe('ATTEST_MALFORMED');
    expect(await refusal(envelope({ signatures: [...signatures, ...signatures] }), keyless)).toBe('ATTEST_MALFORMED');
    const payload = Buffer.from(JSON.stringify({ ...provenance, predicate: {} })).toString('base64');
    expect(await refusal(envelope({ payload }), keyless)).toBe('ATTEST_UNTRUSTED');
    expect(await refusal(encode({ ...bundle, mediaType: 'application/json' }), keyless)).toBe('ATTEST_MALFORMED');
  });

  test('over an artifact says nothing that could be taken in', async () => {
    expect(await refusal(encode(sigstore.signArtifact(Buffer.from('weights'))), keyless)).toBe('ATTEST_MALFORMED');
  });

  test('needs a trusted root, and one that can be read', async () => {
    expect(await refusal(made())).toBe('ATTEST_UNTRUSTED');
    for (const root of ['{}', '[]', '{"tlogs":[{"publicKey":7}]}', 'no']) {
      const by: ForeignTrust = { keys: [], keyless: { trustedRoot: Buffer.from(root), identities: [known] } };
      expect(await refusal(made(), by)).toBe('ATTEST_MALFORMED');
    }
  });

  test('of a key is that of the key, whatever hint it has', async () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const bytes = made({ key: key.privateKey });
    const imported = await importAttestation(bytes, { ...keyless, keys: [verifier, new KeyVerifier(key.publicKey)] });
    expect(imported.signer).toEqual({ method: 'key', keyIds: [new KeyVerifier(key.publicKey).keyId] });
    expect(imported.signedAt).toBeUndefined();
    expect(await refusal(bytes, { ...keyless, keys: [verifier] })).toBe('ATTEST_UNTRUSTED');
  });
});

describe('a file of several', () => {
  test('each line stands alone', async () => {
    const good = await envelopeOf(provenance, [supplier]);
    const bad = await envelopeOf(provenance, [stranger]);
    const file = Buffer.concat([good, Buffer.from('\n\r\n'), bad, Buffer.from('\nno json\n \t'), good]);
    const lines = await importAttestations(Buffer.concat([file]), trust);
    expect(lines.map(({ line, imported, refusal: why }) => [line, imported?.predicateType ?? why?.code])).toEqual([
      [1, provenance.predicateType],
      [3, 'ATTEST_UNTRUSTED'],
      [4, 'ATTEST_MALFORMED'],
      [5, provenance.predicateType],
    ]);
  });

  test('is bounded', async () => {
    expect(await importAttestations(Buffer.alloc(1_000_000, '\n'), trust)).toEqual([]);
    await expect(importAttestations(Buffer.from('1\n'.repeat(1001)), trust)).rejects.toMatchObject({
      code: 'ATTEST_LIMIT',
    });
    await expect(importAttestations(new Uint8Array(64 * 1024 * 1024 + 1), trust)).rejects.toMatchObject({
      code: 'ATTEST_LIMIT',
    });
  });
});
