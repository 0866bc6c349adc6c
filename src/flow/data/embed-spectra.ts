// Pictures by the amplitudes of their lowest frequencies: no network is needed.
import { amplitudes, spectrumMaker } from '#checks/dataset/images/amplitude-spectrum';
import { toGrey } from '#checks/dataset/images/picture-properties';
import type { ImageSet } from '#core/dataset/data-set';
import { resample } from '#numeric/images/resample';
import { seeded } from '#numeric/random/seeded';
import type { Embedding } from './embedded-duplicates.ts';

/** All are compared with all: 60,000 rows would take half a minute. */
const mostRows = 20_000;
const drawStream = 33;
const side = 32;
const rowsPerBlock = 512;

/** @throws {AssayError} when the rows cannot be read any more; what `pause` throws */
export async function embedSpectra(
  set: ImageSet,
  seed: number,
  pause: (share: number) => Promise<void> = async () => undefined,
): Promise<Embedding> {
  const { channels } = set;
  const chosen = seeded(seed, drawStream).sample(set.count, Math.min(set.count, mostRows)).sort();
  const scale = Math.min(1, side / Math.max(set.height, set.width));
  const [height, width] = [Math.max(1, Math.round(set.height * scale)), Math.max(1, Math.round(set.width * scale))];
  const size = set.height * set.width * channels;
  const values = new Float32Array(chosen.length * amplitudes);
  const maker = spectrumMaker(height, width);
  const grey = new Float32Array(height * width);
  for (let start = 0; start < chosen.length; start += rowsPerBlock) {
    const rows = chosen.subarray(start, start + rowsPerBlock);
    const pixels = await set.read(rows);
    for (let at = 0; at < rows.length; at++) {
      const picture = pixels.subarray(at * size, (at + 1) * size);
      const isSame = height === set.height && width === set.width;
      toGrey(isSame ? picture : resample({ ...set, pixels: picture }, width, height, 'area'), channels, grey);
      maker.write(grey, values.subarray((start + at) * amplitudes, (start + at + 1) * amplitudes));
    }
    await pause((start + rows.length) / chosen.length);
  }
  return { rows: chosen, values, width: amplitudes, from: 'the amplitudes of their frequencies' };
}
