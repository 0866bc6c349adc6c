// Model signatures for tests: sound ones, and ones whose bundle or statement was changed before it was signed.
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export interface SignatureParts {
  /** Changes the statement before it is signed. */
  readonly statement?: (statement: Record<string, unknown>) => unknown;
  /** Changes the payload's bytes before they are signed. */
  readonly payload?: (payload: Buffer) => Buffer;
  /** Makes the bytes that the signature is taken over from the payload's. */
  readonly encoding?: (type: string, payload: Buffer) => Buffer;
  /** Changes the bundle after signing. */
  readonly bundle?: (bundle: Record<string, unknown>) => unknown;
  readonly key?: KeyObject;
  readonly hash?: string;
  /** DER of the signer's certificate and others; absent: signed with the bare key. */
  readonly certificates?: readonly Uint8Array[];
}

export interface BuiltSignature {
  readonly bytes: Buffer;
  readonly publicKey: KeyObject;
}

/** Two files, `a` with the bytes `a` and `b/c` with the bytes `c`. */
export const signedFiles: Readonly<Record<string, string>> = { a: 'a', 'b/c': 'c' };

export function soundStatement(): Record<string, unknown> {
  const resources = Object.entries(signedFiles).map(([name, content]) => ({
    name,
    algorithm: 'sha256',
    digest: createHash('sha256').update(content).digest('hex'),
  }));
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'model', digest: { sha256: rootOf(resources) } }],
    predicateType: 'https://model_signing/signature/v1.0',
    predicate: { serialization: { method: 'files', hash_type: 'sha256', allow_symlinks: false }, resources },
  };
}

export function rootOf(resources: readonly { readonly digest: string }[]): string {
  return createHash('sha256')
    .update(Buffer.concat(resources.map(({ digest }) => Buffer.from(digest, 'hex'))))
    .digest('hex');
}

export function buildModelSignature(parts: SignatureParts = {}): BuiltSignature {
  const key = parts.key ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const publicKey = createPublicKey(key);
  const type = 'application/vnd.in-toto+json';
  const encoding =
    parts.encoding ??
    ((name, body) => Buffer.concat([Buffer.from(`DSSEv1 ${name.length} ${name} ${body.length} `), body]));
  const statement = (parts.statement ?? ((same) => same))(soundStatement());
  const payload = (parts.payload ?? ((same) => same))(Buffer.from(JSON.stringify(statement)));
  const signature = sign(parts.hash ?? 'sha256', encoding(type, payload), key);
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  const hint = createHash('sha256').update(pem).digest('hex');
  const certificates = parts.certificates?.map((der) => ({ rawBytes: Buffer.from(der).toString('base64') }));
  const bundle = {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      ...(certificates === undefined ? { publicKey: { hint } } : { x509CertificateChain: { certificates } }),
      tlogEntries: [],
    },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType: type,
      signatures: [{ sig: signature.toString('base64'), keyid: '' }],
    },
  };
  return { bytes: Buffer.from(JSON.stringify((parts.bundle ?? ((same) => same))(bundle))), publicKey };
}
