// Verifies a model against its signature: first who signed what, then every file. OMS v1.0 section 8.
import { AttestError } from '#attest/attest-error';
import * as limits from '#core/limits';
import type { EntryState, ModelVerification, VerificationOutcome, VerifiedEntry } from '#core/model-verification';
import { quote } from '#core/quote';
import { similarPaths } from '#core/similar-paths';
import { defaultIgnorePaths, type ModelStatement } from '#sign/model/signed-model';
import {
  type KeylessModelTrust,
  type ModelTrust,
  type VerifiedModel,
  verifyKeylessModelBundle,
  verifyModelBundle,
} from '#sign/model/verify-model-bundle';
import { SignError } from '#sign/sign-error';
import { listModel, type ModelListing, pathBelow, placeInModel } from '#store/list-model';
import { readWhole } from '#store/read-whole';
import { compareResources } from './compare-resources.ts';
import { type HashedModel, hashModel } from './hash-model.ts';
import type { HashOptions } from './hash-places.ts';
import { rememberModel } from './remember-model.ts';
import { signatureFacts } from './signature-facts.ts';

export interface VerifyModelOptions extends HashOptions {
  readonly bundle: string;
  readonly trust: ModelTrust | KeylessModelTrust;
  /** Paths below the model, or absolute ones inside it, that the verifier leaves out. */
  readonly ignorePaths: readonly string[];
  /** Files that nobody signed are tolerated. They are listed all the same. */
  readonly ignoreUnsigned: boolean;
  /** Files that the signer left out are tolerated, beyond the usual ones. They are listed all the same. */
  readonly acceptIgnored: boolean;
  /** Files that look as they did when they were read before are not read again. */
  readonly incremental?: {
    /** Where it is remembered what files looked like. */
    readonly cacheFolder: string;
    /** Before this call. */
    readonly begun: Date;
  };
}

/** @throws {AssayError} when the model or the bundle cannot be opened, or a trusted key is of no use here */
export async function verifyModel(path: string, options: VerifyModelOptions): Promise<ModelVerification> {
  const bytes = readWhole(options.bundle, limits.signatureBytes.value);
  const about = { schema: 'assay.verify/1', model: path, bundle: options.bundle } as const;
  let model: VerifiedModel;
  try {
    model = await openBundle(bytes, options.trust);
  } catch (error) {
    const isRefusal = error instanceof SignError || error instanceof AttestError;
    if (!isRefusal || error.code === 'SIGN_KEY') throw error;
    const { code, message } = error;
    const outcome = undecided.has(code) ? 'inconclusive' : 'fail';
    return { ...about, outcome, problem: { code, message }, entries: [], summary: count([]), notes: [], bytes: 0 };
  }
  const { statement, signer } = model;
  const listing = listModel(path, { ignore: ignoreSet(path, statement, options), followLinks: follows(statement) });
  const wanted = options.ignoreUnsigned ? onlySigned(listing, statement) : listing;
  const { cacheFolder, begun } = options.incremental ?? {};
  const memory = rememberModel(model, wanted, statement.serialization, cacheFolder, begun);
  const hashed = await hashModel(wanted.files, statement.serialization, { ...options, ...memory });
  const ignored = await ignoredEntries(path, listing, statement, options);
  const entries = [...compareResources(statement, wanted, hashed), ...ignored.entries, ...unsigned(listing, wanted)];
  const summary = count(entries);
  return {
    ...about,
    outcome: outcomeOf(summary, ignored.unapproved, options),
    signature: signatureFacts(statement, signer),
    entries,
    summary,
    notes: [...ignored.notes, ...notesOf(statement, hashed, listing)],
    bytes: hashed.bytes + ignored.bytes,
    ...(hashed.reading === undefined || cacheFolder === undefined ? {} : { reading: hashed.reading }),
  };
}

async function openBundle(bytes: Uint8Array, trust: VerifyModelOptions['trust']): Promise<VerifiedModel> {
  return trust.method === 'sigstore' ? verifyKeylessModelBundle(bytes, trust) : verifyModelBundle(bytes, trust);
}

/** What is signed and unknown here, or too large to look at, is not refuted. */
const undecided: ReadonlySet<string> = new Set(['SIGN_UNSUPPORTED', 'SIGN_LIMIT', 'ATTEST_LIMIT']);

/** Never wider than the signed policy. */
function follows({ serialization }: ModelStatement): boolean {
  return serialization.followLinks;
}

