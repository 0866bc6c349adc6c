// The identities that a supplier is known by, in the forms in which signatures are verified.
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { ForeignTrust } from '#attest/foreign-trust';
import type { KeylessIdentity } from '#attest/sigstore-bundle';
import type { Supplier, SupplierIdentity } from '#predicates/supplier';
import { certificatesIn } from '#sign/certificate';
import { KeyVerifier } from '#sign/key-verifier';
import { type MinisignKey, parseMinisignKey } from '#sign/minisign';
import type { KeylessModelTrust, ModelTrust } from '#sign/model/verify-model-bundle';
import { trustKeyless } from '../../keyless-trust.ts';
import type { Workspace } from '../../workspace/workspace.ts';

export interface KeylessGroup {
  readonly trustedRoot: Uint8Array;
  readonly identities: readonly KeylessIdentity[];
}

export interface SupplierTrust {
  readonly keys: readonly KeyObject[];
  readonly minisign: readonly MinisignKey[];
  readonly keyless: readonly KeylessGroup[];
  readonly certificates: readonly Extract<SupplierIdentity, { method: 'certificate' }>[];
  /** Whether it has any identity at all: without one a good signature is by nobody that is known. */
  readonly isRegistered: boolean;
}

const mostRootBytes = 4 << 20;

/** @throws {SignError} SIGN_KEY when a registered key cannot be used any more; {StoreError} */
export async function trustOfSupplier(workspace: Workspace, supplier: Supplier | undefined): Promise<SupplierTrust> {
  const identities = supplier?.identities ?? [];
  const keys: KeyObject[] = [];
  const minisign: MinisignKey[] = [];
  const keyless: KeylessGroup[] = [];
  const certificates: Extract<SupplierIdentity, { method: 'certificate' }>[] = [];
  for (const one of identities) {
    if (one.method === 'key') keys.push(createPublicKey(one.publicKey));
    else if (one.method === 'minisign') minisign.push(parseMinisignKey(one.publicKey));
    else if (one.method === 'certificate') certificates.push(one);
    else {
      const trustedRoot = await workspace.store.read(one.trustedRoot, mostRootBytes);
      keyless.push({ trustedRoot, identities: [{ identity: one.identity, issuer: one.issuer }] });
    }
  }
  return { keys, minisign, keyless, certificates, isRegistered: identities.length > 0 };
}

/** One trust for each trusted root: an identity counts under the root that it was registered with, and no other. */
export function foreignTrusts({ keys, keyless }: SupplierTrust): readonly ForeignTrust[] {
  const verifiers = keys.map((key) => new KeyVerifier(key));
  return keyless.length === 0 ? [{ keys: verifiers }] : keyless.map((group) => ({ keys: verifiers, keyless: group }));
}

/** One trust after the other: a bundle of a model signature is verified with one at a time. */
export async function modelTrusts(
  { keys, keyless, certificates }: SupplierTrust,
  at: Date,
  timestamp: Uint8Array | undefined,
): Promise<readonly { readonly trust: ModelTrust | KeylessModelTrust; readonly subject?: string }[]> {
  const byKey = keys.map((publicKey) => ({ trust: { method: 'key', publicKey } as const }));
  const byCertificate = certificates.map(({ roots, subject, timestampRoots }) => ({
    subject,
    trust: {
      method: 'certificate',
      roots: certificatesIn(roots, 'the registered roots'),
      at,
      ...(timestamp === undefined || timestampRoots === undefined
        ? {}
        : {
            timestamp: { response: timestamp, roots: certificatesIn(timestampRoots, 'the registered time authority') },
          }),
    } as const,
  }));
  const byIdentity = await Promise.all(keyless.map(async (group) => ({ trust: await trustKeyless(group) })));
  return [...byKey, ...byCertificate, ...byIdentity];
}
