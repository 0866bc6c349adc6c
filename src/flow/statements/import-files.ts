// Takes in what others attested, verified by a rule that the caller names, and puts on record who said what by which rule.
import { AttestError } from '#attest/attest-error';
import type { ForeignTrust } from '#attest/foreign-trust';
import { foreignAttestationOf, type Imported, importAttestation } from '#attest/import-attestation';
import { importAttestations } from '#attest/import-attestations';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { statementsOf } from '#database/statements-of';
import { predicate as foreignAttestation } from '#predicates/foreign-attestation';
import { KeyVerifier } from '#sign/key-verifier';
import { readPublicKey } from '#sign/read-public-key';
import { readWhole } from '#store/read-whole';
import { demandAttest } from '../access/demand-attest.ts';
import { readKeylessTrust } from '../keyless-trust.ts';
import type { Draft, Workspace } from '../workspace/workspace.ts';
import { findNewSubject } from './find-subject.ts';
import { readStatement } from './read-statement.ts';

export interface ImportOptions {
  /** Paths of public keys. */
  readonly keys: readonly string[];
  /** Path of a Sigstore trusted root. */
  readonly trustedRoot?: string;
  readonly identity?: string;
  readonly issuer?: string;
  /** What each has to be about. */
  readonly about?: string;
}

export interface ImportedFile {
  readonly path: string;
  /** From 1; absent for a file with one attestation. */
  readonly line?: number;
  readonly outcome: 'recorded' | 'unchanged' | 'refused';
  /** SHA-256 of the bytes as they came, under which the store keeps them. */
  readonly attestation?: Sha256;
  readonly predicateType?: string;
  readonly subjects?: readonly Sha256[];
  readonly signer?: Imported['signer'];
  /** Our statement that we verified it. */
  readonly statement?: Sha256;
  readonly logIndex?: number;
  readonly code?: string;
  readonly message?: string;
}

export interface ImportReport {
  readonly schema: 'assay.import/1';
  readonly attestations: readonly ImportedFile[];
}

/**
 * What is refused does not keep the rest from being recorded; all that is recorded goes into the log at once.
 * @throws {AssayError} USAGE when nobody is named to believe; {FileError} for a file that cannot be read; {AttestError} ATTEST_LIMIT;
 *   what recording throws
 */
export async function importFiles(
  workspace: Workspace,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ImportReport> {
  const trust = await trustOf(workspace, options);
  const read: Taken[] = [];
  for (const path of paths) read.push(...(await readAttestations(path, trust)));
  const batch = workspace.store.batch();
  try {
    const drafts: Draft[] = [];
    const places = new Map<Sha256, number>();
    const known = new Map<Sha256, KnownStatement>();
    for (const { bytes, imported, path } of read) {
      if (imported === undefined || places.has(imported.attestation)) continue;
      const body = foreignAttestationOf(imported, path, workspace.now().toISOString());
      const before = await findKnown(workspace, body.subjects, imported);
      if (before !== undefined) {
        known.set(imported.attestation, before);
        continue;
      }
      places.set(imported.attestation, drafts.length);
      await batch.add(bytes);
      drafts.push({ predicate: foreignAttestation, subjects: body.subjects.map((sha256) => ({ sha256 })), body });
    }
    await demandAttest(
      workspace,
      drafts.flatMap(({ subjects }) => subjects),
    );
    const recorded = drafts.length === 0 ? [] : await workspace.record(drafts, batch);
    return {
      schema: 'assay.import/1',
      attestations: read.map((one) => {
        const { attestation } = one.imported ?? {};
        const before = attestation === undefined ? undefined : known.get(attestation);
        const entry = attestation === undefined ? undefined : recorded[places.get(attestation) ?? -1];
        return reportOf(one, before, entry);
      }),
    };
  } finally {
    await batch.abort();
  }
}

interface Taken {
  readonly path: string;
  readonly line?: number;
  readonly bytes: Uint8Array;
  readonly imported?: Imported;
  readonly refusal?: AttestError;
}

interface KnownStatement {
  readonly evidence: Sha256;
  readonly index: number;
}

/** One attestation, or lines of them. */
async function readAttestations(path: string, trust: ForeignTrust): Promise<readonly Taken[]> {
  const bytes = readWhole(path, limits.signatureBytes.value);
  let refusal: AttestError;
  try {
    return [{ path, bytes, imported: await importAttestation(bytes, trust) }];
  } catch (error) {
    if (!(error instanceof AttestError)) throw error;
    refusal = error;
  }
  const lines = await importAttestations(bytes, trust);
  // A document over several lines is not lines of documents.
  const areLines = lines.length > 1 && lines.some((one) => one.refusal?.code !== 'ATTEST_MALFORMED');
  return areLines ? lines.map((one) => ({ path, ...one })) : [{ path, bytes, refusal }];
}

function reportOf(
  { path, line, imported, refusal }: Taken,
  known: KnownStatement | undefined,
  recorded: KnownStatement | undefined,
): ImportedFile {
  const place = { path, ...(line === undefined ? {} : { line }) };
  if (imported === undefined) {
    return { ...place, outcome: 'refused', code: refusal?.code ?? '', message: refusal?.message ?? '' };
  }
  const { attestation, predicateType, signer } = imported;
  const subjects = imported.subjects.flatMap(({ sha256 }) => (sha256 === undefined ? [] : [sha256]));
  const entry = known ?? recorded;
  return {
    ...place,
    outcome: known === undefined ? 'recorded' : 'unchanged',
    attestation,
    predicateType,
    subjects,
    signer,
    ...(entry === undefined ? {} : { statement: entry.evidence, logIndex: entry.index }),
  };
}

/** The same attestation, verified by the same rule and on record. */
async function findKnown(
  workspace: Workspace,
  subjects: readonly Sha256[],
  { attestation, signer }: Imported,
): Promise<KnownStatement | undefined> {
  const [first] = subjects;
  if (first === undefined) return undefined;
  const { kind, schema } = foreignAttestation;
  for (const { standing, statement, logIndex } of await statementsOf(await workspace.index(), first, 0, { kind })) {
    if (standing !== 'verified') continue;
    const body = schema.parse((await readStatement(workspace, logIndex)).body);
    const isSame = body.attestation === attestation && JSON.stringify(body.signer) === JSON.stringify(signer);
    if (isSame) return { evidence: statement, index: logIndex };
  }
  return undefined;
}

async function trustOf(workspace: Workspace, { keys, about, ...names }: ImportOptions): Promise<ForeignTrust> {
  const keyless = readKeylessTrust(names);
  if (keys.length === 0 && keyless === undefined) {
    throw new AssayError('USAGE', 'Say whom to believe: --key FILE, or --identity, --issuer and --trusted-root.');
  }
  const found = about === undefined ? undefined : await findNewSubject(await workspace.index(), about);
  return {
    keys: keys.map((path) => new KeyVerifier(readPublicKey(path))),
    ...(keyless === undefined ? {} : { keyless }),
    ...(found === undefined ? {} : { about: found.sha256 }),
  };
}
