// Manifests: what an asset is made of. The asset id is the SHA-256 of the manifest, so it binds every name, mode, empty file
// and link; a digest over file contents alone would not notice that a file got another name.
import { canonicalJson } from './canonical-json.ts';
import { type Sha256, sha256 } from './digest.ts';
import { AssayError } from './errors.ts';
import * as limits from './limits.ts';
import { quote } from './quote.ts';

export type Entry = FileEntry | LinkEntry | FolderEntry | ServiceEntry;

export interface FileEntry {
  readonly type: 'file';
  /** Below the asset, with `/`; of an asset that is one file its name. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Sha256;
  /** Whether its owner may execute it. */
  readonly executable: boolean;
}

export interface LinkEntry {
  readonly type: 'link';
  readonly path: string;
  /** As it stands in the link; never followed. */
  readonly target: string;
}

/** Only folders with nothing in them are entries. */
export interface FolderEntry {
  readonly type: 'folder';
  readonly path: string;
}

/** A hosted model: reached at an address, its bytes are somebody else's. */
export interface ServiceEntry {
  readonly type: 'service';
  /** Its URL. */
  readonly path: string;
  /** What the supplier calls the version; absent when it does not say. */
  readonly version?: string;
}

export interface Manifest {
  /** Sorted by the UTF-8 bytes of the path, each path once. */
  readonly entries: readonly Entry[];
}

export interface EncodedManifest extends Manifest {
  readonly bytes: Uint8Array;
  readonly assetId: Sha256;
}

/**
 * One line of canonical JSON (RFC 8785) that says how many entries follow, and one for each, in order.
 * @param entries - in any order
 * @throws {AssayError} MANIFEST_MALFORMED for a path that is empty, absolute, leads upwards, holds control characters or stands
 *   twice
 */
export function encodeManifest(entries: readonly Entry[]): EncodedManifest {
  const sorted = sortByPath(entries);
  const lines = sorted.map((entry) => canonicalJson({ ...entry }));
  lines.unshift(canonicalJson({ entries: sorted.length, schema }));
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  assertPaths(sorted);
  return { entries: sorted, bytes, assetId: sha256(bytes) };
}

/**
 * ATTACKER: whoever can write to the store or hands over an asset chooses these bytes.
 * @throws {AssayError} MANIFEST_MALFORMED for any bytes that `encodeManifest` does not write; FORMAT_LIMIT
 */
export function parseManifest(bytes: Uint8Array): Manifest {
  if (bytes.length > limits.manifestBytes.value) {
    throw new AssayError('FORMAT_LIMIT', `the manifest has ${bytes.length} bytes`, { limit: 'manifestBytes' });
  }
  const [header = '', ...lines] = decode(bytes).split('\n');
  if (lines.pop() !== '') throw malformed('does not end with a line end');
  if (header !== canonicalJson({ entries: lines.length, schema })) throw malformed('has another number of entries');
  const entries = lines.map(parseLine);
  assertPaths(entries);
  return { entries };
}

/** `Buffer.compare` over UTF-8 is the order of code points; the order of JavaScript strings is not. */
function sortByPath(entries: readonly Entry[]): readonly Entry[] {
  const keyed = entries.map((entry) => ({ entry, key: Buffer.from(entry.path) }));
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ entry }) => entry);
}

function assertPaths(entries: readonly Entry[]): void {
  const paths = new Set<string>();
  let last: Buffer | undefined;
  for (const { path, type } of entries) {
    const key = Buffer.from(path);
    if (last !== undefined && Buffer.compare(last, key) >= 0)
      throw malformed(`has ${quote(path)} twice or out of order`);
    last = key;
    if (type === 'service') continue;
    if (!isEntryPath(path)) throw malformed(`names ${quote(path)}, which is no path below an asset`);
    // What is above a path sorts before it. What is a file, a link or an empty folder has nothing below it.
    if (foldersOf(path).some((folder) => paths.has(folder)))
      throw malformed(`has ${quote(path)} below what is no folder`);
    paths.add(path);
  }
}

/** Whether a file, link or folder can have this path below an asset. */
export function isEntryPath(path: string): boolean {
  if (path.length > limits.pathLength.value) return false;
  const steps = path.split('/');
  return !/[\u0000-\u001f\u007f]/.test(path) && steps.every((step) => step !== '' && step !== '.' && step !== '..');
}

/** `a/b/c` lies in `a` and `a/b`. */
function foldersOf(path: string): readonly string[] {
  const folders: string[] = [];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) folders.push(path.slice(0, at));
  return folders;
}

/** A line stands for an entry when it is what the entry is written as: so there is one writing, and no unknown member. */
function parseLine(line: string): Entry {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw malformed(`has a line that is no JSON: ${quote(line.slice(0, 80))}`, cause);
  }
  const entry = typeof value === 'object' && value !== null ? entryOf(value) : undefined;
  if (entry === undefined || canonicalJson({ ...entry }) !== line) {
    throw malformed(`has a line that is no entry: ${quote(line.slice(0, 80))}`);
  }
  return entry;
}

function entryOf(value: object): Entry | undefined {
  const { type, path, size, sha256, executable, target, version }: Record<string, unknown> = { ...value };
  if (typeof path !== 'string') return undefined;
  if (type === 'folder') return { type, path };
  if (type === 'link') return typeof target === 'string' ? { type, path, target } : undefined;
  if (type === 'service') return typeof version === 'string' ? { type, path, version } : { type, path };
  if (type !== 'file' || typeof executable !== 'boolean' || !isSize(size) || !isSha256(sha256)) return undefined;
  return { type, path, size, sha256, executable };
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isSha256(value: unknown): value is Sha256 {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw malformed('is not UTF-8', cause);
  }
}

function malformed(reason: string, cause?: unknown): AssayError {
  return new AssayError('MANIFEST_MALFORMED', `the manifest ${reason}`, { cause });
}

const schema = 'assay.manifest/1';
