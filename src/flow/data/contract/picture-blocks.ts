// Pictures as a table of their properties, so that rules of contracts hold for them as for any column.
import { emptyProperties, measurePicture, toGrey } from '#checks/dataset/images/picture-properties';
import type { ImageSet } from '#core/dataset/data-set';
import type { BlockColumn, TableBlock, TableBlocks } from '#core/dataset/table-block';

export interface PictureBlocks extends TableBlocks {
  readonly kind: 'pictures';
}

/** Grey levels: less contrast than this is a picture of one colour. */
const blankContrast = 1;
const rowsPerBlock = 256;

/** Columns in this order; `label` only where there are classes, `format` only where pictures are files. */
export const pictureColumns = [
  'label',
  'width',
  'height',
  'channels',
  'format',
  'brightness',
  'contrast',
  'blank',
] as const;

/**
 * Width, height and channels as stored; brightness (mean of the grey values, 0..255) and contrast (their standard deviation) at the size of the
 * set; `blank` is `yes` for a picture of one colour.
 * @param notes - what the reader noticed
 */
export function pictureBlocks(set: ImageSet, notes: readonly string[] = []): PictureBlocks {
  const names = pictureColumns.filter(
    (name) => (name !== 'label' || set.labels !== undefined) && (name !== 'format' || set.stored !== undefined),
  );
  async function* blocks(): AsyncGenerator<TableBlock, void> {
    for (let rowStart = 0; rowStart < set.count; rowStart += rowsPerBlock) {
      const count = Math.min(rowsPerBlock, set.count - rowStart);
      const columns = await columnsOf(set, rowStart, count);
      yield { rowStart, count, columns: names.map((name) => columns[name]) };
    }
  }
  return {
    kind: 'pictures',
    names,
    blocks,
    idOf: set.id,
    excluded: () => set.excluded,
    notes: () => [...(set.notes ?? []), ...notes],
  };
}

async function columnsOf(
  set: ImageSet,
  from: number,
  count: number,
): Promise<Readonly<Record<(typeof pictureColumns)[number], BlockColumn>>> {
  const { height, width, channels, labels, stored } = set;
  const size = height * width * channels;
  const pixels = await set.read(Int32Array.from({ length: count }, (_, at) => from + at));
  const properties = emptyProperties(count);
  const grey = new Float32Array(height * width);
  for (let at = 0; at < count; at++) {
    toGrey(pixels.subarray(at * size, (at + 1) * size), channels, grey);
    measurePicture(grey, height, width, at, properties);
  }
  const texts = (cellAt: (row: number) => string | undefined): BlockColumn => ({
    kind: 'text',
    values: Array.from({ length: count }, (_, at) => cellAt(from + at)),
  });
  const numbers = (cellAt: (at: number) => number): BlockColumn => ({
    kind: 'number',
    values: Float64Array.from({ length: count }, (_, at) => cellAt(at)),
    states: new Uint8Array(count),
  });
  return {
    label: texts((row) => labels?.names[labels.codes[row] ?? -1]),
    width: numbers((at) => stored?.sizes[2 * (from + at)] ?? width),
    height: numbers((at) => stored?.sizes[2 * (from + at) + 1] ?? height),
    channels: numbers((at) => stored?.channels[from + at] ?? channels),
    format: texts((row) => stored?.formats.names[stored.formats.codes[row] ?? -1]),
    brightness: numbers((at) => Math.round(100 * (properties.brightness[at] ?? 0)) / 100),
    contrast: numbers((at) => Math.round(100 * (properties.contrast[at] ?? 0)) / 100),
    blank: texts((row) => ((properties.contrast[row - from] ?? 0) < blankContrast ? 'yes' : 'no')),
  };
}
