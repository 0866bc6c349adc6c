// Sets of pictures: decoding beside Pillow, near-duplicates beside imagehash, in one run. CPU seconds of one process each.
// usage: ASSAY_PILLOW_PYTHON=.../python node bench/data/images.ts [FASHION-MNIST FOLDER]
// Its Python has Pillow, numpy and imagehash. Pictures are made from the seed; near-duplicates are planted in Fashion-MNIST.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageSet } from '#core/dataset/data-set';
import { examineImageQuality } from '#flow/data/examine-image-quality';
import { openImages } from '#flow/data/open-images';
import { seeded } from '#numeric/random/seeded';

const python = process.env.ASSAY_PILLOW_PYTHON ?? 'python3';
const fashion = process.argv[2] ?? '/usr/share/datasets/fashion-mnist';
const seed = 1;

/** Writes `n` pictures of a kind, `side` pixels high and wide, with a few colours in soft shapes. */
const makeProgram = `
import sys
import numpy as np
from PIL import Image
folder, kind, n, side = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
rng = np.random.default_rng(${seed})
for k in range(n):
    small = rng.integers(0, 256, (side // 8 + 1, side // 8 + 1, 3), dtype=np.uint8)
    picture = Image.fromarray(small).resize((side, side), Image.BICUBIC)
    picture = Image.fromarray(np.clip(np.asarray(picture).astype(int) + rng.normal(0, 3, (side, side, 3)), 0, 255).astype(np.uint8))
    (picture.convert("L") if side < 64 else picture).save(f"{folder}/{k:05}.{kind}")
`;
const decodeProgram = `
import glob, resource, sys
from PIL import Image
total = 0
for name in sorted(glob.glob(sys.argv[1] + "/*")):
    with Image.open(name) as picture:
        total += len(picture.convert("L" if picture.mode == "L" else "RGB").tobytes())
used = resource.getrusage(resource.RUSAGE_SELF)
print(f"{used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss // 1024} {total}")
`;
/** Perceptual hashes of every picture, then every pair within 6 bits: what its documentation shows, vectorised. */
const hashProgram = `
import resource, sys
import imagehash
import numpy as np
from PIL import Image
pixels = np.fromfile(sys.argv[1], dtype=np.uint8).reshape(-1, 28, 28)
bits = np.array([np.packbits(imagehash.phash(Image.fromarray(p)).hash).view(">u8")[0] for p in pixels], dtype=np.uint64)
near = []
for k in range(1, len(bits)):
    close = np.nonzero(np.bitwise_count(bits[:k] ^ bits[k]) <= 6)[0]
    near.extend((k, int(j)) for j in close)
planted, clean = int(sys.argv[2]), len(pixels) - int(sys.argv[2])
found = sum(1 for k, j in near if k >= clean and k - clean == j)
used = resource.getrusage(resource.RUSAGE_SELF)
print(f"{used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss // 1024} {found} {len(near) - found}")
`;

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-images-'));
try {
  for (const [kind, count, side] of [
    ['png', 10_000, 28],
    ['png', 500, 256],
    ['jpg', 1000, 256],
    ['webp', 500, 256],
  ] as const) {
    await decoding(kind, count, side);
  }
  for (const noise of [2, 4, 8]) await nearDuplicates(noise);
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`peak memory of all of it here: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);

async function decoding(kind: string, count: number, side: number): Promise<void> {
  const place = mkdtempSync(join(folder, `${kind}-`));
  run(makeProgram, place, kind, String(count), String(side));
  const started = process.cpuUsage();
  const images = await openImages(place);
  const own = seconds(started);
  if (images.kind === 'none' || images.set.count !== count) throw new Error('not all pictures were read');
  images.close();
  const [theirs] = run(decodeProgram, place);
  console.log(`${count} ${kind} of ${side} x ${side}: ${own} s; Pillow, decoding alone, with its start ${theirs} s`);
}

async function nearDuplicates(noise: number): Promise<void> {
  const images = await openImages(fashion);
  if (images.kind === 'none') throw new Error(images.why);
  const { set } = images;
  const planted = 300;
  const size = set.height * set.width;
  const clean = await set.read(Array.from({ length: set.count }, (_, row) => row));
  const pixels = new Uint8Array(clean.length + planted * size);
  pixels.set(clean);
  const random = seeded(seed);
  for (let at = 0; at < planted * size; at++) {
    pixels[clean.length + at] = Math.max(0, Math.min(255, 10 + 0.9 * (clean[at] ?? 0) + noise * random.normal()));
  }
  const all: ImageSet = {
    kind: 'images',
    count: set.count + planted,
    height: set.height,
    width: set.width,
    channels: 1,
    id: (row) => row,
    excluded: [],
    read: async (rows) => {
      const block = new Uint8Array(rows.length * size);
      for (let at = 0; at < rows.length; at++) {
        const row = rows[at] ?? 0;
        block.set(pixels.subarray(row * size, (row + 1) * size), at * size);
      }
      return block;
    },
  };
  const started = process.cpuUsage();
  const { near } = await examineImageQuality(all);
  const own = seconds(started);
  const found = near.filter(({ rows: [row, first] }) => row >= set.count && row - set.count === first).length;
  const work = `${all.count} pictures, ${planted} of them copies at .9 contrast with noise of ${noise}, seed ${seed}`;
  console.log(`${work}: ${own} s, ${found} found, ${near.length - found} other pairs`);
  const file = join(folder, 'pixels');
  writeFileSync(file, pixels);
  const [theirs, , theirFound, others] = run(hashProgram, file, String(planted));
  console.log(`  imagehash.phash and all pairs within 6 bits: ${theirs} s, ${theirFound} found, ${others} other pairs`);
}

function run(program: string, ...args: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync(python, ['-c', program, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim().split(' ');
}

/** User and system time, all threads. */
function seconds(since: NodeJS.CpuUsage): string {
  const { user, system } = process.cpuUsage(since);
  return ((user + system) / 1e6).toFixed(2);
}
