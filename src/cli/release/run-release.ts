// What the commands of `assay release` do; loaded when one is called.
import { AssayError } from '#core/errors';
import { decisionLines } from '#exports/decision-text';
import * as text from '#exports/release-text';
import type { DecidedGate } from '#flow/gates/decide-gate';
import { listReleases } from '#flow/release/list-releases';
import { planRelease } from '#flow/release/plan-release';
import { recallRelease } from '#flow/release/recall-release';
import { type Channel, releaseSystem } from '#flow/release/release-system';
import { rollBackRelease } from '#flow/release/roll-back';
import { showRelease } from '#flow/release/show-release';
import { verifyRelease } from '#flow/release/verify-release';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { textStyleOf } from '../text-style-of.ts';
import { workerEntry } from '../worker-entry.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags, WorkspaceFlags } from '../workspace/workspace-flags.ts';

export interface PlanFlags extends SigningFlags {
  readonly part: readonly string[];
}

export interface PublishFlags extends PlanFlags {
  readonly version: string;
  readonly channel: Channel;
  readonly notes?: string;
  readonly supportedUntil?: string;
  readonly overrule?: string;
}

export interface ShowFlags extends WorkspaceFlags {
  readonly version?: string;
  readonly channel?: Channel;
}

export interface VerifyReleaseFlags extends ShowFlags {
  readonly deployed?: readonly string[];
}

export interface RollBackFlags extends SigningFlags {
  readonly channel: Channel;
  readonly to?: string;
  readonly why: string;
}

export interface RecallFlags extends SigningFlags {
  readonly version: string;
  readonly why: string;
}

export interface BundleFlags extends SigningFlags {
  readonly version?: string;
  readonly channel?: Channel;
  readonly contact?: string;
  readonly withhold?: readonly string[];
}

/** @throws {AssayError} what the flow throws */
export async function runPublish(this: AssayContext, flags: PublishFlags, system: string): Promise<void> {
  const { version, channel, notes, supportedUntil, overrule } = flags;
  const released = await withWorkspace(this, flags, (workspace) =>
    releaseSystem(workspace, {
      ...{ system, version, channel, parts: partsFrom(flags.part) },
      ...(notes === undefined ? {} : { notes }),
      ...(supportedUntil === undefined ? {} : { supportedUntil }),
      ...(overrule === undefined ? {} : { overrule }),
    }),
  );
  const lines = [
    ...decisionLines(released.decision, textStyleOf(this.process, undefined)),
    '',
    ...text.releasedLines(released),
  ];
  answer(this, flags.json, released, lines);
  if (released.outcome === 'refused') this.answer = codeOf(released.decision);
}

/** @throws {AssayError} what the flow throws */
export async function runPlan(this: AssayContext, flags: PlanFlags, system: string): Promise<void> {
  const plan = await withWorkspace(this, flags, (workspace) => planRelease(workspace, system, partsFrom(flags.part)));
  const lines = [...text.planLines(plan), '', ...decisionLines(plan.decision, textStyleOf(this.process, undefined))];
  answer(this, flags.json, plan, lines);
  if (plan.decision.decision === 'deny') this.answer = codeOf(plan.decision);
}

/** @throws {AssayError} what the flow throws */
export async function runList(this: AssayContext, flags: WorkspaceFlags, system?: string): Promise<void> {
  const listed = await withWorkspace(this, flags, (workspace) => listReleases(workspace, system));
  answer(this, flags.json, listed, text.listLines(listed, textStyleOf(this.process, undefined)));
}

/** @throws {AssayError} RELEASE_UNKNOWN */
export async function runShow(this: AssayContext, flags: ShowFlags, system: string): Promise<void> {
  const shown = await withWorkspace(this, flags, (workspace) => showRelease(workspace, system, whichFrom(flags)));
  answer(this, flags.json, shown, text.showLines(shown));
}

/** @throws {AssayError} RELEASE_UNKNOWN, USAGE */
export async function runVerify(this: AssayContext, flags: VerifyReleaseFlags, system: string): Promise<void> {
  const deployed = (flags.deployed ?? []).map((word) => {
    const { role, asset: path } = pairFrom(word, 'ROLE=PATH');
    return { role, path };
  });
  const verified = await withWorkspace(this, flags, (workspace) =>
    verifyRelease(workspace, system, whichFrom(flags), deployed, workerEntry(this.process)),
  );
  answer(this, flags.json, verified, text.verifiedLines(verified, textStyleOf(this.process, undefined)));
  if (verified.outcome === 'fail') this.answer = exitCodes.no;
}

/** @throws {AssayError} RELEASE_UNKNOWN, RELEASE_INCOMPLETE, RELEASE_VERSION */
export async function runRollBack(this: AssayContext, flags: RollBackFlags, system: string): Promise<void> {
  const { channel, to, why } = flags;
  const back = await withWorkspace(this, flags, (workspace) => rollBackRelease(workspace, system, channel, why, to));
  answer(this, flags.json, back, text.rolledBackLines(back, textStyleOf(this.process, undefined)));
}

/** @throws {AssayError} RELEASE_UNKNOWN, RELEASE_VERSION */
export async function runRecall(this: AssayContext, flags: RecallFlags, system: string): Promise<void> {
  const recalled = await withWorkspace(this, flags, (workspace) =>
    recallRelease(workspace, system, flags.version, flags.why),
  );
  answer(this, flags.json, recalled, text.recalledLines(recalled));
}

/** @throws {AssayError} RELEASE_UNKNOWN, RELEASE_INCOMPLETE, RELEASE_BUNDLE */
export async function runBundle(this: AssayContext, flags: BundleFlags, system: string, folder: string): Promise<void> {
  const { writeBundle } = await import('./write-bundle.ts');
  const bundled = await withWorkspace(this, flags, (workspace) =>
    writeBundle(
      workspace,
      system,
      { ...whichFrom(flags), withhold: flags.withhold ?? [], ...contactFrom(flags) },
      folder,
    ),
  );
  answer(this, flags.json, bundled, text.bundledLines(bundled));
}

function contactFrom({ contact }: BundleFlags): { readonly contact?: string } {
  return contact === undefined ? {} : { contact };
}

function whichFrom({ version, channel }: Pick<ShowFlags, 'version' | 'channel'>): {
  readonly version?: string;
  readonly channel?: string;
} {
  return { ...(version === undefined ? {} : { version }), ...(channel === undefined ? {} : { channel }) };
}

function partsFrom(words: readonly string[]): readonly { readonly role: string; readonly asset: string }[] {
  return words.map((word) => pairFrom(word, 'ROLE=ASSET'));
}

function pairFrom(word: string, form: string): { readonly role: string; readonly asset: string } {
  const at = word.indexOf('=');
  if (at < 1 || at === word.length - 1) throw new AssayError('USAGE', `${JSON.stringify(word)} is not ${form}`);
  return { role: word.slice(0, at), asset: word.slice(at + 1) };
}

function codeOf({ because }: DecidedGate): number {
  const speaksAgainst = because.some(({ outcome, waiver }) => outcome === 'fail' && waiver === undefined);
  return speaksAgainst ? exitCodes.no : exitCodes.couldNotTell;
}
