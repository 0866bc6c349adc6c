// Brings the index up to the log: every new entry is shown to belong to the signed checkpoint, its envelope is read from the store,
// and it is judged by the trust of that moment.
import { type Leaf, parseLeaf } from '#attest/leaf';
import { Trust } from '#attest/trust';
import type { Verified } from '#attest/verified';
import { isOfKind } from '#attest/verified';
import { type Logged, verifyAttestation } from '#attest/verify-attestation';
import { parseSha256, type Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { type Manifest, parseManifest } from '#core/manifest';
import type { IndexDatabase } from '#database/index-database';
import type { LoggedEntry } from '#database/logged-entry';
import { readKeyChanges } from '#database/read-key-changes';
import { readLatestTime } from '#database/read-latest-time';
import { LogError } from '#log/log-error';
import type { LogStorage } from '#log/log-storage';
import { readNewEntries } from '#log/read-new-entries';
import { TileTree } from '#log/tile-tree';
import { readEdge, rootOfEdge } from '#log/tree-edge';
import type { VerifiedCheckpoint } from '#log/verify-checkpoint';
import { predicate as assetManifest } from '#predicates/asset-manifest';
import { predicate as keyChange } from '#predicates/key-change';
import type { BlobStore } from '#store/blob-store';

export interface Followed {
  readonly storage: Pick<LogStorage, 'get'>;
  readonly store: BlobStore;
  readonly index: IndexDatabase;
  /** Id of the root key. */
  readonly root: Sha256;
}

/** Whose signatures count after the first `size` entries. */
export interface FollowedLog {
  readonly trust: Trust;
  readonly size: number;
}

/**
 * @param checkpoint - the newest
 * @param known - trust after so many entries, for when the index has just these; otherwise it is made again from the statements about keys
 * @returns trust after all entries of the checkpoint, and how many these are
 * @throws {LogError} LOG_INCONSISTENT when the index was made of other entries or the log is not that of its checkpoint; LOG_CORRUPT
 * @throws {IndexError}
 */
export async function followLog(
  parts: Followed,
  checkpoint: VerifiedCheckpoint,
  known?: FollowedLog,
): Promise<FollowedLog> {
  const { storage, index } = parts;
  const { next, last } = await index.cursor();
  const edge = await readEdge(storage, next);
  if (last !== undefined) await assertSameEntry(storage, next, last.envelope);
  const added = await readNewEntries(storage, { size: next, root: rootOfEdge(edge) }, checkpoint);
  let trust = known?.size === next ? known.trust : await trustOf(parts);
  const changes = new Set((await readKeyChanges(index)).map(({ envelope }) => envelope));
  let after = new Date((await readLatestTime(index)) ?? 0).toISOString();
  for (let at = 0; at < added.length; at += entriesAtOnce) {
    const chunk: LoggedEntry[] = [];
    for (const [offset, bytes] of added.slice(at, at + entriesAtOnce).entries()) {
      const judged = await judgeEntry(parts, bytes, { index: next + at + offset, trust, after }, changes);
      chunk.push(judged.entry);
      trust = judged.trust;
      if (judged.entry.at > after) after = judged.entry.at;
    }
    await index.apply(chunk);
  }
  return { trust, size: next + added.length };
}

/** The entry that the index has last must be the one that the log has there. */
async function assertSameEntry(storage: Pick<LogStorage, 'get'>, size: number, envelope: string): Promise<void> {
  const bytes = await new TileTree(storage, size).entry(size - 1);
  if (leafOf(bytes)?.envelope !== envelope) {
    throw new LogError('LOG_INCONSISTENT', `Entry ${size - 1} of the log is not the one that the index was made of.`);
  }
}

/**
 * The statements about keys that the index took for good, judged again from the root key on.
 * @param size - only those among the first `size` entries of the log; all when absent
 */
export async function trustOf(
  { store, index, root }: Omit<Followed, 'storage'>,
  size: number = Number.POSITIVE_INFINITY,
): Promise<Trust> {
  let trust = Trust.rootedIn(root);
  for (const { log_index, at, envelope } of await readKeyChanges(index)) {
    if (log_index >= size) continue;
    const leaf = { at: new Date(at).toISOString(), envelope: parseSha256(envelope) };
    const bytes = await store.read(leaf.envelope, limits.signatureBytes.value);
    trust = trust.apply(verifyAttestation(bytes, { leaf, index: log_index, trust }));
  }
  return trust;
}

interface Judged {
  readonly entry: LoggedEntry;
  readonly trust: Trust;
}

/**
 * Whatever stands in the log, it gets a row: what is no statement, or cannot be read or believed, with the reason.
 * ATTACKER: who can append to the log can append an old envelope again. A change of keys counts once, or an old one would undo newer
 * ones without any key.
 * @param changes - envelopes of changes of keys that count; those of this entry are added
 */
async function judgeEntry(
  { store }: Followed,
  bytes: Uint8Array,
  place: Omit<Logged, 'leaf'>,
  changes: Set<string>,
): Promise<Judged> {
  const { index, trust } = place;
  const leaf = leafOf(bytes);
  if (leaf === undefined) {
    const entry = { at: nowhen, envelope: parseSha256('0'.repeat(64)), index, refusal: 'the entry names no statement' };
    return { entry, trust };
  }
  try {
    const envelope = await store.read(leaf.envelope, limits.signatureBytes.value);
    const verified = verifyAttestation(envelope, { ...place, leaf });
    const isNewChange = isOfKind(verified, keyChange) && !changes.has(leaf.envelope);
    const next = isNewChange ? trust.apply(verified) : trust;
    if (isNewChange) changes.add(leaf.envelope);
    const manifest = await manifestOf(store, verified);
    return { entry: { ...leaf, index, verified, ...(manifest === undefined ? {} : { manifest }) }, trust: next };
  } catch (error) {
    if (!(error instanceof AssayError) || passing.has(error.code)) throw error;
    return { entry: { ...leaf, index, refusal: error.message }, trust };
  }
}

/** What an asset is made of, where the store still has it. */
async function manifestOf(store: BlobStore, verified: Verified): Promise<Manifest | undefined> {
  const [subject] = verified.subjects;
  if (!isOfKind(verified, assetManifest) || subject === undefined) return undefined;
  if (!(await store.has(subject.sha256))) return undefined;
  return parseManifest(await store.read(subject.sha256, limits.manifestBytes.value));
}

function leafOf(bytes: Uint8Array): Leaf | undefined {
  try {
    return parseLeaf(bytes);
  } catch (error) {
    if (error instanceof AssayError) return undefined;
    throw error;
  }
}

/** What may be otherwise in a moment is no reason to refuse a statement for good: the index would then differ from one made again. */
const passing: ReadonlySet<string> = new Set([
  'STORE_READ',
  'STORE_NETWORK',
  'STORE_REFUSED',
  'STORE_KEY',
  'STORE_BUSY',
]);

/** One transaction each. */
const entriesAtOnce = 1000;
const nowhen = '1970-01-01T00:00:00.000Z';
