// Pictures as a table: their principal components, for what learns from columns.
import type { ImageSet, NumberColumn } from '#core/dataset/data-set';
import { resample } from '#numeric/images/resample';
import { randomizedSvd } from '#numeric/linear/randomized-svd';
import { seeded } from '#numeric/random/seeded';

/** Components beyond these are strokes of single pictures. */
const mostComponents = 40;
/** Of this many rows the components are computed. */
const mostFitted = 5000;
/** Pixels along the longer side; what a picture shows is still to be seen. */
const side = 16;
const rowsPerBlock = 512;
const drawStream = 71;

/** @throws {AssayError} when the rows cannot be read any more; what `pause` throws */
export async function pictureColumns(
  set: ImageSet,
  seed: number,
  pause: (share: number) => Promise<void>,
): Promise<readonly NumberColumn[]> {
  const { values, width } = await smallPictures(set, pause);
  const fitted = seeded(seed, drawStream).sample(set.count, Math.min(set.count, mostFitted));
  const matrix = { count: set.count, width, values };
  const { mean, components } = randomizedSvd(matrix, Math.min(mostComponents, width), { seed, rows: fitted });
  const kept = components.length / width;
  const columns = Array.from({ length: kept }, () => new Float32Array(set.count));
  for (let row = 0; row < set.count; row++) {
    const picture = values.subarray(row * width, (row + 1) * width);
    for (let one = 0; one < kept; one++) {
      const direction = components.subarray(one * width, (one + 1) * width);
      let sum = 0;
      for (let at = 0; at < width; at++) sum += ((picture[at] ?? 0) - (mean[at] ?? 0)) * (direction[at] ?? 0);
      const column = columns[one];
      if (column !== undefined) column[row] = sum;
    }
    if (row % rowsPerBlock === 0) await pause(0.5 + (0.5 * row) / set.count);
  }
  return columns.map((column, one) => ({
    kind: 'number',
    name: `component ${one + 1}`,
    values: column,
    missing: 0,
    notFinite: 0,
  }));
}

async function smallPictures(
  set: ImageSet,
  pause: (share: number) => Promise<void>,
): Promise<{ readonly values: Float32Array; readonly width: number }> {
  const { channels } = set;
  const scale = Math.min(1, side / Math.max(set.height, set.width));
  const [height, width] = [Math.max(1, Math.round(set.height * scale)), Math.max(1, Math.round(set.width * scale))];
  const size = set.height * set.width * channels;
  const small = height * width * channels;
  const values = new Float32Array(set.count * small);
  for (let start = 0; start < set.count; start += rowsPerBlock) {
    const rows = Int32Array.from({ length: Math.min(rowsPerBlock, set.count - start) }, (_, at) => start + at);
    const pixels = await set.read(rows);
    for (let at = 0; at < rows.length; at++) {
      const picture = { ...set, pixels: pixels.subarray(at * size, (at + 1) * size) };
      values.set(resample(picture, width, height, 'area'), (start + at) * small);
    }
    await pause((0.5 * (start + rows.length)) / set.count);
  }
  return { values, width: small };
}
