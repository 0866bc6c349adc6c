// HDF5: a file system in a file. Keras keeps weights and, in attributes, the model's configuration in it.
// Raw elements are handed on and not interpreted; groups, attributes, links and storage are read whole.
import { SliceSource } from '#core/byte-source';
import { gaps } from '#core/ranges';
import type { Format, Match, Sample } from './format.ts';
import { attributeValues } from './hdf5/attribute-values.ts';
import { readDataset } from './hdf5/datasets.ts';
import { embeddedPart, startsLikeFile } from './hdf5/embedded-parts.ts';
import { GlobalHeap } from './hdf5/global-heap.ts';
import type { Hdf5File } from './hdf5/hdf5-file.ts';
import { findHeapObjects } from './hdf5/heap-objects.ts';
import { outsideParts } from './hdf5/outside-parts.ts';
import { parseSuperblock } from './hdf5/superblock.ts';
import { type Hdf5Object, walkObjects } from './hdf5/walk-objects.ts';
import type { ExternalFile } from './views/graph.ts';
import type { Part } from './views/part.ts';
import type { Tensor, TensorsView } from './views/tensors.ts';

export const format: Format = {
  id: 'hdf5',
  title: 'HDF5',
  specification: 'HDF5 File Format Specification 3.0 (and superblock versions 0 to 3)',
  loading:
    'The HDF5 library runs no code but opens the files that links and storage name. Keras rebuilds the model from an attribute, PyTables and pandas unpickle attributes and objects.',
  extensions: ['h5', 'hdf5', 'hdf', 'he5', 'keras'],
  identify: identifyHdf5,
  read(source, context): TensorsView {
    const superblock = parseSuperblock(source, context.budget);
    const content = new Content(superblock.file);
    for (const object of walkObjects(superblock.file, superblock.root)) content.add(object);
    const heapParts = content.hasVariableData ? findHeapObjects(superblock.file, content.heap) : [];
    const outside = outsideParts(source, superblock);
    return {
      kind: 'tensors',
      format: 'hdf5',
      tensors: content.tensors,
      metadata: content.metadata,
      externalFiles: content.externalFiles,
      oddities: [...superblock.file.oddities, ...outside.oddities],
      parts: [
        ...content.parts,
        ...heapParts,
        ...outside.parts,
        ...unclaimedParts(superblock.file, superblock.endOfFile),
      ],
    };
  },
};

function identifyHdf5({ source, head }: Sample): Match {
  const signature = '\x89HDF\r\n\x1a\n';
  // 0, then 512 and its doubles; beyond the head only as far as a user block is ever seen.
  for (let offset = 0; offset <= farthestSignature && offset < source.size; offset = offset === 0 ? 512 : offset * 2) {
    const bytes = offset + 8 <= head.length ? head.subarray(offset, offset + 8) : source.read(offset, 8);
    if (Buffer.from(bytes).toString('latin1') === signature) return 'content';
  }
  return 'no';
}

const farthestSignature = 64 * 1024 * 1024;

const mostMetadata = 50_000;

/** What the objects of a file add up to. */
class Content {
  readonly heap: GlobalHeap;
  readonly tensors: Tensor[] = [];
  readonly metadata: { key: string; value: string }[] = [];
  readonly externalFiles: ExternalFile[] = [];
  readonly parts: Part[] = [];
  /** Some dataset keeps its elements in the global heap. */
  hasVariableData = false;
  readonly #file: Hdf5File;
  /** Values that were handed on: elements of the heap are the same array wherever they are named. */
  readonly #seen = new Set<Uint8Array>();

  constructor(file: Hdf5File) {
    this.#file = file;
    this.heap = new GlobalHeap(file);
  }

  add(object: Hdf5Object): void {
    this.#addAttributes(object);
    this.#addLinks(object);
    const dataset = readDataset(this.#file, this.heap, object);
    if (dataset === undefined) return;
    this.tensors.push(dataset.tensor);
    this.parts.push(...dataset.parts);
    this.externalFiles.push(...dataset.externalFiles);
    if (dataset.datatype.kind === 'variable' || dataset.datatype.name === 'compound') this.hasVariableData = true;
  }

  #addAttributes({ path, attributes }: Hdf5Object): void {
    for (const attribute of attributes) {
      const values = attributeValues(this.#file, this.heap, attribute);
      const key = `${path}@${attribute.name}`;
      const first = values[0] ?? new Uint8Array(0);
      // ATTACKER: many attributes may name one string of the heap; each copy is short and their number is bounded.
      if (this.metadata.length < mostMetadata) {
        this.metadata.push({ key, value: Buffer.from(first.subarray(0, 200)).toString('utf8') });
      }
      for (const value of values) {
        if (this.#seen.has(value)) continue;
        this.#seen.add(value);
        const part = embeddedPart(path, attribute.name, value);
        if (part !== undefined) this.parts.push(part);
      }
    }
  }

  #addLinks({ path, address, links }: Hdf5Object): void {
    for (const link of links) {
      const where = { offset: this.#file.base + address, element: `${path} -> ${link.name}`.slice(0, 200) };
      if (link.kind === 'external') this.externalFiles.push({ location: link.file, where });
      if (link.kind === 'user-defined')
        this.#file.notFollowed(`link type ${link.type} needs a program's own code`, address);
    }
  }
}

/** Space that no structure uses, such as freed blocks: nothing points to it, so it matters only when it starts like a file. */
function unclaimedParts(file: Hdf5File, endOfFile: number): Part[] {
  return gaps(file.claimed(), Math.min(file.source.size, endOfFile - file.base))
    .filter(({ from, to }) => startsLikeFile(file.source.read(from, Math.min(to - from, 512))))
    .map(({ from, to }) => ({
      name: `unused space at ${file.base + from}`,
      source: new SliceSource(file.source, from, to),
      range: { from: file.base + from, to: file.base + to },
      stored: true,
      raw: true,
    }));
}
