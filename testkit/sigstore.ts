// A Sigstore of one's own, without a network: an authority that certifies a signer for ten minutes, a log of certificates, a log of
// signatures (Rekor v1), and the trusted root that names them. Bundles of it are sound, or have one defect each.
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { canonicalJson, type Json } from '#core/canonical-json';
import { preAuthenticationEncoding } from '#sign/pre-authentication-encoding';
import { buildCertificate, derExtension, type TestCertificate } from './certificates.ts';
import { der, derSequence } from './der-writer.ts';

export interface Signing {
  readonly identity?: string;
  readonly issuer?: string;
  /** When it was signed and logged. */
  readonly at?: Date;
  /** The signer's certificate; ten minutes from `at` when absent. */
  readonly certificate?: { readonly from: Date; readonly to: Date };
  readonly extendedKeyUsage?: readonly string[];
  /** Leaves the stamp of the log of certificates out. */
  readonly withoutStamp?: boolean;
  /** Signs with this key and names no certificate. */
  readonly key?: KeyObject;
}

export interface MadeBundle {
  readonly mediaType: string;
  readonly verificationMaterial: Readonly<Record<string, Json>>;
  readonly dsseEnvelope?: Json;
  readonly messageSignature?: Json;
}

export const signerIdentity = 'https://github.com/example/models/.github/workflows/train.yml@refs/heads/main';
export const signerIssuer = 'https://token.actions.githubusercontent.com';
const signedAt = new Date('2026-03-01T12:00:00Z');

