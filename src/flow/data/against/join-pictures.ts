// Two sets of pictures as one: trusted rows first, brought to the shape of the new ones.
import type { ImageSet } from '#core/dataset/data-set';
import { inShapeOf } from '../picture-survey.ts';

/** @param drawn - rows of the trusted set that are taken, in this order */
export function joinPictures(fresh: ImageSet, trusted: ImageSet, drawn: Int32Array): ImageSet {
  const { height, width, channels } = fresh;
  const size = height * width * channels;
  const isSame = trusted.height === height && trusted.width === width && trusted.channels === channels;
  const trustedSize = trusted.height * trusted.width * trusted.channels;
  const read = async (rows: ArrayLike<number>): Promise<Uint8Array> => {
    const places = Array.from(rows, (row, at) => ({ row, at }));
    const known = places.filter(({ row }) => row < drawn.length);
    const others = places.filter(({ row }) => row >= drawn.length);
    const old = await trusted.read(known.map(({ row }) => drawn[row] ?? 0));
    const own = await fresh.read(others.map(({ row }) => row - drawn.length));
    const pixels = new Uint8Array(rows.length * size);
    for (const [index, { at }] of known.entries()) {
      const picture = old.subarray(index * trustedSize, (index + 1) * trustedSize);
      pixels.set(isSame ? picture : inShapeOf(fresh, trusted, picture), at * size);
    }
    for (const [index, { at }] of others.entries())
      pixels.set(own.subarray(index * size, (index + 1) * size), at * size);
    return pixels;
  };
  return {
    kind: 'images',
    count: drawn.length + fresh.count,
    height,
    width,
    channels,
    id: (row) => row,
    excluded: [],
    read,
  };
}
