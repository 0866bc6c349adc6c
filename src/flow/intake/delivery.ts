// What came from outside, as it lies on the disk of whoever takes it in: its files, each with its digest, nothing recorded yet.
import type { Sha256 } from '#core/digest';
import { AssayError, FileError } from '#core/errors';
import type { EncodedManifest } from '#core/manifest';
import { encodeManifest } from '#core/manifest';
import { quote } from '#core/quote';
import { readWhole } from '#store/read-whole';
import { walkFolder } from '#store/walk-folder';
import type { HashOptions } from '../hash-places.ts';
import { type ReadTree, readTree } from '../read-tree.ts';

export interface DeliveredFile {
  /** Below the delivery, with `/`; of a delivery that is one file its name. */
  readonly path: string;
  /** Where it lies. */
  readonly place: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Sha256;
}

export interface Delivery {
  /** Where it lies. */
  readonly place: string;
  readonly isFolder: boolean;
  readonly tree: ReadTree;
  readonly manifest: EncodedManifest;
  readonly files: readonly DeliveredFile[];
  readonly bytes: number;
}

export interface Quota {
  readonly bytes: number;
  readonly files: number;
}

/**
 * Counts before anything is read: what is too much is not hashed, scanned or kept.
 * @throws {AssayError} INTAKE_QUOTA; {FileError} when the place cannot be read
 */
export function assertWithin(place: string, quota: Quota): { readonly files: number; readonly bytes: number } {
  let [files, bytes] = [0, 0];
  for (const found of walkFolder(place)) {
    if (found.kind === 'problem') continue;
    files += 1;
    bytes += found.size;
    if (files > quota.files) throw overQuota(place, `more than ${quota.files} files`, 'intakeFiles', '--max-files');
    if (bytes > quota.bytes) throw overQuota(place, `more than ${quota.bytes} bytes`, 'intakeBytes', '--max-bytes');
  }
  return { files, bytes };
}

/** @throws {FileError} for what no manifest can hold, or cannot be read: nothing of it is left out in silence */
export async function openDelivery(place: string, options: HashOptions): Promise<Delivery> {
  const tree = await readTree(place, options);
  const [problem] = tree.problems;
  if (problem !== undefined) {
    const more = tree.problems.length === 1 ? '' : ` (and ${tree.problems.length - 1} more)`;
    const message = `nothing was taken in: ${quote(problem.fields.path ?? '')} ${problem.message}${more}`;
    throw new FileError(problem.code, message, problem.fields);
  }
  const manifest = encodeManifest(tree.entries);
  const places = new Map(tree.listing.files.map(({ name, path }) => [name, path]));
  const files = manifest.entries.flatMap((entry): readonly DeliveredFile[] => {
    const at = places.get(entry.path);
    return entry.type === 'file' && at !== undefined
      ? [{ path: entry.path, place: at, size: entry.size, sha256: entry.sha256 }]
      : [];
  });
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { place, isFolder: tree.listing.isFolder, tree, manifest, files, bytes };
}

/** @returns undefined when it is larger: the caller says what that means */
export function readSmall(file: DeliveredFile, maxBytes: number): Uint8Array | undefined {
  return file.size > maxBytes ? undefined : readWhole(file.place, maxBytes);
}

function overQuota(place: string, what: string, limit: string, flag: string): AssayError {
  return new AssayError('INTAKE_QUOTA', `nothing was taken in: ${quote(place)} has ${what}; ${flag} allows more`, {
    path: place,
    limit,
  });
}
