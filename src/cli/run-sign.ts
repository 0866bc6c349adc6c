// What `assay sign` does; loaded when it is called.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { AssayError } from '#core/errors';
import { printableJson } from '#exports/printable-json';
import { encodeSigningText } from '#exports/signature-text';
import { type SignModelOptions, signModel } from '#flow/sign-model';
import { openCertificates, openSigner, trustKey, trustRoots } from '#flow/signing-keys';
import { cacheFolder } from './cache-folder.ts';
import type { AssayContext } from './context.ts';
import { secretOf } from './read-passphrase.ts';
import { textStyleOf } from './text-style-of.ts';
import { workerEntry } from './worker-entry.ts';
import { assertWritable } from './write-output.ts';

export interface SignFlags {
  readonly key: string;
  readonly passphraseFile?: string;
  readonly identity?: readonly string[];
  readonly output?: string;
  readonly method?: 'key' | 'certificate';
  readonly cert?: string;
  readonly certChain?: readonly string[];
  readonly hash: 'sha256' | 'blake2b' | 'blake3';
  readonly shards?: number;
  readonly ignorePath?: readonly string[];
  readonly followLinks?: boolean;
  readonly allowSimilarNames?: boolean;
  readonly previous?: string;
  readonly previousKey?: string;
  readonly previousRoot?: readonly string[];
  readonly compat: 'specification' | 'python';
  readonly jobs?: number;
  readonly json?: boolean;
}

/** @throws {AssayError} USAGE, OUTPUT_FAILED, and what the flow throws */
export async function runSign(this: AssayContext, flags: SignFlags, path: string): Promise<void> {
  assertConsistent(flags);
  const output = flags.output ?? defaultOutput(path);
  assertWritable(output);
  const signer = await openSigner(flags.key, secretOf(flags.key, flags.passphraseFile, this.process), flags.identity);
  const report = await signModel(path, {
    signer,
    output,
    hash: flags.hash,
    ignorePaths: flags.ignorePath ?? [],
    followLinks: flags.followLinks ?? false,
    similarNames: flags.allowSimilarNames ?? false,
    compat: flags.compat,
    now: new Date(),
    ...previousOf(flags, signer, cacheFolder(this.process)),
    ...workerEntry(this.process),
    ...(flags.cert === undefined ? {} : { certificates: openCertificates(flags.cert, flags.certChain ?? []) }),
    ...(flags.shards === undefined ? {} : { shardBytes: flags.shards }),
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
  });
  const text =
    flags.json === true ? printableJson(report) : encodeSigningText(report, textStyleOf(this.process, undefined));
  this.process.stdout.write(text);
}

function assertConsistent({ method, cert, certChain, shards, ...flags }: SignFlags): void {
  const { previous, previousKey, previousRoot } = flags;
  if (previous === undefined && (previousKey ?? previousRoot) !== undefined) {
    throw new AssayError('USAGE', '--previous-key and --previous-root need --previous FILE.');
  }
  if (previousKey !== undefined && previousRoot !== undefined) {
    throw new AssayError('USAGE', '--previous-key and --previous-root contradict each other.');
  }
  if (previous !== undefined && shards !== undefined) {
    throw new AssayError('USAGE', '--previous and --shards contradict each other: whole files are remembered.');
  }
  if (method === 'certificate' && cert === undefined) {
    throw new AssayError('USAGE', '--method certificate needs --cert FILE.');
  }
  if (cert === undefined && certChain !== undefined) throw new AssayError('USAGE', '--cert-chain needs --cert FILE.');
  if (method === 'key' && cert !== undefined) throw new AssayError('USAGE', '--method key and --cert contradict.');
}

function previousOf(
  { previous, previousKey, previousRoot }: SignFlags,
  { publicKey }: Awaited<ReturnType<typeof openSigner>>,
  folder: string,
): Pick<SignModelOptions, 'previous'> {
  if (previous === undefined) return {};
  const own = previousKey === undefined ? ({ method: 'key', publicKey } as const) : trustKey(previousKey);
  const trust = previousRoot === undefined ? own : trustRoots(previousRoot, new Date());
  return { previous: { bundle: previous, trust, cacheFolder: folder } };
}

/** Where the Python tool and others look for it. */
function defaultOutput(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? join(path, 'model.sig') : `${path}.sig`;
}
