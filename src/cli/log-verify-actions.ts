// What `assay log verify` and `assay log verify-proof` do.
import { escapeInvisible } from '#core/quote';
import { type AuditProblem, auditLog } from '#log/audit-log';
import { encodeBase64 } from '#log/bytes';
import { assertLatest } from '#log/compare-checkpoints';
import { LogError } from '#log/log-error';
import { type LogFolder, logFolder, readLogFolder } from '#log/log-folder';
import { checkpointPath } from '#log/log-storage';
import { nodeCryptography } from '#log/node-cryptography';
import { TileTree } from '#log/tile-tree';
import { verifyCheckpoint } from '#log/verify-checkpoint';
import { verifyConsistency } from '#log/verify-consistency';
import { verifyTlogProof } from '#log/verify-tlog-proof';
import { assertQuorum, type WitnessPolicy } from '#log/witness-policy';
import { answer } from './answer.ts';
import type { AssayContext } from './context.ts';
import { exitCodes } from './exit-code.ts';
import { readEntry } from './log-actions.ts';
import { logRefusals, policyOf, type TrustFlags } from './log-trust.ts';

export interface VerifyFlags extends TrustFlags {
  readonly earlier?: string;
  readonly state?: string;
}
export interface VerifyProofFlags extends TrustFlags {
  readonly entry: string;
}

export async function verifyLog(this: AssayContext, flags: VerifyFlags, folder: string): Promise<void> {
  const place = logFolder(folder, flags.state);
  const policy = await policyOf(flags, place);
  const { storage } = readLogFolder(place);
  const report = await auditLog(storage);
  const problems: AuditProblem[] = [...report.problems];
  problems.push(...(await noted(checkpointPath, () => verifySignatures(place, policy, flags.earlier))));
  const { origin, size, resources } = report;
  const document = { schema: 'assay.log-verify/1', origin, size, root: encodeBase64(report.root), resources, problems };
  const lines =
    problems.length === 0
      ? [`${origin}: ${size} entries, ${resources} files, all as signed`]
      : problems.map(({ path, reason }) => `${path}: ${reason}`);
  answer(this, flags.json, document, lines.map(escapeInvisible));
  this.answer = problems.length === 0 ? exitCodes.yes : exitCodes.no;
}

export async function verifyProof(this: AssayContext, flags: VerifyProofFlags, proof: string): Promise<void> {
  const policy = await policyOf(flags);
  const bytes = readEntry(proof);
  const entry = readEntry(flags.entry);
  try {
    const { index, checkpoint } = await verifyTlogProof(bytes, entry, policy, nodeCryptography);
    const { origin, size } = checkpoint;
    const witnesses = checkpoint.witnessSigners.map(({ key, seconds }) => ({ name: key.name, seconds }));
    const seen = witnesses.map(
      ({ name, seconds }) => `, seen by ${name} at ${new Date((seconds ?? 0) * 1000).toISOString()}`,
    );
    const document = { schema: 'assay.log-verify-proof/1', verified: true, origin, index, size, witnesses };
    answer(this, flags.json, document, [escapeInvisible(`entry ${index} of ${size} in ${origin}${seen.join('')}`)]);
  } catch (error) {
    if (!(error instanceof LogError && logRefusals.has(error.code))) throw error;
    const { code, message } = error;
    answer(this, flags.json, { schema: 'assay.log-verify-proof/1', verified: false, code, message }, [
      escapeInvisible(message),
    ]);
    this.answer = exitCodes.no;
  }
}

/** The signature, the witnesses, the checkpoint store where it is at hand, and an earlier checkpoint. */
async function verifySignatures(place: LogFolder, policy: WitnessPolicy, earlier: string | undefined): Promise<void> {
  const { storage, checkpoints } = readLogFolder(place);
  const note = (await storage.get(checkpointPath)) ?? new Uint8Array();
  const shown = await verifyCheckpoint(note, policy.logs, policy.witnesses, nodeCryptography);
  assertQuorum(
    policy,
    shown.witnessSigners.map(({ key }) => key),
  );
  const record = await checkpoints.read();
  if (record !== undefined) assertLatest(shown, record.bytes);
  if (earlier === undefined) return;
  const before = await verifyCheckpoint(readEntry(earlier), policy.logs, [], nodeCryptography);
  if (before.size > shown.size)
    throw new LogError('LOG_ROLLED_BACK', `The earlier checkpoint has ${before.size} entries, the log ${shown.size}.`);
  const proof = await new TileTree(storage, shown.size).consistencyProof(before.size);
  await verifyConsistency(before, shown, proof, nodeCryptography);
}

/** What contradicts the log is a problem of it; what keeps us from telling is thrown. */
async function noted(path: string, act: () => Promise<void>): Promise<readonly AuditProblem[]> {
  try {
    await act();
    return [];
  } catch (error) {
    if (error instanceof LogError && logRefusals.has(error.code)) return [{ path, reason: error.message }];
    throw error;
  }
}
