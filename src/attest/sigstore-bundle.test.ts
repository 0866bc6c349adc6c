// Sigstore bundles beyond statements: over artifacts, of keys, of earlier versions.
import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Json } from '#core/canonical-json';
import { sha256 } from '#core/digest';
import { KeyVerifier } from '#sign/key-verifier';
import { buildCertificate } from '#testkit/certificates';
import { signerIdentity, signerIssuer, TestSigstore } from '#testkit/sigstore';
import { verifyKeyBundle, verifyKeylessBundle } from './sigstore-bundle.ts';
import { parseTrustedRoot } from './trusted-root.ts';

const sigstore = new TestSigstore();
const { trustedRoot } = sigstore;
const identities = [{ identity: signerIdentity, issuer: signerIssuer }];
const artifact = Buffer.from('weights');
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const encode = (bundle: object): Buffer => Buffer.from(JSON.stringify(bundle));
const untrusted: object = expect.objectContaining({ code: 'ATTEST_UNTRUSTED' });

test('over an artifact', async () => {
  const bytes = encode(sigstore.signArtifact(artifact));
  const verified = await verifyKeylessBundle(bytes, { trustedRoot, identities, artifact });
  expect(verified).not.toHaveProperty('statement');
  expect(verified.signedAt).toEqual(new Date('2026-03-01T12:00:01Z'));
  const other = { trustedRoot, identities, artifact: Buffer.from('others') };
  await expect(verifyKeylessBundle(bytes, other)).rejects.toEqual(untrusted);
});

test('over an artifact of which the digest is known', async () => {
  const bytes = encode(sigstore.signArtifact(artifact));
  const rule = { trustedRoot, identities, artifact: { sha256: sha256(artifact) } };
  expect((await verifyKeylessBundle(bytes, rule)).signer).toEqual(identities[0]);
  const other = { ...rule, artifact: { sha256: sha256(Buffer.from('others')) } };
  await expect(verifyKeylessBundle(bytes, other)).rejects.toMatchObject({ code: 'ATTEST_SUBJECT' });
  const large = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const byLarge = encode(sigstore.signArtifact(artifact, { key: large.privateKey }));
  await expect(verifyKeyBundle(byLarge, { ...rule, key: new KeyVerifier(large.publicKey) })).rejects.toEqual(untrusted);
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const byKey = encode(sigstore.signArtifact(artifact, { key: key.privateKey }));
  await expect(verifyKeyBundle(byKey, { ...rule, key: new KeyVerifier(key.publicKey) })).resolves.toBeDefined();
  await expect(verifyKeyBundle(byKey, { ...rule, key: new KeyVerifier(stranger.publicKey) })).rejects.toEqual(
    untrusted,
  );
  const tlogs = await verifyKeylessBundle(bytes, rule);
  expect(tlogs.signedAt).toEqual(new Date('2026-03-01T12:00:01Z'));
});

test('over an artifact that is not at hand', async () => {
  const bytes = encode(sigstore.signArtifact(artifact));
  await expect(verifyKeylessBundle(bytes, { trustedRoot, identities })).rejects.toMatchObject({
    code: 'ATTEST_MALFORMED',
  });
});

test('of a key that stands in a log', async () => {
  const rule = { trustedRoot, artifact, key: new KeyVerifier(key.publicKey) };
  const bytes = encode(sigstore.signArtifact(artifact, { key: key.privateKey }));
  await expect(verifyKeyBundle(bytes, rule)).resolves.toHaveProperty('trustedRoot');
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await expect(verifyKeyBundle(bytes, { ...rule, key: new KeyVerifier(stranger.publicKey) })).rejects.toEqual(
    untrusted,
  );
  await expect(verifyKeyBundle(bytes, { ...rule, trustedRoot: new TestSigstore().trustedRoot })).rejects.toEqual(
    untrusted,
  );
});

test('over a statement, of a key', async () => {
  const bytes = encode(sigstore.signStatement({ a: 1 }, { key: key.privateKey }));
  const { statement } = await verifyKeyBundle(bytes, { trustedRoot, key: new KeyVerifier(key.publicKey) });
  expect(Buffer.from(statement?.payload ?? []).toString()).toBe('{"a":1}');
});

test('is verified as it is signed: with a key or with a certificate', async () => {
  const rule = { trustedRoot, artifact, key: new KeyVerifier(key.publicKey), identities };
  await expect(verifyKeyBundle(encode(sigstore.signArtifact(artifact)), rule)).rejects.toEqual(untrusted);
  const signed = encode(sigstore.signArtifact(artifact, { key: key.privateKey }));
  await expect(verifyKeylessBundle(signed, rule)).rejects.toEqual(untrusted);
});

test('of version 0.2, with a chain of certificates', async () => {
  const { verificationMaterial, ...rest } = sigstore.signArtifact(artifact);
  const { certificate, tlogEntries } = verificationMaterial;
  const withChain = (certificates: readonly (Json | undefined)[]): Buffer =>
    encode({
      ...rest,
      mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.2',
      verificationMaterial: { x509CertificateChain: { certificates }, tlogEntries },
    });
  const rule = { trustedRoot, identities, artifact };
  expect((await verifyKeylessBundle(withChain([certificate]), rule)).signer).toEqual(identities[0]);
  const authority = buildCertificate({ subject: 'authority', authority: true });
  const rawBytes = authority.der.toString('base64');
  await expect(verifyKeylessBundle(withChain([{ rawBytes }]), rule)).rejects.toEqual(untrusted);
  await expect(verifyKeylessBundle(withChain([]), rule)).rejects.toMatchObject({ code: 'ATTEST_MALFORMED' });
});

test('without a promise of the log there is no time, and a certificate needs one', async () => {
  const { verificationMaterial, ...rest } = sigstore.signArtifact(artifact);
  const [entry] = JSON.parse(JSON.stringify(verificationMaterial.tlogEntries));
  const { inclusionPromise: _, ...unpromised } = entry;
  const rule = { trustedRoot, identities, artifact, key: new KeyVerifier(key.publicKey) };
  const bytes = encode({ ...rest, verificationMaterial: { ...verificationMaterial, tlogEntries: [unpromised] } });
  await expect(verifyKeylessBundle(bytes, rule)).rejects.toEqual(untrusted);
});

test('any letter of a signature, certificate or proof', async () => {
  const text = encode(sigstore.signArtifact(artifact)).toString();
  const places = [...text.matchAll(/"(?:signature|rawBytes|digest|canonicalizedBody|signedEntryTimestamp)":"(.{40})/g)];
  expect(places.length).toBeGreaterThanOrEqual(5);
  for (const { index } of places) {
    const at = index + 45;
    const letter = text[at] === 'A' ? 'B' : 'A';
    const changed = Buffer.from(`${text.slice(0, at)}${letter}${text.slice(at + 1)}`);
    await expect(verifyKeylessBundle(changed, { trustedRoot, identities, artifact })).rejects.toHaveProperty('code');
  }
});

test('a trusted root that names nobody is none', async () => {
  await expect(parseTrustedRoot(Buffer.from('{}'))).rejects.toMatchObject({ code: 'ATTEST_MALFORMED' });
  await expect(parseTrustedRoot(Buffer.from('{"tlogs":7}'))).rejects.toMatchObject({ code: 'ATTEST_MALFORMED' });
  const wrong = Buffer.from('{"tlogs":[{"hashAlgorithm":"none"}]}');
  await expect(parseTrustedRoot(wrong)).rejects.toMatchObject({ code: 'ATTEST_MALFORMED' });
});
