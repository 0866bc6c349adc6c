// Makes a model signature: statement, envelope, bundle. OMS v1.0 section 9.
import type { Certificate } from '../certificate.ts';
import { signEnvelope } from '../envelope.ts';
import { keyHint } from '../key-id.ts';
import { SignError } from '../sign-error.ts';
import type { Signer } from '../signer.ts';
import { nameOf, sortResources } from './resource-order.ts';
import { rootDigest } from './root-digest.ts';
import {
  bundleMediaType,
  type ModelStatement,
  payloadType,
  predicateType,
  type ResourceOrder,
  statementType,
} from './signed-model.ts';

export interface ModelSigning {
  readonly signer: Signer;
  /** The signer's certificate and those that lead towards a root; absent: signed with the bare key. */
  readonly certificates?: readonly Certificate[];
}

export type UnsortedModel = Pick<ModelStatement, 'name' | 'serialization' | 'resources'>;

export interface SignedModel {
  readonly statement: ModelStatement;
  /** The bundle as JSON, with a final newline. */
  readonly bundle: string;
}

/**
 * @param order - `components` for the Python tool, which compares paths part by part
 * @throws {SignError} SIGN_KEY for Ed25519, which OMS v1.0 does not have, and for a certificate of another key;
 *   SIGN_NOTHING for a model without files
 */
export async function signModelStatement(
  model: UnsortedModel,
  { signer, certificates }: ModelSigning,
  order: Exclude<ResourceOrder, 'other'> = 'specification',
): Promise<SignedModel> {
  if (signer.kind === 'ed25519') {
    throw new SignError('SIGN_KEY', 'model signatures are made with P-256, P-384 or P-521, not with Ed25519');
  }
  if (model.resources.length === 0) throw new SignError('SIGN_NOTHING', 'there is no file to sign');
  assertOwnCertificate(certificates, signer);
  const resources = sortResources(model.resources, order);
  const statement: ModelStatement = { ...model, format: 'v1.0', resources, root: rootDigest(resources), order };
  const payload = Buffer.from(JSON.stringify(encodeStatement(statement)));
  const bundle = {
    mediaType: bundleMediaType,
    verificationMaterial: { ...materialOf(signer, certificates), tlogEntries: [] },
    dsseEnvelope: await signEnvelope(payloadType, payload, [signer], false),
  };
  return { statement, bundle: `${JSON.stringify(bundle)}\n` };
}

function assertOwnCertificate(certificates: readonly Certificate[] | undefined, signer: Signer): void {
  const leaf = certificates?.[0];
  if (certificates === undefined || leaf?.x509.publicKey.equals(signer.publicKey)) return;
  throw new SignError('SIGN_KEY', 'the certificate belongs to another key than the one that signs');
}

function materialOf(signer: Signer, certificates: readonly Certificate[] | undefined): object {
  if (certificates === undefined) return { publicKey: { hint: keyHint(signer.publicKey) } };
  const list = certificates.map(({ raw }) => ({ rawBytes: Buffer.from(raw).toString('base64') }));
  return { x509CertificateChain: { certificates: list } };
}

function encodeStatement({ name, serialization, resources, root }: ModelStatement): object {
  const { method, hash, shardBytes, followLinks, ignorePaths } = serialization;
  return {
    _type: statementType,
    subject: [{ name, digest: { sha256: root } }],
    predicateType,
    predicate: {
      serialization: {
        method,
        hash_type: hash,
        allow_symlinks: followLinks,
        ...(shardBytes === undefined ? {} : { shard_size: shardBytes }),
        ignore_paths: ignorePaths,
      },
      resources: resources.map((resource) => ({
        name: nameOf(resource),
        algorithm: hash,
        digest: resource.digest,
      })),
    },
  };
}
