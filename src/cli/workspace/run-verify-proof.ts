// What `assay verify-proof` does; loaded when it is called.
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { escapeInvisible } from '#core/quote';
import { printableJson } from '#exports/printable-json';
import { ProofRefusal, type ProofReport, verifyProofFile } from '#flow/proof/verify-proof-file';
import { readFile } from '#flow/read-file';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { logRefusals, policyOf, type TrustFlags } from '../log-trust.ts';
import { workerEntry } from '../worker-entry.ts';

export interface VerifyProofFlags extends TrustFlags {
  readonly signer?: readonly string[];
  readonly asset?: string;
}

/** @throws {AssayError} what keeps us from telling */
export async function runVerifyProof(this: AssayContext, flags: VerifyProofFlags, path: string): Promise<void> {
  const { signer = [], asset, json } = flags;
  for (const id of signer) {
    if (!/^[0-9a-f]{16,64}$/.test(id))
      throw new AssayError('USAGE', '--signer is a key id, or its first 16 digits or more.');
  }
  const policy = await policyOf(flags);
  const bytes = readFile(path, limits.noteBytes.value);
  try {
    const place = asset === undefined ? {} : { asset };
    const report = await verifyProofFile(bytes, { policy, signers: signer, ...place, ...workerEntry(this.process) });
    answer(this, json, report, linesOf(report, signer.length > 0));
  } catch (error) {
    if (!(error instanceof ProofRefusal || (error instanceof AssayError && logRefusals.has(error.code)))) throw error;
    const { code, message } = error;
    const document = { schema: 'assay.verify-proof/1', verified: false, code, message };
    answer(this, json, document, [escapeInvisible(`refused  ${message}`)]);
    this.answer = exitCodes.no;
  }
}

function linesOf(report: ProofReport, signerIsKnown: boolean): readonly string[] {
  const { kind, predicateType, meaning, subjects, body, signedBy, at, origin, logIndex, logSize, witnesses, asset } =
    report;
  const facts: readonly (readonly [string, string])[] = [
    ...(meaning === undefined ? [] : [['says', meaning] as const]),
    ...subjects.map(({ name, sha256 }) => ['about', `${sha256}${name === undefined ? '' : `  ${name}`}`] as const),
    ...(asset === undefined ? [] : [['files', `${asset.path} is what it is about`] as const]),
    ...signedBy.map((key) => ['signed by', key] as const),
    ['logged', `${at}, entry ${logIndex} of ${logSize} in ${origin}`],
    ...witnesses.map((witness) => ['seen by', `${witness.name} at ${witness.at}`] as const),
    ...(witnesses.length > 0 ? [] : [['seen by', 'no witness that was named: only the log itself vouches'] as const]),
    ...(signerIsKnown
      ? []
      : [['note', 'whether that key may say so is yours to judge; --signer names who must have'] as const]),
  ];
  return [
    `proven  ${kind ?? predicateType}`,
    ...facts.map(([title, text]) => `  ${title.padEnd(9)}  ${text}`),
    ...printableJson(body).trimEnd().split('\n'),
  ].map(escapeInvisible);
}