function ignoreSet(
  path: string,
  { serialization }: ModelStatement,
  { bundle, ignorePaths }: VerifyModelOptions,
): ReadonlySet<string> {
  const own = ignorePaths.flatMap((ignored) => pathBelow(path, ignored) ?? []);
  const bundlePlace = placeInModel(path, bundle) ?? [];
  return new Set([...defaultIgnorePaths, ...serialization.ignorePaths, ...own].concat(bundlePlace));
}

/** With `--ignore-unsigned-files` nothing else is read. */
function onlySigned(listing: ModelListing, { resources }: ModelStatement): ModelListing {
  const signed = new Set(resources.map(({ path }) => path));
  if (!listing.isFolder) return listing;
  return {
    ...listing,
    files: listing.files.filter(({ name }) => signed.has(name)),
    problems: listing.problems.filter(({ fields }) => signed.has(fields.path ?? '')),
  };
}

function unsigned(listing: ModelListing, wanted: ModelListing): readonly VerifiedEntry[] {
  const looked = new Set(wanted.files);
  return listing.files
    .filter((file) => !looked.has(file))
    .map(({ name }) => ({ path: name, state: 'added', reason: 'tolerated; it was not read' }));
}

interface IgnoredFiles {
  readonly entries: readonly VerifiedEntry[];
  readonly notes: readonly string[];
  /** Entries that only the signer left out, and that are no signature files. */
  readonly unapproved: number;
  readonly bytes: number;
}

/** ATTACKER: whoever signs chooses what the signature leaves out, code included. So that is listed with its digests. */
async function ignoredEntries(
  path: string,
  listing: ModelListing,
  statement: ModelStatement,
  { bundle, ignorePaths }: VerifyModelOptions,
): Promise<IgnoredFiles> {
  const bundlePlace = placeInModel(path, bundle);
  const approved = new Set([...defaultIgnorePaths, bundlePlace]);
  for (const ignored of ignorePaths) approved.add(pathBelow(path, ignored));
  const bySigner = listing.ignored.filter(({ name }) => !approved.has(name));
  const signatures = bySigner.filter(({ name, isFile }) => isFile && name.endsWith('.sig'));
  const unapproved = bySigner.filter((entry) => !signatures.includes(entry));
  const entries: VerifiedEntry[] = [];
  let bytes = 0;
  for (const { name } of bySigner) {
    const inside = listModel(`${listing.root}/${name}`, { ignore: new Set(), followLinks: false });
    const files = inside.files.map((file) => ({ ...file, name: inside.isFolder ? `${name}/${file.name}` : name }));
    const hashed = await hashModel(files, { hash: statement.serialization.hash }, {});
    bytes += hashed.bytes;
    const reason = 'left out by the signer';
    for (const { path, digest } of hashed.resources) entries.push({ path, state: 'ignored', found: digest, reason });
  }
  const notes = listing.ignored
    .filter(({ name }) => approved.has(name) && name !== bundlePlace)
    .map(({ name }) => `${quote(name)} is ignored.`);
  return { entries, notes, unapproved: unapproved.length, bytes };
}

function outcomeOf(
  summary: Readonly<Record<EntryState, number>>,
  unapproved: number,
  { ignoreUnsigned, acceptIgnored }: VerifyModelOptions,
): VerificationOutcome {
  if (summary.changed + summary.missing > 0) return 'fail';
  if (summary.added > 0 && !ignoreUnsigned) return 'fail';
  if (summary.unreadable > 0 || summary.match === 0) return 'inconclusive';
  return unapproved > 0 && !acceptIgnored ? 'inconclusive' : 'pass';
}

function count(entries: readonly VerifiedEntry[]): Readonly<Record<EntryState, number>> {
  const summary = { match: 0, changed: 0, missing: 0, added: 0, ignored: 0, unreadable: 0 };
  for (const { state } of entries) summary[state] += 1;
  return summary;
}

function notesOf(
  { serialization, order }: ModelStatement,
  { empty, notes }: HashedModel,
  { linksOutside, files }: ModelListing,
): readonly string[] {
  const similar = similarPaths(files.map(({ name }) => name));
  return [
    ...notes,
    ...(serialization.method === 'shards' ? [shardNote(empty.length)] : []),
    ...(order === 'other' ? ['The signer listed the files in an order of its own.'] : []),
    ...linksOutside.map((name) => `${quote(name)} is a link out of the model.`),
    ...similar.map((group) => `${group.map(quote).join(' and ')} are one name on some systems.`),
  ];
}

function shardNote(empty: number): string {
  const found = empty === 0 ? '' : ` ${empty} of them are there now.`;
  return `A signature over shards says nothing about empty files: one can be added or removed.${found}`;
}
