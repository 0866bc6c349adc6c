// What `assay job` does; loaded when it is called.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AssayError } from '#core/errors';
import type { JobKind } from '#core/jobs/job-kind';
import * as limits from '#core/limits';
import { escapeInvisible } from '#core/quote';
import { columns } from '#exports/columns';
import { jobLines, metricLines } from '#exports/job-text';
import { type RanJobs, runJobs } from '#flow/jobs/run-jobs';
import { listJobs, showJob } from '#flow/jobs/show-job';
import { submitJob } from '#flow/jobs/submit-job';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { ProgressLine } from '../progress-line.ts';
import { reasonOf } from '../reason-of.ts';
import { release } from '../release.generated.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags, WorkspaceFlags } from '../workspace/workspace-flags.ts';

export interface SubmitFlags extends SigningFlags {
  readonly kind: JobKind;
  readonly purpose: string;
  readonly on?: string;
  readonly contract?: string;
  readonly label?: string;
  readonly text?: string;
  readonly model?: string;
  readonly name?: string;
  readonly epochs?: number;
  readonly batch?: number;
  readonly seed?: number;
  readonly output?: readonly string[];
  readonly days?: number;
}

export interface RunFlags extends SigningFlags {
  readonly zone?: string;
  readonly once?: boolean;
  readonly scratch?: string;
}

/** @throws {AssayError} USAGE, JOB_REFUSED, ACCESS_DENIED and what the flow throws */
export async function runJobSubmit(this: AssayContext, flags: SubmitFlags, word: string): Promise<void> {
  const { kind, purpose, on, contract, output = [], days = 7, label, text, model, name, epochs, batch, seed } = flags;
  const given = Object.entries({ label, text, model, name, epochs, batch, seed }).filter(
    ([, one]) => one !== undefined,
  );
  const submitted = await withWorkspace(this, flags, (workspace) =>
    submitJob(workspace, word, {
      kind,
      purpose,
      parameters: Object.fromEntries(given),
      ...(on === undefined ? {} : { on }),
      ...(contract === undefined ? {} : { contract: readContractFile(contract) }),
      outputs: output,
      days,
    }),
  );
  const { job, asset, zone, outputs, expiresAt } = submitted;
  answer(this, flags.json, submitted, [
    `job ${job.slice(0, 12)}: ${kind} on ${escapeInvisible(asset)} in ${zone}, for ${outputs.join(' and ')}; open until ${expiresAt.slice(0, 10)}.`,
    `Whoever holds the key of ${zone} runs it with assay job run; assay job show ${job.slice(0, 12)} says what became of it.`,
  ]);
}

/** @throws {AssayError} what the flow throws */
export async function runJobRun(this: AssayContext, flags: RunFlags): Promise<void> {
  const progress = new ProgressLine(this.process.stderr);
  const ran = await withWorkspace(this, flags, (workspace) =>
    runJobs(workspace, {
      folder: flags.scratch ?? join(workspace.folder, 'jobs'),
      version: release.version,
      once: flags.once === true,
      ...(flags.zone === undefined ? {} : { zone: flags.zone }),
      onProgress: ({ id, request }, share) =>
        progress.say(`${id.slice(0, 12)} ${request.kind} ${Math.floor(share * 100)} %`),
    }),
  ).finally(() => progress.clear());
  const style = textStyleOf(this.process, undefined);
  const lines = ran.jobs.flatMap(({ job, kind, by, zone, outcome, why, metrics }) => [
    escapeInvisible(
      `job ${job.slice(0, 12)}: ${kind} for ${by} in ${zone}: ${outcome}${why === undefined ? '' : ` (${why})`}`,
    ),
    ...(metrics === undefined ? [] : metricLines(metrics, style)),
  ]);
  answer(this, flags.json, ran, [
    ...(ran.removed === 0 ? [] : [`Removed what ${ran.removed} killed runs had left.`]),
    ...(lines.length === 0 ? ['No job is open.'] : lines),
  ]);
  this.answer = answerOf(ran);
}

/** @throws {AssayError} what the flow throws */
export async function runJobList(this: AssayContext, flags: WorkspaceFlags): Promise<void> {
  const list = await withWorkspace(this, flags, listJobs);
  const rows = list.jobs.map(({ job, kind, asset, zone, by, at, state, why }) =>
    [
      job.slice(0, 12),
      kind,
      asset.slice(0, 12),
      zone,
      by,
      at.slice(0, 10),
      why === undefined ? state : `${state}: ${why}`,
    ].map((cell) => escapeInvisible(cell)),
  );
  const names = ['JOB', 'KIND', 'ASSET', 'ZONE', 'BY', 'SINCE', 'STATE'];
  const lines =
    rows.length === 0
      ? ['No job was asked for; assay job submit asks for one.']
      : columns(names, rows, textStyleOf(this.process, undefined));
  answer(this, flags.json, list, lines);
}

/** @throws {AssayError} JOB_UNKNOWN and what the flow throws */
export async function runJobShow(this: AssayContext, flags: WorkspaceFlags, word: string): Promise<void> {
  const shown = await withWorkspace(this, flags, (workspace) => showJob(workspace, word));
  const { job, zone, state, why, request, result, metrics } = shown;
  const facts = {
    id: job,
    zone,
    state,
    request,
    ...(why === undefined ? {} : { why }),
    ...(result === undefined ? {} : { result: result.body }),
    ...(metrics === undefined ? {} : { metrics }),
  };
  answer(this, flags.json, shown, jobLines(facts, textStyleOf(this.process, undefined)));
  this.answer = state === 'done' ? exitCodes.yes : state === 'open' ? exitCodes.couldNotTell : exitCodes.no;
}

function answerOf({ jobs }: RanJobs): number {
  if (jobs.some(({ outcome }) => outcome === 'open')) return exitCodes.couldNotTell;
  return jobs.every(({ outcome }) => outcome === 'done') ? exitCodes.yes : exitCodes.no;
}

function readContractFile(path: string): string {
  try {
    if (statSync(path).size > limits.policyBytes.value)
      throw new AssayError('DATA_CONTRACT', `the contract ${path} is larger than ${limits.policyBytes.value} bytes`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof AssayError) throw error;
    throw new AssayError('DATA_CONTRACT', `the contract ${path} cannot be read: ${reasonOf(error)}`, { path });
  }
}
