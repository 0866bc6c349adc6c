// What the commands of `assay gate` do; loaded when one is called.
import { appendFileSync } from 'node:fs';
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import { encodeDecisionJunit } from '#exports/decision-junit';
import { encodeDecisionSarif } from '#exports/decision-sarif';
import { encodeDecisionSummary } from '#exports/decision-summary';
import { decisionLines } from '#exports/decision-text';
import { explanationLines } from '#exports/explanation-text';
import { printableJson } from '#exports/printable-json';
import { reopenedLines } from '#exports/reopened-text';
import { type DecidedGate, type DecideOptions, decideGate } from '#flow/gates/decide-gate';
import { explainGate } from '#flow/gates/explain-gate';
import { findReopened } from '#flow/gates/find-reopened';
import { gatesInForce } from '#flow/gates/gate-in-force';
import { shippedGates } from '#flow/gates/known-gates';
import { recomputeDecision } from '#flow/gates/recompute-decision';
import { waiveRequirement } from '#flow/gates/waive-requirement';
import { findSubject } from '#flow/statements/find-subject';
import type { Workspace } from '#flow/workspace/workspace';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { reasonOf } from '../reason-of.ts';
import { release } from '../release.generated.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags, WorkspaceFlags } from '../workspace/workspace-flags.ts';
import { assertWritable, writeOutput } from '../write-output.ts';
import { findGate } from './find-gate.ts';

/** What the decision is for. */
export interface RequestFlags extends SigningFlags {
  readonly fromZone?: string;
  readonly toZone?: string;
  readonly purpose?: string;
}

type DecisionFormat = 'sarif' | 'junit' | 'summary';

export interface DecideFlags extends RequestFlags {
  readonly record?: boolean;
  readonly format?: DecisionFormat;
  readonly output?: string;
  readonly stepSummary?: boolean;
}

export interface WaiveFlags extends SigningFlags {
  readonly reason: string;
  readonly until: string;
  readonly approver: string;
}

/** @throws what opening the workspace throws, where one is named */
export async function runGateList(this: AssayContext, flags: WorkspaceFlags): Promise<void> {
  const gates = await withGates(this, flags, (workspace) =>
    workspace === undefined ? shippedGates : gatesInForce(workspace),
  );
  answer(
    this,
    flags.json,
    { schema: 'assay.gates/1', gates: gates.map(({ name, purpose }) => ({ name, purpose })) },
    gates.map(({ name, purpose }) => `${name.padEnd(20)} ${escapeInvisible(purpose)}`),
  );
}

/** @throws {AssayError} GATE_UNKNOWN, GATE_INVALID */
export async function runGateShow(this: AssayContext, flags: WorkspaceFlags, word: string): Promise<void> {
  const gate = await withGates(this, flags, (workspace) => findGate(word, workspace));
  const { stringify } = await import('yaml');
  answer(this, flags.json, gate, [stringify(gate, { lineWidth: 120 }).trimEnd()]);
}

/** Outside of a workspace there are the gates that come with Assay. */
async function withGates<T>(
  context: AssayContext,
  flags: WorkspaceFlags,
  act: (workspace: Workspace | undefined) => T | Promise<T>,
): Promise<T> {
  try {
    return await withWorkspace(context, flags, async (workspace) => act(workspace));
  } catch (error) {
    const isNone = error instanceof AssayError && error.code === 'WORKSPACE_MISSING' && flags.workspace === undefined;
    if (!isNone) throw error;
    return act(undefined);
  }
}

/** @throws {AssayError} GATE_UNKNOWN, GATE_INVALID, OUTPUT_FAILED, and what the flow throws */
export async function runGateDecide(
  this: AssayContext,
  flags: DecideFlags,
  word: string,
  asset: string,
): Promise<void> {
  if (flags.output !== undefined) assertWritable(flags.output);
  const { record = false, ...request } = requestFrom(flags);
  const decided = await withWorkspace(this, flags, async (workspace) =>
    decideGate(workspace, await findGate(word, workspace), asset, { record, ...request }),
  );
  report(this, flags, decided);
  if (decided.decision !== 'deny') return;
  const speaksAgainst = decided.because.some(({ outcome, waiver }) => outcome === 'fail' && waiver === undefined);
  this.answer = speaksAgainst ? exitCodes.no : exitCodes.couldNotTell;
}

