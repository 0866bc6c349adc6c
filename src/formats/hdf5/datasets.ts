// Datasets: their shapes, where their bytes lie, and what their bytes may be besides numbers.
import { MemorySource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { ExternalFile } from '../views/graph.ts';
import type { Part } from '../views/part.ts';
import type { Tensor } from '../views/tensors.ts';
import { chunkParts } from './chunks.ts';
import { type DatasetLayout, parseLayout } from './dataset-layout.ts';
import { type Datatype, parseDataspace, parseDatatype } from './datatype.ts';
import { looksLikePickle, startsLikeFile } from './embedded-parts.ts';
import { readExternalFiles, readVirtualSources } from './external-files.ts';
import type { GlobalHeap } from './global-heap.ts';
import { Hdf5Block, type Hdf5File } from './hdf5-file.ts';
import { messageTypes, sharedFlag } from './object-header.ts';
import { readSharedDatatype } from './shared-message.ts';
import { type Hdf5Object, messageOf } from './walk-objects.ts';

export interface Dataset {
  readonly tensor: Tensor;
  readonly datatype: Datatype;
  readonly parts: readonly Part[];
  readonly externalFiles: readonly ExternalFile[];
}

/** The dataset that an object is; undefined for groups and committed datatypes. @throws {FormatError} */
export function readDataset(file: Hdf5File, heap: GlobalHeap, object: Hdf5Object): Dataset | undefined {
  const message = messageOf(object, messageTypes.layout);
  if (message === undefined) return undefined;
  const datatype = datatypeOf(file, object);
  const shape = shapeOf(file, object);
  const layout = parseLayout(file, message.bytes);
  const bytes = shape.reduce((product, size) => product * size, 1) * datatype.size;
  const range = layout.kind === 'contiguous' ? contiguousRange(file, layout, bytes) : undefined;
  noteBomb(file, object, bytes, range);
  const { from, to } = range ?? { from: 0, to: 0 };
  const finite = shape.map((size) => (Number.isFinite(size) ? size : -1));
  return {
    tensor: { name: object.path, dtype: datatype.name, shape: finite, from, to },
    datatype,
    parts: partsOf(file, object, layout, datatype, shape, range),
    externalFiles: externalFilesOf(file, heap, object, layout),
  };
}

function datatypeOf(file: Hdf5File, object: Hdf5Object): Datatype {
  const message = messageOf(object, messageTypes.datatype);
  if (message === undefined) throw new FormatError('FORMAT_MALFORMED', 'a dataset has no datatype');
  const block = new Hdf5Block(message.bytes, file);
  return (message.flags & sharedFlag) !== 0 ? readSharedDatatype(file, block) : parseDatatype(block);
}

function shapeOf(file: Hdf5File, object: Hdf5Object): readonly number[] {
  const message = messageOf(object, messageTypes.dataspace);
  if (message === undefined) throw new FormatError('FORMAT_MALFORMED', 'a dataset has no dataspace');
  if ((message.flags & sharedFlag) !== 0) return [];
  return parseDataspace(new Hdf5Block(message.bytes, file)) ?? [0];
}

function contiguousRange(
  file: Hdf5File,
  layout: Extract<DatasetLayout, { kind: 'contiguous' }>,
  bytes: number,
): { readonly from: number; readonly to: number } | undefined {
  if (layout.address === undefined) return undefined;
  const from = layout.address;
  const to = from + (layout.length ?? bytes);
  if (!(to <= file.source.size)) {
    const offset = Math.min(file.base + from, file.base + file.source.size);
    throw new FormatError('FORMAT_TRUNCATED', `a dataset at byte ${offset} ends beyond the file`, { offset });
  }
  file.claim(from, to);
  return { from: file.base + from, to: file.base + to };
}

/** A few bytes can declare any shape; a loader allocates all of it (CVE-2026-0897). */
function noteBomb(
  file: Hdf5File,
  object: Hdf5Object,
  bytes: number,
  range: { from: number; to: number } | undefined,
): void {
  const stored = range === undefined ? file.source.size : range.to - range.from;
  if (bytes <= bombBytes || bytes <= 1000 * stored) return;
  file.oddities.push({
    kind: 'bomb',
    message: `a dataset declares ${bytes} bytes, and the file has no more than ${stored} for it`,
    where: { offset: file.base + object.address },
    references: ['CVE-2026-0897'],
  });
}

const bombBytes = 2 ** 30;

function partsOf(
  file: Hdf5File,
  object: Hdf5Object,
  layout: DatasetLayout,
  { kind }: Datatype,
  shape: readonly number[],
  range: { readonly from: number; readonly to: number } | undefined,
): readonly Part[] {
  const name = object.path;
  // Less than the shortest stream that calls something.
  if (range !== undefined && range.to - range.from < 16) return [];
  if (range !== undefined && range.to > range.from) {
    const source = new SliceSource(file.source, range.from - file.base, range.to - file.base);
    const head = source.read(0, 512);
    if (kind === 'number' && !startsLikeFile(head)) return [];
    const pickle = kind !== 'number' && looksLikePickle(head);
    return [{ name, source, range, stored: true, raw: true, ...(pickle ? { readAs: ['pickle'] } : {}) }];
  }
  if (layout.kind === 'compact' && layout.bytes.length > 0) {
    if (kind === 'number' && !startsLikeFile(layout.bytes)) return [];
    const pickle = kind !== 'number' && looksLikePickle(layout.bytes);
    return [{ name, source: new MemorySource(layout.bytes), raw: true, ...(pickle ? { readAs: ['pickle'] } : {}) }];
  }
  return layout.kind === 'chunked' || layout.kind === 'indexed' ? chunkParts(file, object, layout, kind, shape) : [];
}

function externalFilesOf(
  file: Hdf5File,
  heap: GlobalHeap,
  object: Hdf5Object,
  layout: DatasetLayout,
): readonly ExternalFile[] {
  const where = { offset: file.base + object.address, element: object.path };
  const message = messageOf(object, messageTypes.externalFiles);
  const names = message === undefined ? [] : readExternalFiles(file, message.bytes);
  if (layout.kind === 'virtual' && layout.address !== undefined) {
    names.push(...readVirtualSources(file, heap, layout.address, layout.index).filter((name) => name !== '.'));
  }
  return names.map((location) => ({ location, where }));
}
