// WebDataset: tar archives in which the files of one name are one example: `000017.jpg` with `000017.cls` or `000017.json`.
// Specification: "The WebDataset Format Specification" v2, naming of files.
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { WorkBudget } from '#core/work-budget';
import { format as tar } from '#formats/tar';
import type { Part } from '#formats/views/part';
import { FileSource } from '#store/file-source';
import type { DataFile } from '#store/list-data';
import { readDataRange, stateOfDataFile } from '#store/read-data-file';
import { assemblePictures } from './assemble-pictures.ts';
import { imagesOf, type NoImages, type OpenedImages, type OpenImagesOptions } from './opened-images.ts';
import { Exclusions, type PictureEntry } from './picture-entries.ts';
import { choosePart } from './picture-parts.ts';

/**
 * Ids are `shard.tar/000017.jpg`.
 * @param shards - tar archives
 * @throws {FileError} FILE_CHANGED and others, when a shard cannot be read @throws {AssayError} DATA_LIMIT, DATA_SCRATCH
 */
export async function openWebDataset(
  shards: readonly DataFile[],
  options: OpenImagesOptions,
): Promise<OpenedImages | NoImages> {
  const chosen = choosePart(shards, options.part);
  if ('kind' in chosen) return chosen;
  const exclusions = new Exclusions();
  const notes: string[] = [];
  const entries: PictureEntry[] = [];
  for (const shard of chosen.files) {
    const read = await readShard(shard, exclusions, options);
    entries.push(...read.entries);
    notes.push(...read.notes);
  }
  if (entries.length === 0) return { kind: 'none', why: 'no picture in PNG, JPEG or WebP is in the archives' };
  const made = await assemblePictures(entries, exclusions, options);
  if (made === undefined) return { kind: 'none', why: 'no picture in the archives can be used' };
  return imagesOf(made, { layout: 'webdataset', part: chosen.part, otherParts: chosen.others, notes });
}

interface Shard {
  readonly entries: readonly PictureEntry[];
  readonly notes: readonly string[];
}

async function readShard(shard: DataFile, exclusions: Exclusions, options: OpenImagesOptions): Promise<Shard> {
  const state = stateOfDataFile(shard.path);
  const source = FileSource.open(shard.path);
  try {
    const budget = new WorkBudget(source.size);
    const view = await tar.read(source, { budget, name: shard.name, sibling: () => undefined });
    if (view.kind !== 'archive') return { entries: [], notes: [] };
    const entries = examplesIn(view.parts).flatMap((example) => entriesOf(example, shard, state, options, exclusions));
    const cut =
      view.covered === undefined
        ? []
        : [`${shard.name} cannot be read to its end; what stands behind is not part of the set.`];
    return { entries, notes: cut };
  } catch (error) {
    exclusions.addError(error, shard.name);
    return { entries: [], notes: [] };
  } finally {
    source.close();
  }
}

/** Parts whose names are the same up to the first dot of the last step. */
function examplesIn(parts: readonly Part[]): readonly (readonly Part[])[] {
  const examples = new Map<string, Part[]>();
  for (const part of parts) {
    const key = /^((?:.*\/)?[^./][^./]*)\./.exec(part.name)?.[1] ?? part.name;
    const known = examples.get(key);
    if (known === undefined) examples.set(key, [part]);
    else known.push(part);
  }
  return [...examples.values()];
}

function entriesOf(
  example: readonly Part[],
  shard: DataFile,
  state: string,
  options: OpenImagesOptions,
  exclusions: Exclusions,
): readonly PictureEntry[] {
  const pictures = example.filter(({ name }) => pictureName.test(name));
  const label = labelOf(example, options.label);
  return pictures.flatMap(({ name, range, stored }, index) => {
    const id = `${shard.name}/${name}`;
    if (index > 0) {
      exclusions.add('the example has another picture before', id);
      return [];
    }
    return [
      {
        id,
        size: range === undefined ? 0 : range.to - range.from,
        read: () => {
          if (range === undefined || stored !== true || range.to - range.from > limits.imageFileBytes.value) {
            throw new FormatError('FORMAT_UNSUPPORTED', 'the member of the archive has holes, or is too large');
          }
          return readDataRange(shard.path, range.from, range.to, state);
        },
        ...(label === undefined ? {} : { label }),
      },
    ];
  });
}

/** Of `key.cls`, a number or a word; else a member of `key.json`. */
function labelOf(example: readonly Part[], wanted: string | undefined): string | undefined {
  const text = (ending: string): string | undefined => {
    const part = example.find(({ name }) => name.toLowerCase().endsWith(ending));
    if (part === undefined || part.source.size > mostLabelBytes) return undefined;
    return Buffer.from(part.source.read(0, part.source.size)).toString('utf8').trim();
  };
  const word = wanted === undefined ? text('.cls') : undefined;
  if (word !== undefined && word !== '') return word;
  const json = parsed(text('.json') ?? '');
  if (typeof json !== 'object' || json === null) return undefined;
  for (const name of wanted === undefined ? labelNames : [wanted]) {
    const value = new Map(Object.entries(json)).get(name);
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Captions and other notes need not be JSON; the picture then has no label.
    return undefined;
  }
}

const pictureName = /\.(?:png|jpe?g|webp)$/i;
const labelNames = ['label', 'cls', 'class', 'category'];
const mostLabelBytes = 64 * 1024;
