// Makes a set of pictures that are files of their own: looks at all headers, chooses a size, decodes each to that size.
import { FileError, FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { decodePicture, readImageHeader } from '#formats/images/decode-picture';
import { type PictureCodecs, pictureCodecs } from '#formats/images/picture-codec';
import type { ImageHeader, Raster } from '#formats/images/raster';
import { resample } from '#numeric/images/resample';
import { compileCodecs } from '#store/compile-codecs';
import { openScratch, type Scratch } from '#store/scratch';
import type { AssembledPictures } from './assembled-pictures.ts';
import { blocksOf, type Candidate, decodeBlock } from './decode-block.ts';
import { HeldFiles } from './held-files.ts';
import { codeLabels, type OpenImagesOptions } from './opened-images.ts';
import { type Step, stepsOf } from './pacing.ts';
import type { Exclusions, PictureEntry } from './picture-entries.ts';

/**
 * @returns undefined when no picture can be used; `exclusions` says why
 * @throws {AssayError} DATA_LIMIT, DATA_SCRATCH
 */
export async function assemblePictures(
  entries: readonly PictureEntry[],
  exclusions: Exclusions,
  options: OpenImagesOptions,
): Promise<AssembledPictures | undefined> {
  const { memory } = options;
  const files = new HeldFiles(memory);
  const candidates = await readHeaders(entries, files, exclusions, stepsOf(options, 0, headerShare));
  const shape = chooseShape(candidates);
  if (shape === undefined) return undefined;
  const codecs = pictureCodecs(compileCodecs());
  const pixels = openScratch(candidates.length * shape.width * shape.height * shape.channels, memory);
  try {
    const kept: Kept[] = [];
    const step = stepsOf(options, headerShare);
    const take = (entry: PictureEntry): Uint8Array => files.take(entry);
    const shapeOf = async (bytes: Uint8Array, header: ImageHeader) => {
      const raster = await decode(bytes, header, codecs);
      return { pixels: shaped(raster, shape), damaged: raster.damaged === true };
    };
    const name = `${shape.width} x ${shape.height} x ${shape.channels}`;
    let done = 0;
    for (const block of blocksOf(candidates)) {
      const decoded = await decodeBlock(block, name, take, shapeOf, options.keep);
      for (const [at, { entry, header }] of block.entries()) {
        const one = decoded[at];
        if (one !== undefined && 'pixels' in one) {
          pixels.append(one.pixels);
          kept.push({ entry, header, damaged: one.damaged });
        } else exclusions.addError(one?.error, entry.id);
      }
      done += block.length;
      await step(done / candidates.length);
    }
    if (kept.length > 0) return assembled(kept, shape, pixels, exclusions, codecs);
    pixels.close();
    return undefined;
  } catch (error) {
    pixels.close();
    throw error;
  }
}

interface Kept extends Candidate {
  readonly damaged: boolean;
}

function assembled(
  kept: readonly Kept[],
  shape: Shape,
  pixels: Scratch,
  exclusions: Exclusions,
  codecs: PictureCodecs,
): AssembledPictures {
  const sizes = Int32Array.from(kept.flatMap(({ header }) => [header.width, header.height]));
  const resized = kept.some(({ header }) => header.width !== shape.width || header.height !== shape.height);
  const read = async (row: number): Promise<Raster> => {
    const picture = kept[row];
    if (picture === undefined) throw new RangeError(`there is no row ${row}`);
    return decode(picture.entry.read(), picture.header, codecs);
  };
  return {
    ...shape,
    count: kept.length,
    pixels,
    entries: kept.map(({ entry }) => entry),
    excluded: exclusions.list(),
    notes: notesOn(kept, shape),
    stored: {
      sizes,
      channels: Uint8Array.from(kept, ({ header }) => header.channels),
      formats: codeLabels(kept.map(({ header }) => header.format)),
    },
    ...(resized ? { originals: { sizes, read } } : {}),
  };
}

async function readHeaders(
  entries: readonly PictureEntry[],
  files: HeldFiles,
  exclusions: Exclusions,
  step: Step,
): Promise<readonly Candidate[]> {
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  let work = limits.imageWorkBase.value + limits.imageWorkRatio.value * bytes;
  const candidates: Candidate[] = [];
  for (const [index, entry] of entries.entries()) {
    try {
      const header = readImageHeader(files.look(entry));
      if (header.width === 1 && header.height === 1) exclusions.add('the picture is a single pixel', entry.id);
      else {
        work -= header.width * header.height * header.passes;
        if (work < 0) throw new FormatError('FORMAT_LIMIT', 'the set has too many pixels', { limit: 'imageWorkBase' });
        candidates.push({ entry, header });
      }
    } catch (error) {
      exclusions.addError(error, entry.id);
    }
    await step((index + 1) / entries.length);
  }
  return candidates;
}

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

/** The commonest size, of two that are as common the larger one; colour as soon as one picture has any. */
function chooseShape(candidates: readonly Candidate[]): Shape | undefined {
  const counts = new Map<string, { readonly width: number; readonly height: number; count: number }>();
  for (const { header } of candidates) {
    const { width, height } = header;
    const known = counts.get(`${width} ${height}`) ?? { width, height, count: 0 };
    known.count += 1;
    counts.set(`${width} ${height}`, known);
  }
  const [first] = [...counts.values()].sort((a, b) => b.count - a.count || b.width * b.height - a.width * a.height);
  if (first === undefined) return undefined;
  const channels = candidates.some(({ header }) => header.channels === 3) ? 3 : 1;
  return { width: first.width, height: first.height, channels };
}

/** @throws {FileError} FILE_CHANGED when it is not the picture that the header was read of */
async function decode(bytes: Uint8Array, header: ImageHeader, codecs: PictureCodecs): Promise<Raster> {
  const raster = await decodePicture(bytes, header, codecs);
  if (raster.width === header.width && raster.height === header.height && raster.channels === header.channels)
    return raster;
  throw new FileError('FILE_CHANGED', 'changed while it was being read');
}

/** The pixels in the shape of the set. */
function shaped(raster: Raster, { width, height, channels }: Shape): Uint8Array {
  const shrinks = raster.width >= width && raster.height >= height;
  const sized = resample(raster, width, height, shrinks ? 'area' : 'bilinear');
  if (raster.channels === channels) return sized;
  const coloured = new Uint8Array(sized.length * 3);
  for (let at = 0, to = 0; at < sized.length; at++, to += 3) {
    const value = sized[at] ?? 0;
    coloured[to] = value;
    coloured[to + 1] = value;
    coloured[to + 2] = value;
  }
  return coloured;
}

function notesOn(kept: readonly Kept[], { width, height, channels }: Shape): readonly string[] {
  const count = (has: (header: ImageHeader) => boolean): number => kept.filter(({ header }) => has(header)).length;
  const facts: readonly (readonly [number, string])[] = [
    [
      count((header) => header.width !== width || header.height !== height),
      `of other sizes: resampled to ${width} x ${height}, by the mean of areas where that makes them smaller, else bilinear`,
    ],
    [channels === 3 ? count((header) => header.channels === 1) : 0, 'in grey: kept as colour, as others are coloured'],
    [
      count(({ orientation }) => orientation !== 1),
      'with an EXIF orientation: kept as stored, as most loaders do; people see them turned or mirrored',
    ],
    [
      count(({ transparent }) => transparent),
      'with transparency: the colours are taken as stored, as most loaders do; people may see something else',
    ],
    [count(({ animated }) => animated), 'with more than one frame: the first is taken'],
    [
      kept.filter(({ damaged }) => damaged).length,
      `with damage that decoders pass over, part of the pixels made up: ${kept.find(({ damaged }) => damaged)?.entry.id ?? ''} is the first`,
    ],
  ];
  return facts
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${number} of ${kept.length} pictures ${what}.`);
}

/** Of the work, as far as a progress bar is concerned. */
const headerShare = 0.2;
