// What `assay verify` does; loaded when it is called.
import { AssayError } from '#core/errors';
import type { VerificationOutcome } from '#core/model-verification';
import { printableJson } from '#exports/printable-json';
import { encodeVerificationText } from '#exports/signature-text';
import { readKeylessTrust, trustKeyless } from '#flow/keyless-trust';
import { trustKey, trustRoots, trustTimestamp } from '#flow/signing-keys';
import { type VerifyModelOptions, verifyModel } from '#flow/verify-model';
import { cacheFolder } from './cache-folder.ts';
import type { AssayContext } from './context.ts';
import { exitCodes } from './exit-code.ts';
import { textStyleOf } from './text-style-of.ts';
import { workerEntry } from './worker-entry.ts';
import type { RecordedFlags } from './workspace/run-verify-recorded.ts';

export interface VerifyFlags extends RecordedFlags {
  readonly signature?: string;
  readonly key?: string;
  readonly trustRoot?: readonly string[];
  readonly timestamp?: string;
  readonly tsaRoot?: readonly string[];
  readonly trustedRoot?: string;
  readonly identity?: string;
  readonly issuer?: string;
  readonly ignorePath?: readonly string[];
  readonly ignoreUnsignedFiles?: boolean;
  readonly acceptIgnored?: boolean;
  readonly incremental?: boolean;
}

/** @throws {AssayError} USAGE, and what the flow throws */
export async function runVerify(this: AssayContext, flags: VerifyFlags, word?: string): Promise<void> {
  const { signature } = flags;
  assertOneKind(flags);
  if (signature === undefined && word?.endsWith('.pins')) {
    const { json, verbose } = flags;
    const { runVerifyPins } = await import('./run-pin.ts');
    return runVerifyPins.call(
      this,
      { ...(json === undefined ? {} : { json }), ...(verbose ? { all: true } : {}) },
      word,
    );
  }
  if (signature === undefined) {
    // What statements and their database need takes 0.1 s to load, which --signature need not wait for.
    const { verifyRecorded } = await import('./workspace/run-verify-recorded.ts');
    return verifyRecorded(this, flags, word);
  }
  if (word === undefined) throw new AssayError('USAGE', 'Verify what? Give the PATH that was signed.');
  const report = await verifyModel(word, {
    bundle: signature,
    trust: await trustOf(flags),
    ignorePaths: flags.ignorePath ?? [],
    ignoreUnsigned: flags.ignoreUnsignedFiles ?? false,
    acceptIgnored: flags.acceptIgnored ?? false,
    ...(flags.incremental === true
      ? { incremental: { cacheFolder: cacheFolder(this.process), begun: new Date() } }
      : {}),
    ...workerEntry(this.process),
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
  });
  const style = textStyleOf(this.process, undefined);
  this.process.stdout.write(
    flags.json === true ? printableJson(report) : encodeVerificationText(report, style, flags.verbose ?? false),
  );
  this.answer = answers[report.outcome];
}

/** Flags that mean nothing without a signature, or with one. */
function assertOneKind(flags: VerifyFlags): void {
  const { signature, ignorePath, ignoreUnsignedFiles, acceptIgnored, incremental } = flags;
  const { key, trustRoot, timestamp, tsaRoot, trustedRoot, identity, issuer } = flags;
  const { all, deep, record, noRecord, workspace } = flags;
  const ofSignature = {
    key,
    trustRoot,
    timestamp,
    tsaRoot,
    trustedRoot,
    identity,
    issuer,
    ignorePath,
    ignoreUnsignedFiles,
    acceptIgnored,
    incremental,
  };
  const wrong = signature === undefined ? ofSignature : { all, deep, record, noRecord, workspace };
  const [name] = Object.entries(wrong).find(([, value]) => value !== undefined) ?? [];
  if (name === undefined) return;
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new AssayError(
    'USAGE',
    signature === undefined ? `${flag} goes with --signature FILE.` : `${flag} does not go with --signature.`,
  );
}

async function trustOf(flags: VerifyFlags): Promise<VerifyModelOptions['trust']> {
  const { key, trustRoot, timestamp, tsaRoot } = flags;
  const keyless = readKeylessTrust(flags);
  const named = [key, trustRoot, keyless].filter((one) => one !== undefined);
  if (named.length > 1) {
    throw new AssayError(
      'USAGE',
      '--key, --trust-root and --identity contradict each other: a model is signed in one of these ways.',
    );
  }
  if (keyless === undefined) return timedTrustOf(flags);
  if (timestamp === undefined && tsaRoot === undefined) return trustKeyless(keyless);
  throw new AssayError('USAGE', '--timestamp does not go with --identity: the bundle itself shows when it was signed.');
}

function timedTrustOf(flags: VerifyFlags): ReturnType<typeof trustKey> {
  const { timestamp, tsaRoot } = flags;
  if (timestamp === undefined && tsaRoot === undefined) return signerTrustOf(flags);
  if (timestamp === undefined || tsaRoot === undefined) {
    throw new AssayError('USAGE', '--timestamp FILE and --tsa-root PEM need each other.');
  }
  return { ...signerTrustOf(flags), timestamp: trustTimestamp(timestamp, tsaRoot) };
}

function signerTrustOf({ key, trustRoot }: VerifyFlags): ReturnType<typeof trustKey> {
  if (key !== undefined) return trustKey(key);
  if (trustRoot !== undefined) return trustRoots(trustRoot, new Date());
  throw new AssayError(
    'USAGE',
    'Whom do you trust? Give --key KEY.pub, --trust-root CA.pem, or --identity, --issuer and --trusted-root.',
  );
}

const answers: Readonly<Record<VerificationOutcome, number>> = {
  pass: exitCodes.yes,
  fail: exitCodes.no,
  inconclusive: exitCodes.couldNotTell,
};
