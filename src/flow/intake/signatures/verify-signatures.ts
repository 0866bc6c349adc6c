// Every signature of a delivery, held against the identities that the supplier is registered with.
import { AttestError } from '#attest/attest-error';
import { foreignAttestationOf, type Imported } from '#attest/import-attestation';
import { importAttestations } from '#attest/import-attestations';
import type { Sha256 } from '#core/digest';
import { FileError } from '#core/errors';
import * as limits from '#core/limits';
import type { VerifiedEntry } from '#core/model-verification';
import { quote } from '#core/quote';
import type { ForeignAttestation } from '#predicates/foreign-attestation';
import type { IntakeItem } from '#predicates/intake';
import { KeyVerifier } from '#sign/key-verifier';
import { parseMinisign, verifyMinisign } from '#sign/minisign';
import { SignError } from '#sign/sign-error';
import { FileSource } from '#store/file-source';
import { readWhole } from '#store/read-whole';
import { verifyModel } from '../../verify-model.ts';
import type { DeliveredFile, Delivery } from '../delivery.ts';
import type { SignatureFile } from './signature-files.ts';
import { modelTrusts, type SupplierTrust } from './supplier-trust.ts';

export interface VerifiedSignatures {
  readonly items: readonly IntakeItem[];
  /** Files that an identity of the supplier signed, by path. */
  readonly signed: ReadonlySet<string>;
  /** Attestations that verified, with their bytes: they go on record as what others said. */
  readonly attestations: readonly { readonly bytes: Uint8Array; readonly body: ForeignAttestation }[];
  /** Those attestations, and others that verified and are about other bytes. */
  readonly imported: readonly Imported[];
  readonly elsewhere: readonly Imported[];
}

interface Answer {
  readonly items: readonly IntakeItem[];
  readonly signed?: readonly string[];
  readonly attestations?: VerifiedSignatures['attestations'];
  readonly imported?: readonly Imported[];
  readonly elsewhere?: readonly Imported[];
}

export async function verifySignatures(
  delivery: Delivery,
  signatures: readonly SignatureFile[],
  trust: SupplierTrust,
  exempt: ReadonlySet<string>,
  now: Date,
): Promise<VerifiedSignatures> {
  const answers: Answer[] = [];
  // ATTACKER: whoever delivers chooses how many there are, and each may read everything.
  for (const [at, one] of signatures.entries()) {
    const isOver = at >= limits.intakeSignatures.value;
    const over = about(one, 'not-covered', 'inconclusive', 'there are more signatures than are verified');
    answers.push(isOver ? { items: [over] } : await verifyOne(delivery, one, trust, exempt, now));
  }
  const signed = new Set(answers.flatMap((answer) => answer.signed ?? []));
  const items = answers.flatMap((answer) => answer.items);
  const rest = {
    signed,
    attestations: answers.flatMap((answer) => answer.attestations ?? []),
    imported: answers.flatMap((answer) => answer.imported ?? []),
    elsewhere: answers.flatMap((answer) => answer.elsewhere ?? []),
  };
  if (signatures.length === 0) {
    const observed = 'no signature came with it, and none was given';
    return { items: [item('unsigned', 'inconclusive', observed)], ...rest };
  }
  // A signature over a model says what is missing itself; others are over single files.
  const isWhole = signatures.some(({ kind }) => kind === 'model');
  const left = isWhole ? [] : delivery.files.filter(({ path }) => !signed.has(path) && !exempt.has(path));
  if (signed.size === 0 || left.length === 0) return { items, ...rest };
  const observed = 'nobody signed it, though other files of the delivery are signed';
  const bare = left.slice(0, mostListed).map(({ path }) => ({ ...item('subset', 'inconclusive', observed), path }));
  return { items: [...items, ...bare], ...rest };
}

async function verifyOne(
  delivery: Delivery,
  one: SignatureFile,
  trust: SupplierTrust,
  exempt: ReadonlySet<string>,
  now: Date,
): Promise<Answer> {
  switch (one.kind) {
    case 'model':
      return verifyModelSignature(delivery, one, trust, exempt, now);
    case 'attestation':
      return verifyAttestations(delivery, one, trust, now);
    case 'blob':
      return verifyBlob(delivery, one, trust);
    case 'minisign':
      return verifyWithMinisign(delivery, one, trust);
    case 'not-covered':
      return {
        items: [
          about(
            one,
            'not-covered',
            'inconclusive',
            `a signature of ${one.what ?? 'an unknown kind'}, which is not verified here`,
          ),
        ],
      };
  }
}

