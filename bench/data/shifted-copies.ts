// Copies of pictures that are shifted or mirrored: how many are found, and how many pairs are found that nobody planted.
// usage: node bench/data/shifted-copies.ts [ROWS] [COPIES] [SEEDS]
import { embedSpectra } from '../../src/flow/data/embed-spectra.ts';
import { findEmbeddedDuplicates } from '../../src/flow/data/embedded-duplicates.ts';
import { seeded } from '../../src/numeric/random/seeded.ts';
import { loadPictures, pictureSet } from './picture-sets.ts';

const [count = 3000, copies = 60, seeds = 3] = process.argv.slice(2).map(Number);
for (const name of ['fashion', 'mnist', 'letters']) {
  for (let seed = 1; seed <= seeds; seed++) {
    const set = loadPictures(name, count, seed);
    if (set === undefined) continue;
    const { height, width, channels } = set;
    const pixels = await set.read(Int32Array.from({ length: set.count }, (_, row) => row));
    const random = seeded(seed, 4);
    const planted = new Map<number, string>();
    const size = height * width * channels;
    for (let at = 0; at < copies; at++) {
      const [to, from] = [set.count - 1 - at, 2 * at];
      const [down, right] = [random.integer(7) - 3, random.integer(7) - 3];
      const mirrored = random.uniform() < 0.5;
      if (down === 0 && right === 0 && !mirrored) continue;
      const one = new Uint8Array(size);
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const [fromY, fromX] = [y - down, x - right];
          const column = mirrored ? width - 1 - fromX : fromX;
          if (fromY < 0 || fromY >= height || column < 0 || column >= width) continue;
          for (let c = 0; c < channels; c++)
            one[(y * width + x) * channels + c] = pixels[from * size + (fromY * width + column) * channels + c] ?? 0;
        }
      }
      pixels.set(one, to * size);
      planted.set(to, `${to} ${from} ${mirrored ? 'mirrored' : 'shifted'}`);
    }
    const codes = set.labels?.codes.slice() ?? new Int32Array(set.count);
    for (const [to] of planted) codes[to] = codes[2 * (set.count - 1 - to)] ?? 0;
    const changed = pictureSet(pixels, codes, set.labels?.names.length ?? 0, set);
    const started = performance.now();
    const found = await findEmbeddedDuplicates(changed, await embedSpectra(changed, seed));
    const isPlanted = ([row, other]: readonly [number, number]): boolean =>
      planted.get(row)?.startsWith(`${row} ${other} `) === true;
    const hits = found.pairs.filter(({ rows }) => isPlanted(rows));
    const of = (kind: string): string => {
      const all = [...planted.values()].filter((text) => text.endsWith(kind));
      return `${hits.filter(({ rows: [row] }) => planted.get(row)?.endsWith(kind)).length} of ${all.length} ${kind}`;
    };
    console.log(
      `${name}, ${changed.count} rows, seed ${seed}: ${of('shifted')}, ${of('mirrored')}; ${found.pairs.length - hits.length} other pairs; ${((performance.now() - started) / 1000).toFixed(1)} s`,
    );
  }
}
