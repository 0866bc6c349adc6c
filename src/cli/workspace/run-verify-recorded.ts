// What `assay verify` does without --signature: it verifies what a workspace has recorded.
import { AssayError } from '#core/errors';
import type { VerificationOutcome } from '#core/model-verification';
import { encodeAssetVerification, encodeAudit } from '#exports/asset-verification-text';
import { printableJson } from '#exports/printable-json';
import { findVerified } from '#flow/assets/find-verified';
import { onlyBelow } from '#flow/assets/only-below';
import { recordCheck } from '#flow/assets/record-check';
import { verifyAsset } from '#flow/assets/verify-asset';
import { auditWorkspace } from '#flow/workspace/audit-workspace';
import type { Workspace } from '#flow/workspace/workspace';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { textStyleOf } from '../text-style-of.ts';
import { workerEntry } from '../worker-entry.ts';
import { withWorkspace } from './with-workspace.ts';
import type { SigningFlags } from './workspace-flags.ts';

export interface RecordedFlags extends SigningFlags {
  /** Everything. */
  readonly all?: boolean;
  readonly deep?: boolean;
  readonly record?: boolean;
  readonly noRecord?: boolean;
  readonly verbose?: boolean;
  readonly jobs?: number;
}

/** @throws {AssayError} USAGE, ASSET_UNKNOWN, and what the flow throws */
export async function verifyRecorded(
  context: AssayContext,
  flags: RecordedFlags,
  word: string | undefined,
): Promise<void> {
  if (flags.all === true) {
    if (word !== undefined) throw new AssayError('USAGE', '--all verifies everything: leave the name out.');
    await withWorkspace(context, flags, (workspace) => auditAll(context, flags, workspace));
    return;
  }
  if (word === undefined) throw new AssayError('USAGE', 'Verify what? Give an asset, a path, or --all.');
  await withWorkspace(context, flags, (workspace) => verifyOne(context, flags, workspace, word));
}

async function auditAll(context: AssayContext, flags: RecordedFlags, workspace: Workspace): Promise<void> {
  const audit = await auditWorkspace(workspace, {
    deep: flags.deep ?? false,
    record: !(flags.noRecord ?? false),
    ...workerEntry(context.process),
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
  });
  const style = textStyleOf(context.process, undefined);
  context.process.stdout.write(flags.json ? printableJson(audit) : encodeAudit(audit, style, flags.verbose ?? false));
  context.answer = answers[audit.outcome];
}

async function verifyOne(
  context: AssayContext,
  flags: RecordedFlags,
  workspace: Workspace,
  word: string,
): Promise<void> {
  const startedAt = workspace.now();
  const { asset, place, below } = await findVerified(workspace, word);
  const deep = flags.deep ?? false;
  const whole = await verifyAsset(workspace, asset, {
    readStore: deep ? 'always' : 'without-copy',
    readCopies: deep,
    ...workerEntry(context.process),
    ...(place === undefined ? {} : { place }),
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
  });
  const seen = below === undefined ? whole : onlyBelow(whole, below);
  // On record is what was looked at: the asset, also when the question was about a part of it.
  const scope = {
    kind: place === undefined ? 'asset' : 'path',
    name: below === undefined ? word : asset.label,
  } as const;
  const facts = { scope, outcome: whole.outcome, assets: [whole], deep, startedAt };
  const report = flags.record ? { ...seen, recorded: await recordCheck(workspace, facts) } : seen;
  const style = textStyleOf(context.process, undefined);
  context.process.stdout.write(
    flags.json ? printableJson(report) : encodeAssetVerification(report, style, flags.verbose ?? false),
  );
  context.answer = answers[report.outcome];
}

const answers: Readonly<Record<VerificationOutcome, number>> = {
  pass: exitCodes.yes,
  fail: exitCodes.no,
  inconclusive: exitCodes.couldNotTell,
};
