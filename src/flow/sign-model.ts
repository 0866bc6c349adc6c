// Signs a model: every file is read, the digests are signed, the bundle is on the disk when this returns.
import { AssayError, FileError } from '#core/errors';
import * as limits from '#core/limits';
import type { ModelSigningReport } from '#core/model-verification';
import { quote } from '#core/quote';
import { similarPaths } from '#core/similar-paths';
import type { Certificate } from '#sign/certificate';
import { signModelStatement } from '#sign/model/sign-model-statement';
import { defaultIgnorePaths, type ModelHash, type ModelSerialization, type Resource } from '#sign/model/signed-model';
import { type ModelTrust, type VerifiedModel, verifyModelBundle } from '#sign/model/verify-model-bundle';
import { SignError } from '#sign/sign-error';
import type { Signer } from '#sign/signer';
import { writeDurably } from '#sign/write-durably';
import { listModel, type ModelListing, modelName, pathBelow, placeInModel } from '#store/list-model';
import { readWhole } from '#store/read-whole';
import { type HashedModel, hashModel } from './hash-model.ts';
import type { HashOptions } from './hash-places.ts';
import { rememberModel } from './remember-model.ts';
import { signatureFacts } from './signature-facts.ts';

export interface SignModelOptions extends HashOptions {
  readonly signer: Signer;
  /** The signer's certificate first; absent: signed with the bare key. */
  readonly certificates?: readonly Certificate[];
  /** Where the bundle goes. */
  readonly output: string;
  readonly hash: ModelHash;
  /** Bytes per shard; absent: whole files. */
  readonly shardBytes?: number;
  /** Paths below the model, or absolute ones inside it. */
  readonly ignorePaths: readonly string[];
  readonly followLinks: boolean;
  /** Allows names that some systems cannot tell apart. */
  readonly similarNames: boolean;
  /** `python`: names and order that the Python tool verifies. */
  readonly compat: 'specification' | 'python';
  readonly now: Date;
  /** Files that look as they did under this signature are not read again. */
  readonly previous?: PreviousSignature;
}

export interface PreviousSignature {
  readonly bundle: string;
  /** Whose signature it must be. */
  readonly trust: ModelTrust;
  /** Where it is remembered what files looked like. */
  readonly cacheFolder: string;
}

/**
 * @throws {FileError} for the first file that is no regular file, cannot be read, changes meanwhile or has a name that
 *   cannot be recorded: what cannot be covered as a whole is not signed at all
 * @throws {SignError} SIGN_NOTHING, SIGN_KEY; what `verifyModelBundle` throws of the previous signature
 * @throws {AssayError} USAGE for a path to ignore that is a pattern or lies elsewhere; OUTPUT_FAILED
 */
export async function signModel(path: string, options: SignModelOptions): Promise<ModelSigningReport> {
  const own = placeInModel(path, options.output);
  const previous = options.previous && verifyPrevious(options.previous);
  const { serialization, listing } = plan(path, own, options);
  refuse(listing.problems);
  if (!options.similarNames) refuseSimilar(listing);
  const memory = rememberModel(previous, listing, serialization, options.previous?.cacheFolder, options.now);
  const hashed = await hashModel(listing.files, serialization, { ...options, ...memory });
  refuse(hashed.problems);
  const { statement, bundle } = await signModelStatement(
    { name: modelName(path), serialization, resources: resourcesOf(hashed, listing, options.compat) },
    options,
    options.compat === 'python' ? 'components' : 'specification',
  );
  writeBundle(options.output, bundle);
  const { keyId } = options.signer;
  const [leaf] = options.certificates ?? [];
  const signer =
    leaf === undefined
      ? ({ method: 'key', keyId } as const)
      : ({ method: 'certificate', keyId, subject: leaf.subject } as const);
  return {
    schema: 'assay.sign/1',
    model: path,
    bundle: options.output,
    signature: signatureFacts(statement, signer),
    files: listing.files.length,
    bytes: hashed.reading?.bytes ?? hashed.bytes,
    ...(hashed.reading === undefined || previous === undefined ? {} : { reading: hashed.reading }),
    notes: [...notesOf(hashed, listing, own), ...certificateNotes(leaf, options.now)],
  };
}