/** A file gets the document of its format; people get their lines all the same. */
function report(context: AssayContext, { json, format, output, stepSummary }: DecideFlags, decided: DecidedGate): void {
  if (stepSummary === true) appendSummary(context, encodeDecisionSummary(decided));
  const encoded = format === undefined ? undefined : encoders[format](decided);
  if (encoded !== undefined && output === undefined) {
    context.process.stdout.write(encoded);
    return;
  }
  if (output !== undefined) writeOutput(output, encoded ?? printableJson(decided));
  answer(context, json, decided, decisionLines(decided, textStyleOf(context.process, undefined)));
}

const encoders: Readonly<Record<DecisionFormat, (decided: DecidedGate) => string>> = {
  sarif: (decided) => encodeDecisionSarif(decided, release.version),
  junit: encodeDecisionJunit,
  summary: encodeDecisionSummary,
};

function appendSummary({ process }: AssayContext, text: string): void {
  const path = process.env.GITHUB_STEP_SUMMARY;
  if (path === undefined || path === '')
    throw new AssayError('USAGE', '--step-summary is for GitHub Actions: GITHUB_STEP_SUMMARY names no file');
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw new AssayError('OUTPUT_FAILED', `The summary cannot be written to ${path}: ${reasonOf(error)}.`, { path });
  }
}

function requestFrom({ record, fromZone, toZone, purpose }: DecideFlags): DecideOptions {
  return {
    record: record ?? false,
    ...(fromZone === undefined ? {} : { fromZone }),
    ...(toZone === undefined ? {} : { toZone }),
    ...(purpose === undefined ? {} : { purpose }),
  };
}

/** @throws {AssayError} GATE_UNKNOWN, GATE_INVALID, and what the flow throws */
export async function runGateExplain(
  this: AssayContext,
  flags: RequestFlags,
  word: string,
  asset: string,
): Promise<void> {
  const { record: _, ...request } = requestFrom(flags);
  const explained = await withWorkspace(this, flags, async (workspace) =>
    explainGate(workspace, await findGate(word, workspace), asset, request),
  );
  answer(this, flags.json, explained, explanationLines(explained, textStyleOf(this.process, undefined)));
  if (explained.decision !== 'deny') return;
  this.answer = explained.missing.some(({ outcome }) => outcome === 'fail') ? exitCodes.no : exitCodes.couldNotTell;
}

/** @throws what the flow throws */
export async function runGateReopened(this: AssayContext, flags: WorkspaceFlags): Promise<void> {
  const found = await withWorkspace(this, flags, (workspace) => findReopened(workspace));
  answer(this, flags.json, found, reopenedLines(found, textStyleOf(this.process, undefined)));
  if (found.reopened.length > 0) this.answer = exitCodes.no;
}

/** @throws {AssayError} GATE_DIFFERENT, USAGE, STATEMENT_UNKNOWN */
export async function runGateRecompute(this: AssayContext, flags: WorkspaceFlags, word: string): Promise<void> {
  const again = await withWorkspace(this, flags, async (workspace) => {
    const found = await findSubject(await workspace.index(), word);
    if (found.kind !== 'statement') throw new AssayError('USAGE', `${word} is no statement`);
    return recomputeDecision(workspace, found.logIndex);
  });
  const changed =
    again.now.decision === again.decision ? 'and the same today' : `today it would be ${again.now.decision}`;
  const open = again.now.because.filter(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive');
  answer(this, flags.json, again, [
    `${again.gate}: ${again.decision}, the same bytes again (${again.body.slice(0, 12)}), ${changed}`,
    ...open.map(({ rule, because }) => `  ${rule}: ${because}`),
  ]);
}

/** @throws {AssayError} GATE_UNKNOWN, GATE_WAIVER, and what recording throws */
export async function runGateWaive(
  this: AssayContext,
  flags: WaiveFlags,
  word: string,
  requirement: string,
  asset: string,
): Promise<void> {
  const { reason, until, approver } = flags;
  const waived = await withWorkspace(this, flags, async (workspace) =>
    waiveRequirement(workspace, {
      gate: await findGate(word, workspace),
      ...{ requirement, asset, reason, approver, until },
    }),
  );
  answer(this, flags.json, waived, [
    `${waived.label} at ${waived.gate}: ${requirement} is waived by ${escapeInvisible(approver)} until ${until}, recorded as ${waived.statement.slice(0, 12)}`,
    waived.counts ? 'It counts.' : 'It does not count yet: others have to say the same, with other keys.',
  ]);
}
