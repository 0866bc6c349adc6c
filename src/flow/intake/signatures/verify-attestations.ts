// Attestations that came with a delivery: in-toto statements in DSSE or Sigstore bundles.
import { foreignAttestationOf, type Imported } from '#attest/import-attestation';
import { type ImportedLine, importAttestations } from '#attest/import-attestations';
import { quote } from '#core/quote';
import type { ForeignAttestation } from '#predicates/foreign-attestation';
import type { IntakeItem } from '#predicates/intake';
import type { DeliveredFile, Delivery } from '../delivery.ts';
import type { SignatureFile } from './signature-files.ts';
import { type Answer, about, nobodyKnown, refusedItem } from './signature-items.ts';
import { foreignTrusts, type SupplierTrust } from './supplier-trust.ts';

/** What verifies and is about none of the files says nothing about them. @throws {AttestError} ATTEST_LIMIT */
export async function verifyAttestations(
  delivery: Delivery,
  one: SignatureFile,
  trust: SupplierTrust,
  now: Date,
): Promise<Answer> {
  if (!trust.isRegistered) return nobodyKnown(one);
  const bySha = Map.groupBy(delivery.files, ({ sha256 }) => sha256);
  const lines = await openLines(one.bytes, trust);
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

/** Each line by the first trust that takes it. */
async function openLines(bytes: Uint8Array, trust: SupplierTrust): Promise<readonly ImportedLine[]> {
  const [first = [], ...others] = await Promise.all(
    foreignTrusts(trust).map((each) => importAttestations(bytes, each)),
  );
  return first.map((line, at) => {
    const taken = others.map((lines) => lines[at]).find((other) => other?.imported !== undefined);
    return line.imported === undefined && taken !== undefined ? taken : line;
  });
}