function plan(
  path: string,
  own: string | undefined,
  { hash, shardBytes, followLinks, ignorePaths }: SignModelOptions,
): { readonly serialization: ModelSerialization; readonly listing: ModelListing } {
  const asked = ignorePaths.map((ignored) => ignoredPath(path, ignored));
  const ignore = new Set([...defaultIgnorePaths, ...(own === undefined ? [] : [own]), ...asked]);
  const serialization: ModelSerialization = {
    method: shardBytes === undefined ? 'files' : 'shards',
    hash,
    ...(shardBytes === undefined ? {} : { shardBytes }),
    followLinks,
    ignorePaths: [...ignore].sort(),
  };
  return { serialization, listing: listModel(path, { ignore, followLinks }) };
}

function verifyPrevious({ bundle, trust }: PreviousSignature): VerifiedModel {
  try {
    return verifyModelBundle(readWhole(bundle, limits.signatureBytes.value), trust);
  } catch (error) {
    if (!(error instanceof SignError)) throw error;
    const advice = 'Nothing was signed; without the previous signature every file is read.';
    throw new SignError(error.code, `The previous signature proves nothing: ${error.message}. ${advice}`, error.fields);
  }
}

/** @source OMS v1.0 section 6.2.1: exact paths, no patterns */
function ignoredPath(model: string, path: string): string {
  if (/[*?[]/.test(path)) {
    throw new AssayError('USAGE', `${quote(path)} is a pattern; name each file or folder to ignore by itself.`);
  }
  const below = pathBelow(model, path);
  if (below === undefined) throw new AssayError('USAGE', `${quote(path)} to ignore does not lie inside ${model}.`);
  return below;
}

function refuse(problems: readonly FileError[]): void {
  const [problem] = problems;
  if (problem === undefined) return;
  const { code, message, fields } = problem;
  const others = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  throw new FileError(code, `${quote(fields.path ?? '')} ${message}${others}; nothing was signed.`, fields);
}

function refuseSimilar({ files }: ModelListing): void {
  const [group] = similarPaths(files.map(({ name }) => name));
  if (group === undefined) return;
  throw new FileError(
    'FILE_NAME',
    `${group.map(quote).join(' and ')} are one name on systems that fold case or Unicode; nothing was signed. To sign them nevertheless: --allow-similar-names.`,
    { value: group.join(' ') },
  );
}

/** The Python tool calls a model that is one file `.`. */
function resourcesOf(
  { resources }: HashedModel,
  { isFolder }: ModelListing,
  compat: SignModelOptions['compat'],
): readonly Resource[] {
  return isFolder || compat !== 'python' ? resources : resources.map((resource) => ({ ...resource, path: '.' }));
}

function writeBundle(output: string, bundle: string): void {
  try {
    writeDurably(output, bundle, { mode: 0o644, replace: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const fields = { path: output, value: code, cause: error };
    throw new AssayError('OUTPUT_FAILED', `The signature cannot be written to ${output}: ${code}.`, fields);
  }
}

function notesOf(
  { empty, notes }: HashedModel,
  { linksOutside, ignored }: ModelListing,
  own: string | undefined,
): readonly string[] {
  return [
    ...notes,
    ...(empty.length > 0 ? [`${empty.length} empty files are not covered: shards have no place for them.`] : []),
    ...linksOutside.map((name) => `${quote(name)} is a link out of the model; its target was signed under this name.`),
    ...ignored
      .filter(({ name }) => name !== own)
      .map(({ name }) => `${quote(name)} is ignored: the signature says nothing about it.`),
  ];
}

function certificateNotes(leaf: Certificate | undefined, now: Date): readonly string[] {
  if (leaf === undefined || (leaf.validFrom <= now && now <= leaf.validTo)) return [];
  return ['The certificate is not valid at this time: verifiers will refuse the signature.'];
}
