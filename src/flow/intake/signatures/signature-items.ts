// What is said of a signature: which word, and whether it speaks for or against the delivery.
import { AttestError } from '#attest/attest-error';
import type { Imported } from '#attest/import-attestation';
import type { ForeignAttestation } from '#predicates/foreign-attestation';
import type { IntakeItem } from '#predicates/intake';
import { SignError } from '#sign/sign-error';
import type { SignatureFile } from './signature-files.ts';

/** What all signatures of a delivery come to. */
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

/** What one signature comes to. */
export interface Answer {
  readonly items: readonly IntakeItem[];
  readonly signed?: readonly string[];
  readonly attestations?: VerifiedSignatures['attestations'];
  readonly imported?: readonly Imported[];
  readonly elsewhere?: readonly Imported[];
}

/** An item about one signature. */
export function about(
  { name }: SignatureFile,
  state: string,
  outcome: IntakeItem['outcome'],
  observed: string,
): IntakeItem {
  return { ...item(state, outcome, observed), path: name };
}

/** An item about signatures as a whole. */
export function item(state: string, outcome: IntakeItem['outcome'], observed: string): IntakeItem {
  return { topic: 'signature', state, outcome, observed };
}

/** Nobody is registered, so the signature says nothing about the supplier: whoever changed a file could have signed it. */
export function nobodyKnown(one: SignatureFile): Answer {
  const observed = 'it is signed, and the supplier has no registered identity: anybody could have signed it';
  return { items: [about(one, 'unknown-identity', 'inconclusive', observed)] };
}

/** The refusal that says most: that bytes are other ones weighs more than that somebody else signed. */
export function refusedItem(
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

/** What a verifier refused; anything else is a bug, and goes on. */
export function refusalOf(error: unknown): { code: string; message: string } {
  if (error instanceof SignError || error instanceof AttestError) return { code: error.code, message: error.message };
  throw error;
}

/** Files in the same bad state that are named one by one. */
export const mostListed = 20;
