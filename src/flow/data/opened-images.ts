// What opening pictures gives, whichever way they were stored.
import type { Coding, ImageSet } from '#core/dataset/data-set';
import type { KeepStep } from '#core/dataset/keep-step';
import type { Scratch } from '#store/scratch';
import type { AssembledPictures } from './assembled-pictures.ts';
import type { Pacing } from './pacing.ts';

/** How the pictures were stored. */
export type ImageLayout = 'idx' | 'folder' | 'arrays' | 'webdataset' | 'parquet';

export interface OpenedImages {
  readonly kind: 'images';
  readonly layout: ImageLayout;
  readonly set: ImageSet;
  /** Which of the sets at this place it is: `train`; empty where there is one. */
  readonly part: string;
  /** Other sets at this place, to be opened by `part`: `t10k`, `test`. */
  readonly otherParts: readonly string[];
  /** What was done to the pictures, and what is odd about them, in sentences. */
  readonly notes: readonly string[];
  /** Frees the pixels. The set cannot be read afterwards. */
  readonly close: () => void;
}

/** No set of pictures is there, and why. */
export interface NoImages {
  readonly kind: 'none';
  readonly why: string;
}

export interface OpenImagesOptions extends Pacing {
  /** Which set, where there are several; absent: the one to train on. */
  readonly part?: string;
  /** The column of a list beside pictures that holds the label; absent: the first that is named like one. */
  readonly label?: string;
  /** Keeps what was decoded, for work that may be killed. */
  readonly keep?: KeepStep;
  /** Bytes of pixels, and of files, that are kept in memory; `limits.imageSetMemory` and `limits.imageFilesHeld` when absent. */
  readonly memory?: number;
}

export interface KeptPixels {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  readonly pixels: Scratch;
}

/** A set over pixels that were kept in the order of the rows. */
export function imageSetOf(
  kept: KeptPixels,
  rows: Pick<ImageSet, 'id' | 'labels' | 'excluded' | 'originals' | 'stored'>,
): ImageSet {
  const { count, height, width, channels, pixels } = kept;
  const size = height * width * channels;
  const read = async (wanted: ArrayLike<number>): Promise<Uint8Array> => {
    const block = new Uint8Array(wanted.length * size);
    for (let index = 0; index < wanted.length; index++) {
      const row = wanted[index] ?? -1;
      if (!(row >= 0 && row < count)) throw new RangeError(`there is no row ${row}`);
      pixels.readInto(block.subarray(index * size, (index + 1) * size), row * size);
    }
    return block;
  };
  return { kind: 'images', count, height, width, channels, read, ...rows };
}

/** A set of pictures that are files of their own. */
export function imagesOf(
  made: AssembledPictures,
  from: Pick<OpenedImages, 'layout' | 'part' | 'otherParts' | 'notes'>,
): OpenedImages {
  const ids = made.entries.map(({ id }) => id);
  const labels = codeLabels(made.entries.map(({ label }) => label));
  const set = imageSetOf(made, {
    id: (row) => ids[row] ?? row,
    excluded: made.excluded,
    stored: made.stored,
    ...(made.originals === undefined ? {} : { originals: made.originals }),
    ...(labels.names.length === 0 ? {} : { labels }),
  });
  const unlabelled = labels.names.length === 0 ? 0 : labels.codes.filter((code) => code === -1).length;
  return {
    kind: 'images',
    set,
    ...from,
    notes: [
      ...from.notes,
      ...made.notes,
      ...(labels.names.length === 0 ? ['There are no labels.'] : []),
      ...(unlabelled === 0 ? [] : [`${unlabelled} of ${made.count} pictures have no label.`]),
    ],
    close: made.pixels.close,
  };
}

/** Names in natural order (`2` before `10`), and which one each row has; -1 where it has none. */
export function codeLabels(labels: readonly (string | undefined)[]): Coding {
  const names = [...new Set(labels)].filter((name) => name !== undefined).sort(naturally);
  const codeOf = new Map(names.map((name, code) => [name, code]));
  return { names, codes: Int32Array.from(labels, (name) => (name === undefined ? -1 : (codeOf.get(name) ?? -1))) };
}

function naturally(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isInteger(x) && Number.isInteger(y) && x !== y) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}