async function verifyModelSignature(
  delivery: Delivery,
  one: SignatureFile,
  trust: SupplierTrust,
  exempt: ReadonlySet<string>,
  now: Date,
): Promise<Answer> {
  if (!trust.isRegistered) return nobodyKnown(one);
  const refusals: { readonly code: string; readonly message: string }[] = [];
  const places = delivery.files.filter(({ path }) => exempt.has(path)).map(({ place }) => place);
  for (const { trust: who, subject } of await modelTrusts(trust, now, timestampOf(one))) {
    const found = await verifyModel(delivery.place, {
      bundle: one.place,
      trust: who,
      ignorePaths: delivery.isFolder ? places : [],
      ignoreUnsigned: false,
      acceptIgnored: false,
    });
    if (found.problem !== undefined) refusals.push(found.problem);
    else if (subject !== undefined && found.signature?.subject !== subject) {
      refusals.push({
        code: 'SIGN_UNTRUSTED',
        message: `the certificate is of ${quote(found.signature?.subject ?? '')}`,
      });
    } else
      return coveredBy(
        one,
        found.entries,
        found.signature?.identity ?? found.signature?.subject ?? found.signature?.keyId,
        delivery,
      );
  }
  return { items: [refusedItem(one, refusals)] };
}

/** A signature over a subset leaves the rest to anybody. */
function coveredBy(
  one: SignatureFile,
  entries: readonly VerifiedEntry[],
  who: string | undefined,
  delivery: Delivery,
): Answer {
  const names = new Map(delivery.files.map(({ path }) => [path, path]));
  const [only] = delivery.files;
  const signed = entries
    .filter(({ state }) => state === 'match')
    .flatMap(({ path }) => names.get(path) ?? (delivery.isFolder || only === undefined ? [] : [only.path]));
  const bad = entries.filter(({ state }) => state !== 'match');
  const told = bad.slice(0, mostListed).map(({ path, state, reason }) => {
    const [word, outcome] = stateWords[state];
    return { ...about(one, word, outcome, reason ?? stateSentences[state]), path };
  });
  const head = about(
    one,
    signed.length === 0 ? 'mismatch' : 'verified',
    signed.length === 0 ? 'fail' : 'pass',
    `${who ?? 'a registered key'} signed ${signed.length} of ${delivery.files.length} files`,
  );
  return { items: [head, ...told], signed };
}

async function verifyAttestations(
  delivery: Delivery,
  one: SignatureFile,
  trust: SupplierTrust,
  now: Date,
): Promise<Answer> {
  if (!trust.isRegistered) return nobodyKnown(one);
  const bySha = Map.groupBy(delivery.files, ({ sha256 }) => sha256);
  const [keyless] = trust.keyless;
  const lines = await importAttestations(one.bytes, {
    keys: trust.keys.map((key) => new KeyVerifier(key)),
    ...(keyless === undefined
      ? {}
      : {
          keyless: {
            trustedRoot: keyless.trustedRoot,
            identities: trust.keyless.flatMap(({ identities }) => identities),
          },
        }),
  });
  const items: IntakeItem[] = [];
  const signed: string[] = [];
  const attestations: { bytes: Uint8Array; body: ForeignAttestation }[] = [];
  const all: Imported[] = [];
  const elsewhere: Imported[] = [];
  for (const { imported, refusal, bytes } of lines) {
    if (imported === undefined) {
      items.push(refusedItem(one, refusal === undefined ? [] : [{ code: refusal.code, message: refusal.message }]));
      continue;
    }
    const files = imported.subjects.flatMap(({ sha256 }) => (sha256 === undefined ? [] : (bySha.get(sha256) ?? [])));
    items.push(...subjectItems(one, imported, files));
    signed.push(...files.map(({ path }) => path));
    if (files.length > 0)
      attestations.push({ bytes, body: foreignAttestationOf(imported, one.name, now.toISOString()) });
  }
  return { items, signed, attestations, imported: all, elsewhere };
}

function subjectItems(
  one: SignatureFile,
  { subjects, predicateType }: Imported,
  files: readonly DeliveredFile[],
): readonly IntakeItem[] {
  const other = subjects.length - new Set(files.map(({ sha256 }) => sha256)).size;
  const what = `an attestation of type ${quote(predicateType)}`;
  if (files.length === 0) return [about(one, 'mismatch', 'fail', `${what} verified, and is about none of these files`)];
  const rest = other > 0 ? `; ${other} of its subjects were not delivered, or not with these bytes` : '';
  return [about(one, 'verified', 'pass', `${what} is about ${files.length} of these files${rest}`)];
}

async function verifyBlob(delivery: Delivery, one: SignatureFile, trust: SupplierTrust): Promise<Answer> {
  const file = delivery.files.find(({ path }) => path === one.about);
  if (file === undefined)
    return { items: [about(one, 'not-covered', 'inconclusive', 'it does not say which file it is over')] };
  if (!trust.isRegistered) return nobodyKnown(one);
  const { verifyKeyBundle, verifyKeylessBundle } = await import('#attest/sigstore-bundle');
  const refusals: { code: string; message: string }[] = [];
  const artifact: { readonly sha256: Sha256 } = { sha256: file.sha256 };
  for (const group of trust.keyless) {
    try {
      const { signer } = await verifyKeylessBundle(one.bytes, { ...group, artifact });
      return {
        items: [{ ...about(one, 'verified', 'pass', `${signer.identity} signed it`), path: file.path }],
        signed: [file.path],
      };
    } catch (error) {
      refusals.push(refusalOf(error));
    }
    for (const key of trust.keys) {
      try {
        await verifyKeyBundle(one.bytes, { trustedRoot: group.trustedRoot, key: new KeyVerifier(key), artifact });
        return {
          items: [{ ...about(one, 'verified', 'pass', 'a registered key signed it'), path: file.path }],
          signed: [file.path],
        };
      } catch (error) {
        refusals.push(refusalOf(error));
      }
    }
  }
  return { items: [refusedItem(one, refusals)] };
}

