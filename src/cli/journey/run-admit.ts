// What `assay admit` does; loaded when it is called.
import type { Admission } from '#core/admission';
import type { AssetKind, Sensitivity } from '#core/asset';
import { escapeInvisible } from '#core/quote';
import { admissionLines } from '#exports/admission-text';
import { type AdmitOptions, admit } from '#flow/admit';
import { readContract } from '#flow/data/contract/parse-contract';
import { emptyPolicy } from '#flow/policy';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import type { DataFlags } from '../data/data-flags.ts';
import { exitCodes } from '../exit-code.ts';
import { ProgressLine } from '../progress-line.ts';
import { release } from '../release.generated.ts';
import { textStyleOf } from '../text-style-of.ts';
import { workerEntry } from '../worker-entry.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export interface JourneyFlags extends SigningFlags, DataFlags {
  readonly to: string;
  readonly kind?: AssetKind;
  readonly supplier?: string;
  readonly licence?: string;
  readonly claims?: readonly string[];
  readonly signature?: readonly string[];
  readonly sensitivity?: Sensitivity;
  readonly contract?: string;
  readonly attacks?: readonly string[];
  readonly rates?: readonly number[];
  readonly sample?: number;
}

export interface AdmitFlags extends JourneyFlags {
  readonly name: string;
}

/** @throws {AssayError} what the flow throws */
export async function runAdmit(this: AssayContext, flags: AdmitFlags, path: string): Promise<void> {
  const options = await journeyOptions(this, flags, flags.name);
  const progress = new ProgressLine(this.process.stderr);
  const admission = await withWorkspace(this, flags, (workspace) =>
    admit(workspace, path, {
      ...options,
      onProgress: (step, share) => progress.say(`${escapeInvisible(flags.name)}: ${step} ${Math.floor(share * 100)} %`),
    }),
  ).finally(() => progress.clear());
  answer(this, flags.json, admission, admissionLines(admission, textStyleOf(this.process, undefined)));
  this.answer = answers[admission.outcome];
}

export const answers: Readonly<Record<Admission['outcome'], number>> = {
  admitted: exitCodes.yes,
  stopped: exitCodes.no,
  unknown: exitCodes.couldNotTell,
};

/** @param name - reference that is to point to it. @throws {AssayError} DATA_CONTRACT {FileError} */
export async function journeyOptions(
  { process }: AssayContext,
  flags: JourneyFlags,
  name: string,
): Promise<AdmitOptions> {
  const { to, kind, supplier, licence, sensitivity, label, text, id, source, time } = flags;
  const { version, ruleset } = release;
  return {
    to,
    arrival: {
      name,
      ...defined({ kind, supplier, licence, sensitivity }),
      claims: flags.claims ?? [],
      signatures: flags.signature ?? [],
      tool: { version, ruleset },
      ...workerEntry(process),
    },
    tools: {
      scanning: { policy: emptyPolicy, version, ruleset, ...workerEntry(process) },
      data: defined({ label, text, id, source, time }),
      ...(flags.contract === undefined ? {} : { contract: await readContract(flags.contract) }),
      lab: {
        ...defined({ attacks: flags.attacks }),
        rates: flags.rates ?? [0.01, 0.05],
        seeds: 2,
        sample: flags.sample ?? 5000,
      },
    },
  };
}

/** The members that are there, so that an absent flag is an absent option. */
function defined<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
