// What `assay intake` does; loaded when it is called.
import type { AssetKind, Sensitivity } from '#core/asset';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { intakeLines } from '#exports/intake-text';
import type { IntakeRequest } from '#flow/intake/intake-request';
import { takeDelivery } from '#flow/intake/take-delivery';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { present } from '../present.ts';
import { ProgressLine } from '../progress-line.ts';
import { release } from '../release.generated.ts';
import { textStyleOf } from '../text-style-of.ts';
import { workerEntry } from '../worker-entry.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export interface IntakeFlags extends SigningFlags {
  readonly supplier: string;
  readonly name?: string;
  readonly kind?: AssetKind;
  readonly digest?: string;
  readonly sums?: readonly string[];
  readonly claims?: readonly string[];
  readonly signature?: readonly string[];
  readonly identity?: string;
  readonly issuer?: string;
  readonly trustedRoot?: string;
  readonly format?: string;
  readonly licence?: string;
  readonly purpose?: string;
  readonly revision?: string;
  readonly owner?: string;
  readonly sensitivity?: Sensitivity;
  readonly base?: string;
  readonly maxBytes?: number;
  readonly maxFiles?: number;
  readonly allowPrivate?: boolean;
  readonly jobs?: number;
  readonly region?: string;
  readonly modelId?: string;
  readonly router?: boolean;
  readonly terms?: string;
  readonly termsVersion?: string;
  readonly account?: 'contract' | 'paid' | 'free' | 'unknown';
  readonly allowed?: Sensitivity;
  readonly retentionDays?: number;
  readonly trainingUse?: 'no' | 'yes' | 'unknown';
  readonly subProcessor?: readonly string[];
}

/** @throws {AssayError} what the flow throws */
export async function runIntake(this: AssayContext, flags: IntakeFlags, from: string): Promise<void> {
  const line = new ProgressLine(this.process.stderr);
  try {
    const report = await withWorkspace(this, flags, (workspace) =>
      takeDelivery(workspace, from, {
        ...requestOf(flags),
        ...workerEntry(this.process),
        onProgress: ({ step, share }) => line.say(share === undefined ? step : `${step} ${Math.floor(share * 100)} %`),
      }),
    );
    line.clear();
    answer(this, flags.json, report, intakeLines(report, textStyleOf(this.process, undefined)));
    const codes = { pass: exitCodes.yes, fail: exitCodes.no, inconclusive: exitCodes.couldNotTell };
    this.answer = codes[report.outcome];
  } finally {
    line.clear();
  }
}

function requestOf(flags: IntakeFlags): IntakeRequest {
  const { name, kind, digest, format, licence, purpose, revision, owner, sensitivity, base, jobs } = flags;
  const expected = expectedOf(flags);
  return {
    supplier: flags.supplier,
    claims: [...(flags.sums ?? []), ...(flags.claims ?? [])],
    signatures: flags.signature ?? [],
    endpoint: endpointOf(flags),
    quota: { bytes: flags.maxBytes ?? limits.intakeBytes.value, files: flags.maxFiles ?? limits.intakeFiles.value },
    allowPrivate: flags.allowPrivate ?? false,
    tool: { version: release.version, ruleset: release.ruleset },
    ...present({ name, kind, digest, format, licence, purpose, revision, owner, sensitivity, base, jobs, expected }),
  };
}

function expectedOf({ identity, issuer, trustedRoot }: IntakeFlags): IntakeRequest['expected'] {
  if (identity === undefined && issuer === undefined && trustedRoot === undefined) return undefined;
  if (identity !== undefined && issuer !== undefined && trustedRoot !== undefined)
    return { identity, issuer, trustedRoot };
  throw new AssayError('USAGE', '--identity, --issuer and --trusted-root belong together.');
}

function endpointOf(flags: IntakeFlags): IntakeRequest['endpoint'] {
  const { region, modelId, router, terms, termsVersion, account, allowed, retentionDays, trainingUse } = flags;
  const subProcessors = flags.subProcessor;
  return present({
    region,
    modelId,
    router,
    terms,
    termsVersion,
    account,
    allowed,
    retentionDays,
    trainingUse,
    subProcessors,
  });
}