function verifyWithMinisign(delivery: Delivery, one: SignatureFile, trust: SupplierTrust): Answer {
  const file = delivery.files.find(({ path }) => path === one.about);
  if (file === undefined)
    return { items: [about(one, 'not-covered', 'inconclusive', 'the file that it is over was not delivered')] };
  if (trust.minisign.length === 0)
    return trust.isRegistered
      ? { items: [refusedItem(one, [{ code: 'SIGN_KEY_OTHER', message: 'the supplier has no key of minisign' }])] }
      : nobodyKnown(one);
  const refusals: { code: string; message: string }[] = [];
  for (const key of trust.minisign) {
    try {
      verifyMinisign(parseMinisign(Buffer.from(one.bytes).toString('utf8')), key, piecesOf(file), file.size);
      return {
        items: [{ ...about(one, 'verified', 'pass', `minisign key ${key.id} signed it`), path: file.path }],
        signed: [file.path],
      };
    } catch (error) {
      refusals.push(refusalOf(error));
    }
  }
  return { items: [refusedItem(one, refusals)] };
}

function* piecesOf({ place }: DeliveredFile): Generator<Uint8Array> {
  const source = FileSource.open(place);
  try {
    for (let at = 0; at < source.size; at += 1 << 20) yield source.read(at, 1 << 20);
    source.finish();
  } finally {
    source.close();
  }
}

/** A timestamp that lies beside the bundle. */
function timestampOf({ place }: SignatureFile): Uint8Array | undefined {
  try {
    return readWhole(`${place}.tsr`, limits.timestampBytes.value);
  } catch (error) {
    if (error instanceof FileError && error.code === 'FILE_MISSING') return undefined;
    throw error;
  }
}

/** Nobody is registered, so the signature says nothing about the supplier: whoever changed a file could have signed it. */
function nobodyKnown(one: SignatureFile): Answer {
  const observed = 'it is signed, and the supplier has no registered identity: anybody could have signed it';
  return { items: [about(one, 'unknown-identity', 'inconclusive', observed)] };
}

/** The refusal that says most: that bytes are other ones weighs more than that somebody else signed. */
function refusedItem(
  one: SignatureFile,
  refusals: readonly { readonly code: string; readonly message: string }[],
): IntakeItem {
  const known = refusals.find(({ code }) => code === 'SIGN_INVALID' || code === 'ATTEST_SUBJECT');
  const expired = refusals.find(({ code }) => code === 'SIGN_EXPIRED');
  const broken = refusals.find(
    ({ code }) => code === 'SIGN_MALFORMED' || code === 'ATTEST_MALFORMED' || code === 'SIGN_UNSUPPORTED',
  );
  const [first] = refusals;
  if (known !== undefined) return about(one, 'mismatch', 'fail', known.message);
  if (expired !== undefined) return about(one, 'expired', 'fail', expired.message);
  if (broken !== undefined) return about(one, 'malformed', 'fail', broken.message);
  return about(
    one,
    'other-identity',
    'fail',
    `nobody that the supplier is registered with signed it: ${first?.message ?? 'no identity fits'}`,
  );
}

function refusalOf(error: unknown): { code: string; message: string } {
  if (error instanceof SignError || error instanceof AttestError) return { code: error.code, message: error.message };
  throw error;
}

function item(state: string, outcome: IntakeItem['outcome'], observed: string): IntakeItem {
  return { topic: 'signature', state, outcome, observed };
}

function about({ name }: SignatureFile, state: string, outcome: IntakeItem['outcome'], observed: string): IntakeItem {
  return { ...item(state, outcome, observed), path: name };
}

/** Files in the same bad state that are named one by one. */
const mostListed = 20;

const stateWords = {
  match: ['verified', 'pass'],
  changed: ['mismatch', 'fail'],
  missing: ['missing', 'inconclusive'],
  added: ['unsigned-file', 'fail'],
  ignored: ['subset', 'fail'],
  unreadable: ['unreadable', 'inconclusive'],
} as const;

const stateSentences = {
  match: 'as it was signed',
  changed: 'other bytes were signed',
  missing: 'signed, and not delivered',
  added: 'delivered, and not signed',
  ignored: 'the signer left it out',
  unreadable: 'it could not be read',
} as const;
