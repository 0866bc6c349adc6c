// What `assay pin` and `assay verify-pins` do; loaded when one is called.
import { AssayError } from '#core/errors';
import type { HashAlgorithm } from '#core/pins/pin';
import { encodeDownloadText, encodePinText, encodePinVerificationText } from '#exports/pin-text';
import { printableJson } from '#exports/printable-json';
import type { NetworkRequest } from '#flow/pins/network';
import { pinDataSet, verifyDownloads, verifyPinned } from '#flow/pins/pin-data-set';
import { type RecordedPins, recordPinCheck, recordPins } from '#flow/pins/record-pins';
import type { Workspace } from '#flow/workspace/workspace';
import type { AssayContext } from './context.ts';
import { exitCodes } from './exit-code.ts';
import { ProgressLine } from './progress-line.ts';
import { textStyleOf } from './text-style-of.ts';
import { withWorkspace } from './workspace/with-workspace.ts';

interface NetworkFlags {
  readonly allowPrivate?: boolean;
  readonly concurrency?: number;
  readonly perSecond?: number;
  readonly timeout?: number;
  readonly attempts?: number;
  /** An asset of the workspace that the addresses belong to. */
  readonly record?: string;
  readonly workspace?: string;
  readonly passphraseFile?: string;
  readonly ageIdentity?: readonly string[];
  readonly json?: boolean;
}

export interface PinFlags extends NetworkFlags {
  readonly output?: string;
  readonly urlColumn?: string;
  readonly hashColumn?: string;
  readonly hashKind?: HashAlgorithm;
  readonly format?: 'csv' | 'tsv' | 'json-lines' | 'json-list' | 'text';
}

export interface VerifyPinsFlags extends NetworkFlags {
  readonly downloads?: string;
  readonly keep?: string;
  readonly all?: boolean;
}

/** @throws {AssayError} what the flow throws */
export async function runPin(this: AssayContext, flags: PinFlags, list: string): Promise<void> {
  const { output = `${list}.pins`, urlColumn, hashColumn, hashKind, format } = flags;
  const line = new ProgressLine(this.process.stderr);
  const startedAt = new Date();
  const report = await pinDataSet(list, {
    output,
    ...networkOf(flags),
    ...(urlColumn === undefined ? {} : { url: urlColumn }),
    ...(hashColumn === undefined ? {} : { hash: hashColumn }),
    ...(hashKind === undefined ? {} : { algorithm: hashKind }),
    ...(format === undefined ? {} : { format }),
    onProgress: (done, rows) => line.say(`${done} of ${rows} rows`),
  }).finally(() => line.clear());
  const { counts } = report;
  const style = textStyleOf(this.process, undefined);
  const recorded = await recordedBy(this, flags, (workspace, asset) =>
    recordPins(workspace, asset, output, counts, startedAt),
  );
  this.process.stdout.write(
    flags.json === true
      ? printableJson({ ...report, ...recorded })
      : `${encodePinText(report, style)}${recordedText(recorded)}`,
  );
  if (counts.unexpected > 0) this.answer = exitCodes.no;
  else if (counts.rows === 0 || counts.content < counts.rows) this.answer = exitCodes.couldNotTell;
}

/** @throws {AssayError} USAGE, and what the flow throws */
export async function runVerifyPins(this: AssayContext, flags: VerifyPinsFlags, pins: string): Promise<void> {
  const { downloads, keep, all = false } = flags;
  if (downloads !== undefined && keep !== undefined) {
    throw new AssayError('USAGE', '--downloads asks no address, so there is nothing to keep with --keep.');
  }
  const mostListed = all ? Number.MAX_SAFE_INTEGER : undefined;
  const style = textStyleOf(this.process, undefined);
  if (downloads !== undefined) {
    const found = await verifyDownloads(pins, downloads, mostListed);
    this.process.stdout.write(flags.json === true ? printableJson(found) : encodeDownloadText(found, style, all));
    this.answer = answers[found.outcome];
    return;
  }
  const line = new ProgressLine(this.process.stderr);
  const startedAt = new Date();
  const found = await verifyPinned(pins, {
    ...networkOf(flags),
    ...(keep === undefined ? {} : { keep }),
    ...(mostListed === undefined ? {} : { mostListed }),
    onProgress: (done) => line.say(`${done} rows`),
  }).finally(() => line.clear());
  const recorded = await recordedBy(this, flags, (workspace, asset) =>
    recordPinCheck(workspace, asset, pins, found, startedAt),
  );
  this.process.stdout.write(
    flags.json === true
      ? printableJson({ ...found, ...recorded })
      : `${encodePinVerificationText(found, style, all)}${recordedText(recorded)}`,
  );
  this.answer = answers[found.outcome];
}

type Recording = { readonly recorded?: RecordedPins };

async function recordedBy(
  context: AssayContext,
  flags: NetworkFlags,
  act: (workspace: Workspace, asset: string) => Promise<RecordedPins>,
): Promise<Recording> {
  const { record } = flags;
  if (record === undefined) return {};
  return { recorded: await withWorkspace(context, flags, (workspace) => act(workspace, record)) };
}

function recordedText({ recorded }: Recording): string {
  return recorded === undefined ? '' : `recorded for ${recorded.asset}: statement ${recorded.statement}\n`;
}

function networkOf({ allowPrivate, concurrency, perSecond, timeout, attempts }: NetworkFlags): NetworkRequest {
  return {
    ...(allowPrivate === undefined ? {} : { allowPrivate }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(perSecond === undefined ? {} : { perSecond }),
    ...(timeout === undefined ? {} : { timeoutMs: timeout * 1000 }),
    ...(attempts === undefined ? {} : { attempts }),
  };
}

const answers = { pass: exitCodes.yes, fail: exitCodes.no, inconclusive: exitCodes.couldNotTell } as const;
