// What `assay verify-release` does; loaded when it is called.
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import { type VerifiedBundle, verifyBundle } from '#flow/release/verify-bundle';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { logRefusals, policyOf, type TrustFlags } from '../log-trust.ts';
import { workerEntry } from '../worker-entry.ts';

export interface VerifyBundleFlags extends TrustFlags {
  readonly signer?: readonly string[];
}

/** @throws {AssayError} what keeps us from telling */
export async function runVerifyBundle(this: AssayContext, flags: VerifyBundleFlags, folder: string): Promise<void> {
  const { signer = [], json } = flags;
  if (signer.some((id) => !/^[0-9a-f]{16,64}$/.test(id)))
    throw new AssayError('USAGE', '--signer is a key id, or its first 16 digits or more.');
  const policy = await policyOf(flags);
  try {
    const report = await verifyBundle(folder, { policy, signers: signer, ...workerEntry(this.process) });
    answer(this, json, report, linesOf(report).map(escapeInvisible));
  } catch (error) {
    const isRefusal = error instanceof AssayError && (error.code === 'RELEASE_BUNDLE' || logRefusals.has(error.code));
    if (!isRefusal) throw error;
    const { code, message } = error;
    const document = { schema: 'assay.verify-release/1', verified: false, code, message };
    answer(this, json, document, [escapeInvisible(`refused  ${message}`)]);
    this.answer = exitCodes.no;
  }
}

function linesOf(report: VerifiedBundle): readonly string[] {
  const { system, version, channel, composition, releasedAt, signedBy, decision, parts, services, evidence, notes } =
    report;
  const open = report.reasons.filter(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive');
  return [
    `verified  ${system} ${version} on ${channel}, released ${releasedAt}`,
    `  composition  ${composition}`,
    ...signedBy.map((key) => `  signed by    ${key}`),
    ...(report.supportedUntil === undefined ? [] : [`  supported    until ${report.supportedUntil}`]),
    `  decision     ${decision}; ${evidence.shown} of ${evidence.cited} statements that it cites are here, ${evidence.withheld} kept back`,
    ...open.map(({ rule, because }) => `  waived       ${rule}: ${because}`),
    ...parts.map(({ role, path, state }) => `  ${state.padEnd(11)}  ${role}  ${path}`),
    ...services.map(({ name, url, identity }) => `  service      ${name}  ${url}  ${identity}`),
    ...notes.map((note) => `  note         ${note}`),
  ];
}