export class TestSigstore {
  readonly #authorityKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  /** How certificates name the key of the authority: any bytes that tell it from others. */
  readonly #authorityKeyName: Buffer = logId(this.#authorityKey).subarray(0, 20);
  readonly #authority: TestCertificate = buildCertificate({
    subject: 'test-fulcio',
    authority: true,
    key: this.#authorityKey,
    further: [derExtension(ownKeyName, der(0x04, this.#authorityKeyName), false)],
  });
  readonly #certificateLog = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  readonly #log = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

  /** JSON of the trusted root. */
  get trustedRoot(): Buffer {
    const start = '2020-01-01T00:00:00Z';
    const log = (key: KeyObject, baseUrl: string): Json => ({
      baseUrl,
      hashAlgorithm: 'SHA2_256',
      publicKey: {
        rawBytes: base64(spki(key)),
        keyDetails: 'PKIX_ECDSA_P256_SHA_256',
        validFor: { start },
      },
      logId: { keyId: base64(logId(key)) },
    });
    const authority = {
      subject: { organization: 'test', commonName: 'test-fulcio' },
      uri: 'https://fulcio.test',
      certChain: { certificates: [{ rawBytes: base64(this.#authority.der) }] },
      validFor: { start },
    };
    return Buffer.from(
      JSON.stringify({
        mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
        tlogs: [log(this.#log, 'https://rekor.test')],
        certificateAuthorities: [authority],
        ctlogs: [log(this.#certificateLog, 'https://ctfe.test')],
        timestampAuthorities: [],
      }),
    );
  }

  /** A bundle over an in-toto statement. */
  signStatement(statement: Json, signing: Signing = {}): MadeBundle {
    const payload = Buffer.from(JSON.stringify(statement));
    const payloadType = 'application/vnd.in-toto+json';
    const { key, pem, material } = this.#signer(signing);
    const signature = sign('sha256', preAuthenticationEncoding(payloadType, payload), key);
    const spec = {
      envelopeHash: { algorithm: 'sha256', value: hex(payload) },
      payloadHash: { algorithm: 'sha256', value: hex(payload) },
      signatures: [{ signature: base64(signature), verifier: base64(Buffer.from(pem)) }],
    };
    return {
      mediaType,
      verificationMaterial: { ...material, tlogEntries: [this.#logged('dsse', spec, signing)] },
      dsseEnvelope: { payload: base64(payload), payloadType, signatures: [{ sig: base64(signature), keyid: '' }] },
    };
  }

  /** A bundle over an artifact. */
  signArtifact(artifact: Uint8Array, signing: Signing = {}): MadeBundle {
    const { key, pem, material } = this.#signer(signing);
    const signature = base64(sign('sha256', artifact, key));
    const spec = {
      data: { hash: { algorithm: 'sha256', value: hex(artifact) } },
      signature: { content: signature, publicKey: { content: base64(Buffer.from(pem)) } },
    };
    const digest = Buffer.from(hex(artifact), 'hex');
    return {
      mediaType,
      verificationMaterial: { ...material, tlogEntries: [this.#logged('hashedrekord', spec, signing)] },
      messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest: base64(digest) }, signature },
    };
  }

  #signer(signing: Signing): { key: KeyObject; pem: string; material: Readonly<Record<string, Json>> } {
    if (signing.key !== undefined) {
      const pem = createPublicKey(signing.key).export({ type: 'spki', format: 'pem' }).toString();
      return { key: signing.key, pem, material: { publicKey: { hint: base64(spki(signing.key)) } } };
    }
    const { at = signedAt, identity = signerIdentity, issuer = signerIssuer } = signing;
    const certificate = buildCertificate({
      // As Fulcio writes it: who signed stands in the alternative name.
      subject: '',
      issuer: this.#authority,
      validFrom: signing.certificate?.from ?? at,
      validTo: signing.certificate?.to ?? new Date(at.getTime() + 600_000),
      ...(signing.extendedKeyUsage === undefined ? {} : { extendedKeyUsage: signing.extendedKeyUsage }),
      further: [
        derExtension(alternativeName, derSequence(der(identity.includes('://') ? 0x86 : 0x81, Buffer.from(identity)))),
        derExtension(authorityKeyName, derSequence(der(0x80, this.#authorityKeyName)), false),
        derExtension(oldIssuerName, Buffer.from(issuer), false),
        derExtension(issuerName, der(0x0c, Buffer.from(issuer)), false),
      ],
      ...(signing.withoutStamp === true ? {} : { stamp: (body) => this.#stamp(body, at) }),
    });
    const material = { certificate: { rawBytes: base64(certificate.der) } };
    return { key: certificate.key, pem: certificate.pem, material };
  }

  /** RFC 6962 section 3.2: a signed certificate timestamp over the certificate without it. */
  #stamp(body: Buffer, at: Date): Buffer {
    const version = Buffer.from([0]);
    const time = uint(at.getTime(), 8);
    const issuer = createHash('sha256').update(spki(this.#authority.key)).digest();
    const noExtensions = uint(0, 2);
    const entry = Buffer.concat([issuer, uint(body.length, 3), body]);
    const signed = Buffer.concat([version, Buffer.from([0]), time, uint(1, 2), entry, noExtensions]);
    const signature = sign('sha256', signed, this.#certificateLog);
    const algorithm = Buffer.from([4, 3]);
    const id = logId(this.#certificateLog);
    const stamp = Buffer.concat([version, id, time, noExtensions, algorithm, uint(signature.length, 2), signature]);
    const list = Buffer.concat([uint(stamp.length + 2, 2), uint(stamp.length, 2), stamp]);
    return derExtension(stampList, der(0x04, list), false);
  }

  /** An entry of the log of signatures: the second of two. */
  #logged(kind: string, spec: Json, { at = signedAt }: Signing): Json {
    const body = Buffer.from(canonicalJson({ apiVersion: '0.0.1', kind, spec }));
    const sibling = createHash('sha256').update('\0the entry before').digest();
    const leaf = createHash('sha256').update('\0').update(body).digest();
    const root = createHash('sha256').update('\x01').update(sibling).update(leaf).digest();
    const time = Math.floor(at.getTime() / 1000) + 1;
    const id = logId(this.#log);
    const promised = { body: base64(body), integratedTime: time, logIndex: 1, logID: id.toString('hex') };
    const note = `rekor.test\n2\n${base64(root)}\n`;
    const seal = Buffer.concat([id.subarray(0, 4), sign('sha256', Buffer.from(note), this.#log)]);
    return {
      logIndex: '1',
      logId: { keyId: base64(id) },
      kindVersion: { kind, version: '0.0.1' },
      integratedTime: `${time}`,
      inclusionPromise: {
        signedEntryTimestamp: base64(sign('sha256', Buffer.from(canonicalJson(promised)), this.#log)),
      },
      inclusionProof: {
        logIndex: '1',
        rootHash: base64(root),
        treeSize: '2',
        hashes: [base64(sibling)],
        checkpoint: { envelope: `${note}\n\u2014 rekor.test ${base64(seal)}\n` },
      },
      canonicalizedBody: base64(body),
    };
  }
}

function spki(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

function logId(key: KeyObject): Buffer {
  return createHash('sha256').update(spki(key)).digest();
}

function hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function uint(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes.subarray(8 - length);
}

const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const alternativeName = '551d11';
const ownKeyName = '551d0e';
const authorityKeyName = '551d23';
/** 1.3.6.1.4.1.57264.1.1, the issuer as bare text, which the Python client reads. */
const oldIssuerName = '2b0601040183bf300101';
/** 1.3.6.1.4.1.57264.1.8, the issuer as Fulcio writes it. */
const issuerName = '2b0601040183bf300108';
/** 1.3.6.1.4.1.11129.2.4.2 */
const stampList = '2b06010401d679020402';
