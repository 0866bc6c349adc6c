// `assay supplier add`: who delivers, what they are called, where they publish, and by what their signatures are known.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { nameDigest } from '#predicates/name-digest';
import {
  type Deliverable,
  deliverables,
  type Supplier,
  type SupplierIdentity,
  predicate as supplierPredicate,
} from '#predicates/supplier';
import { certificatesIn, readCertificates } from '#sign/certificate';
import { parseMinisignKey } from '#sign/minisign';
import { readKeyFile } from '#sign/read-key-file';
import { readPublicKey } from '#sign/read-public-key';
import { readWhole } from '#store/read-whole';
import type { Workspace } from '../workspace/workspace.ts';
import { knownSupplier } from './find-supplier.ts';
import { recordOne } from './record-one.ts';

export interface SupplierWords {
  readonly name: string;
  readonly internal: boolean;
  readonly organisation?: string;
  readonly namespaces: readonly string[];
  readonly formerNames: readonly string[];
  /** Paths of public keys in PEM, and of minisign. */
  readonly keys: readonly string[];
  readonly minisign: readonly string[];
  readonly keyless?: { readonly trustedRoot: string; readonly identity: string; readonly issuer: string };
  readonly certificate?: { readonly roots: string; readonly subject: string; readonly timestampRoots?: string };
  readonly deliverables: readonly Deliverable[];
  /** `deliverable=why` */
  readonly refusals: readonly string[];
  readonly owner?: string;
  readonly why: string;
  /** Identities that were registered before count no more. */
  readonly replaceIdentities: boolean;
  /** Takes a name that could be taken for another one that is registered. */
  readonly allowLookAlike: boolean;
}

export interface RegisteredSupplier {
  readonly schema: 'assay.supplier-add/1';
  readonly supplier: string;
  readonly record: Supplier;
  readonly statement: Sha256;
}

const mostRootBytes = 4 << 20;

/**
 * What is not said again is as it was.
 * @throws {AssayError} USAGE for a name like another one, or a refusal that is none; {SignError} SIGN_KEY; {FileError}
 */
export async function registerSupplier(workspace: Workspace, words: SupplierWords): Promise<RegisteredSupplier> {
  const { name, why } = words;
  const { record: before, lookAlike } = await knownSupplier(workspace, name);
  if (lookAlike !== undefined && !words.allowLookAlike) {
    const message = `${quote(name)} could be taken for ${quote(lookAlike.supplier)}: ${lookAlike.how}; --allow-look-alike registers it all the same`;
    throw new AssayError('USAGE', message, { value: name });
  }
  const batch = workspace.store.batch();
  const given = identitiesIn(words);
  const keyless: SupplierIdentity[] = [];
  if (words.keyless !== undefined) {
    const { trustedRoot: path, identity, issuer } = words.keyless;
    const { sha256: trustedRoot } = await batch.add(readWhole(path, mostRootBytes));
    keyless.push({ method: 'keyless', identity, issuer, trustedRoot });
  }
  const at = workspace.now().toISOString();
  const refusals = words.refusals.map((text) => ({ ...refusalIn(text), at }));
  const record: Supplier = {
    supplier: name,
    internal: words.internal || (before?.internal ?? false),
    ...pick('organisation', words.organisation ?? before?.organisation),
    namespaces: merged(before?.namespaces, words.namespaces),
    formerNames: merged(before?.formerNames, words.formerNames),
    identities: uniqueIdentities([
      ...(words.replaceIdentities ? [] : (before?.identities ?? [])),
      ...given,
      ...keyless,
    ]),
    deliverables: merged(before?.deliverables, words.deliverables),
    refusals: [...(before?.refusals ?? []), ...refusals],
    ...pick('owner', words.owner ?? before?.owner),
    why,
    recordedAt: at,
  };
  const subjects = [{ name, sha256: nameDigest('supplier', name) }];
  const draft = { predicate: supplierPredicate, subjects, body: record };
  const { evidence } = await recordOne(workspace, draft, 'the supplier', batch);
  return { schema: 'assay.supplier-add/1', supplier: name, record, statement: evidence };
}

/** Each key is read here, so that one that cannot be used is refused now and not when something is delivered. */
function identitiesIn({ keys, minisign, certificate }: SupplierWords): readonly SupplierIdentity[] {
  return [
    ...keys.map((path) => {
      const publicKey = readPublicKey(path).export({ type: 'spki', format: 'pem' }).toString();
      return { method: 'key', publicKey } as const;
    }),
    ...minisign.map((path) => {
      const publicKey = readKeyFile(path).trim().split(/\r?\n/).at(-1) ?? '';
      parseMinisignKey(publicKey);
      return { method: 'minisign', publicKey } as const;
    }),
    ...(certificate === undefined ? [] : [certificateIn(certificate)]),
  ];
}

function certificateIn({
  roots,
  subject,
  timestampRoots,
}: NonNullable<SupplierWords['certificate']>): SupplierIdentity {
  readCertificates(roots);
  const pem = readKeyFile(roots);
  const timePem = timestampRoots === undefined ? undefined : readKeyFile(timestampRoots);
  if (timePem !== undefined) certificatesIn(timePem, timestampRoots ?? '');
  return { method: 'certificate', roots: pem, subject, ...pick('timestampRoots', timePem) };
}

function refusalIn(text: string): { readonly deliverable: Deliverable; readonly why: string } {
  const split = text.indexOf('=');
  const deliverable = deliverableNamed(text.slice(0, Math.max(split, 0)));
  const why = text.slice(split + 1).trim();
  if (deliverable !== undefined && why !== '') return { deliverable, why: why.slice(0, limits.quotedText.value * 10) };
  throw new AssayError(
    'USAGE',
    `${quote(text)} is not DELIVERABLE=WHY, with a deliverable of ${deliverables.join(', ')}`,
  );
}

function deliverableNamed(word: string): Deliverable | undefined {
  return deliverables.find((one) => one === word);
}

function uniqueIdentities(all: readonly SupplierIdentity[]): readonly SupplierIdentity[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

function merged<T>(before: readonly T[] = [], now: readonly T[]): readonly T[] {
  return [...new Set([...before, ...now])];
}

function pick<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: T });
}
