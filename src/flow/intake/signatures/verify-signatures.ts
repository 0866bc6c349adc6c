// Every signature of a delivery, held against the identities that the supplier is registered with.
import * as limits from '#core/limits';
import type { Delivery } from '../delivery.ts';
import type { SignatureFile } from './signature-files.ts';
import { type Answer, about, item, mostListed, type VerifiedSignatures } from './signature-items.ts';
import type { SupplierTrust } from './supplier-trust.ts';
import { verifyAttestations } from './verify-attestations.ts';
import { verifyBlob, verifyWithMinisign } from './verify-file-signature.ts';
import { verifyModelSignature } from './verify-model-signature.ts';

/** @param exempt - files that hold claims or signatures: nobody signs the file that a signature is in */
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
