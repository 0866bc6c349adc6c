// A new version of a folder of IDX files: the rows that stay, and everything else in the folder as it is.
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { RowId } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import { type IdxArray, openIdx } from '#formats/images/idx';
import { FileSource } from '#store/file-source';
import type { DataListing } from '#store/list-data';
import type { NewTree } from '#store/new-tree';
import { isIdxImages, partOfIdx } from '../open-images-idx.ts';
import type { CleanPlan } from './clean-plan.ts';
import type { DoneRows } from './rewrite-table.ts';

/**
 * @param rows - of the set that the plan is of
 * @throws {FileError} @throws {FormatError} @throws {AssayError} DATA_CHANGED, DATA_LABELS
 */
export async function rewriteIdx(
  { folder, file, files }: DataListing,
  rows: number,
  plan: CleanPlan,
  tree: NewTree,
): Promise<DoneRows> {
  const names = files.map(({ name }) => name).filter((name) => !name.includes('/'));
  const images = file ?? trainingImages(names);
  const labels = names.find((name) => labelsName.exec(name)?.[1] === partOfIdx(images));
  const done: DoneRows = new Set();
  await rewriteArray(join(folder, images), tree, images, plan, rows, (_, element) => element);
  if (labels !== undefined) {
    await rewriteArray(join(folder, labels), tree, labels, plan, rows, (row, element) => {
      const to = plan.rows.get(row)?.to;
      return to === undefined ? element : Uint8Array.of(labelByte(to));
    });
  } else if ([...plan.rows.values()].some(({ to }) => to !== undefined)) {
    throw new AssayError('DATA_LABELS', 'there is no file of labels beside the pictures');
  }
  for (let row = 0; row < rows; row++) if (plan.rows.has(row)) done.add(row);
  for (const { name, path } of files) if (name !== images && name !== labels) tree.copy(path, name);
  return done;
}

/** As the reader chooses. */
function trainingImages(names: readonly string[]): string {
  const all = names.filter(isIdxImages).sort();
  const images = all.find((name) => partOfIdx(name).includes('train')) ?? all[0];
  if (images !== undefined) return images;
  throw new AssayError('DATA_UNKNOWN', 'there is no file of pictures in the folder');
}

type Element = (row: RowId, element: Uint8Array) => Uint8Array;

async function rewriteArray(
  path: string,
  tree: NewTree,
  name: string,
  plan: CleanPlan,
  rows: number,
  elementOf: Element,
): Promise<void> {
  const source = FileSource.open(path);
  try {
    const array = openIdx(source);
    if (array.shape[0] !== rows) {
      throw new AssayError('DATA_CHANGED', `${name} has ${array.shape[0]} rows, not ${rows}`, { path });
    }
    const pieces = [...keptPieces(array, plan, elementOf)];
    const file = tree.file(name);
    if (name.endsWith('.gz')) for await (const packed of Readable.from(pieces).pipe(createGzip())) file.write(packed);
    else for (const piece of pieces) file.write(piece);
    file.finish();
    source.finish();
  } finally {
    source.close();
  }
}

/** Header and elements that stay; about as large as the array, which the reader of the set held before. */
function keptPieces(
  { shape, bytes, read }: IdxArray,
  { rows: planned }: CleanPlan,
  elementOf: Element,
): readonly Uint8Array[] {
  const count = shape[0] ?? 0;
  const size = count === 0 ? 0 : bytes / count;
  const goes = (row: number): boolean => planned.has(row) && planned.get(row)?.to === undefined;
  let kept = 0;
  for (let row = 0; row < count; row++) if (!goes(row)) kept++;
  const elements = new Uint8Array(kept * size);
  const element = new Uint8Array(size);
  let [row, filled, at] = [0, 0, 0];
  read((piece) => {
    for (let from = 0; from < piece.length; ) {
      const part = piece.subarray(from, Math.min(piece.length, from + size - filled));
      element.set(part, filled);
      filled += part.length;
      from += part.length;
      if (filled < size) continue;
      if (!goes(row)) {
        elements.set(elementOf(row, element), at);
        at += size;
      }
      row++;
      filled = 0;
    }
  });
  return [headerOf([kept, ...shape.slice(1)]), elements];
}

function headerOf(shape: readonly number[]): Uint8Array {
  const header = new Uint8Array(4 + 4 * shape.length);
  header.set([0, 0, unsignedByte, shape.length]);
  const view = new DataView(header.buffer);
  for (const [at, size] of shape.entries()) view.setUint32(4 + 4 * at, size);
  return header;
}

function labelByte(name: string): number {
  const label = Number(name);
  if (/^\d+$/.test(name) && label <= 255) return label;
  throw new AssayError(
    'DATA_LABELS',
    `a label of an IDX file is a number up to 255, and ${JSON.stringify(name)} is none`,
  );
}

const labelsName = /^(.*?)[-_.]?labels[-.]idx1-ubyte(?:\.gz)?$/;
const unsignedByte = 0x08;
