// `assay supplier answer`: answers come in when an identity of the supplier signed them, and go on record as what it said.

import { AttestError } from '#attest/attest-error';
import { isMembers, type JsonMembers, parseStrict } from '#attest/canonical-value';
import { parseForeignEnvelope } from '#attest/foreign-envelope';
import { parseForeignStatement } from '#attest/foreign-statement';
import { foreignAttestationOf, type Imported, importAttestation } from '#attest/import-attestation';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { predicate as cycloneDx } from '#predicates/cyclonedx';
import { type ForeignAttestation, predicate as foreignAttestation } from '#predicates/foreign-attestation';
import { nameDigest } from '#predicates/name-digest';
import { readWhole } from '#store/read-whole';
import { foreignTrusts, type SupplierTrust, trustOfSupplier } from '../intake/signatures/supplier-trust.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Counting, countingAbout } from './counting-statements.ts';
import { registeredSupplier } from './find-supplier.ts';
import { type ParsedAnswer, parseAnswers } from './parse-answers.ts';
import { recordOne } from './record-one.ts';

export interface ImportedAnswers {
  readonly schema: 'assay.supplier-answer/1';
  readonly supplier: string;
  readonly statement: Sha256;
  readonly signer: ForeignAttestation['signer'];
  readonly answered: number;
  readonly unanswered: readonly string[];
  readonly answers: readonly ParsedAnswer[];
}

export interface RecordedAnswers {
  readonly document: JsonMembers;
  readonly evidence: Sha256;
  readonly at: string;
}

/** @throws {AssayError} SUPPLIER_UNKNOWN; SUPPLIER_ANSWERS when it is not signed by the supplier, or no answers to it are in it */
export async function importAnswers(workspace: Workspace, supplier: string, path: string): Promise<ImportedAnswers> {
  const { record } = await registeredSupplier(workspace, supplier);
  const bytes = readWhole(path, limits.signatureBytes.value);
  const imported = await openAnswers(bytes, path, supplier, await trustOfSupplier(workspace, record));
  const now = workspace.now();
  const batch = workspace.store.batch();
  await batch.add(bytes);
  const body = foreignAttestationOf(imported, path, now.toISOString());
  const draft = { predicate: foreignAttestation, subjects: body.subjects.map((sha256) => ({ sha256 })), body };
  const { evidence } = await recordOne(workspace, draft, 'the answers', batch);
  const answers = parseAnswers(imported.body, { now });
  const unanswered = answers.filter(({ says }) => says === 'unknown').map(({ question }) => question);
  return {
    schema: 'assay.supplier-answer/1',
    supplier,
    statement: evidence,
    signer: body.signer,
    answered: answers.length - unanswered.length,
    unanswered,
    answers,
  };
}

async function openAnswers(bytes: Uint8Array, path: string, supplier: string, trust: SupplierTrust): Promise<Imported> {
  if (trust.keys.length + trust.keyless.length === 0) {
    const message = `${quote(supplier)} has no registered identity, so nobody can tell who signed this`;
    throw new AssayError('SUPPLIER_ANSWERS', message);
  }
  const about = nameDigest('supplier', supplier);
  let refusal: AttestError | undefined;
  for (const one of foreignTrusts(trust)) {
    try {
      const imported = await importAttestation(bytes, { ...one, about });
      const { predicateType, body } = imported;
      if (predicateType === cycloneDx.type && isMembers(body) && isMembers(body.declarations)) return imported;
      throw new AssayError('SUPPLIER_ANSWERS', `${path} is signed, and holds no answers in CycloneDX`, { path });
    } catch (error) {
      if (!(error instanceof AttestError)) throw error;
      refusal ??= error;
    }
  }
  const why = refusal?.message ?? 'no identity fits';
  throw new AssayError('SUPPLIER_ANSWERS', `${path} does not count: ${why}`, { path, cause: refusal });
}

/** The newest answers of a supplier that count. INVARIANT: their signature was verified before they were put on record, by this workspace. */
export async function newestAnswers(workspace: Workspace, supplier: string): Promise<RecordedAnswers | undefined> {
  const all = await countingAbout(workspace, nameDigest('supplier', supplier), foreignAttestation);
  const newest = all.findLast(
    ({ statement, stale }) => statement.body.predicateType === cycloneDx.type && stale === undefined,
  );
  if (newest === undefined) return undefined;
  return { document: await documentOf(workspace, newest), evidence: newest.evidence, at: newest.at };
}

async function documentOf(workspace: Workspace, { statement }: Counting<ForeignAttestation>): Promise<JsonMembers> {
  const bytes = await workspace.store.read(statement.body.attestation, limits.signatureBytes.value);
  const node = parseStrict(bytes, 'the attestation');
  const isBundle = node instanceof Map && node.has('dsseEnvelope');
  const envelope = parseForeignEnvelope(isBundle ? node.get('dsseEnvelope') : node);
  return parseForeignStatement(envelope.payload).body;
}
