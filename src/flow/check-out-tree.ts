// Lays an asset out on the disk, byte for byte, and compares what was written with what was recorded.
import { type ComparedEntry, compareTree } from '#core/compare-tree';
import { AssayError } from '#core/errors';
import type { Manifest } from '#core/manifest';
import { quote } from '#core/quote';
import { assertWritableTree } from '#store/tree/assert-writable-tree';
import { TargetFolder, type TargetKind } from '#store/tree/target-folder';
import type { TreeFiles } from '#store/tree/tree-files';
import type { BlobSource } from '#store/tree/tree-writer';
import { writeTree } from '#store/tree/write-tree';
import type { HashOptions } from './hash-places.ts';
import { readTree } from './read-tree.ts';

export interface CheckOutOptions extends HashOptions {
  /** Writes into a folder that has something in it. What stands at paths of the asset is replaced, all else stays. */
  readonly force: boolean;
  /** Writes links that lead out of the asset. */
  readonly linksOutside: boolean;
  readonly files?: TreeFiles;
}

export interface CheckedOut {
  readonly folder: TargetKind;
  /** Files and bytes that were written; what stood there already was not. */
  readonly files: number;
  readonly bytes: number;
  /** What else is in the folder. Empty unless it was forced. */
  readonly others: readonly string[];
}

/**
 * Returns when everything is durable and was read again. A new folder appears as a whole or not at all; of one that was empty
 * nothing is left when something fails; in one with something in it every file is then as it was or as it is in the asset.
 * @throws {AssayError} ASSET_TARGET, ASSET_UNWRITABLE, ASSET_NESTED before anything is written; ASSET_WRITE; ASSET_CHANGED when what
 *   was written is not what was recorded; what the source throws
 */
export async function checkOutTree(
  manifest: Manifest,
  target: string,
  source: BlobSource,
  options: CheckOutOptions,
): Promise<CheckedOut> {
  const { force, files } = options;
  assertWritableTree(manifest, options);
  const place = TargetFolder.open(target, force, files);
  const { kind, folder } = place;
  try {
    const replace = kind === 'taken';
    const written = await writeTree(manifest.entries, folder, source, {
      replace,
      ...(files === undefined ? {} : { files }),
    });
    const { entries } = compareTree(manifest, await readTree(folder, options));
    const others = replace ? entries.filter(({ recorded }) => recorded === undefined).map(({ path }) => path) : [];
    assertWritten(entries, new Set(others));
    await place.finish();
    return { folder: kind, ...written, others };
  } catch (error) {
    place.undo(manifest.entries.map(({ path }) => path));
    throw error;
  }
}

/** @param others - paths of what is in the folder besides the asset */
function assertWritten(entries: readonly ComparedEntry[], others: ReadonlySet<string>): void {
  const filled = new Set([...others].flatMap(foldersAbove));
  for (const { path, state, recorded, differences = [], reason } of entries) {
    // An empty folder of the asset in which there was something is there all the same.
    if (state === 'match' || others.has(path) || (recorded?.type === 'folder' && filled.has(path))) continue;
    const what = [state, ...differences].join(' ');
    const why = reason === undefined ? '' : `: ${reason}`;
    throw new AssayError('ASSET_CHANGED', `${quote(path)} is not on the disk as it was recorded (${what}${why})`, {
      path,
    });
  }
}

function foldersAbove(path: string): readonly string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
}
