// Pictures as Pillow decodes them, which is what most loaders of training data use: the same pixels, the same refusals.
// Its Python is looked for where ASSAY_PILLOW_PYTHON says (a venv with Pillow 13.0.0; the version says what is refused).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { FormatError } from '#core/errors';
import { decodePicture, readImageHeader } from '#formats/images/decode-picture';
import { pictureCodecs } from '#formats/images/picture-codec';
import type { Raster } from '#formats/images/raster';
import { type Resampler, resample } from '#numeric/images/resample';
import { compileCodecs } from '#store/compile-codecs';
import { buildPngPicture, pngKinds } from '#testkit/png-picture';

const python = process.env.ASSAY_PILLOW_PYTHON ?? '';
const present = python !== '' && spawnSync(python, ['-c', 'import PIL.Image']).status === 0;
const oracle = fileURLToPath(new URL('./pillow-oracle.py', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'assay-pillow-'));
afterAll(() => rmSync(base, { recursive: true }));

const codecs = pictureCodecs(compileCodecs());

describe.skipIf(!present)('Pillow (skipped when ASSAY_PILLOW_PYTHON names no Python that has it)', () => {
  const run = (verb: string): string => {
    const { status, stdout, stderr } = spawnSync(python, [oracle, verb, base], {
      encoding: 'utf8',
      maxBuffer: 1 << 29,
    });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  };
  const theirs = (): ReadonlyMap<string, Raster | 'refused'> =>
    new Map(
      run('decode')
        .split('\n')
        .slice(0, -1)
        .map((line): readonly [string, Raster | 'refused'] => {
          const [name = '', mode, width, height, pixels = ''] = line.split(' ');
          if (mode === 'refused') return [name, mode];
          const raster = { width: Number(width), height: Number(height), channels: 3 } as const;
          return [name, { ...raster, pixels: new Uint8Array(Buffer.from(pixels, 'base64')) }];
        }),
    );
  const ours = async (name: string): Promise<Raster | 'refused'> => {
    const bytes = new Uint8Array(readFileSync(join(base, name)));
    try {
      return coloured(await decodePicture(bytes, readImageHeader(bytes), codecs));
    } catch (error) {
      if (error instanceof FormatError) return 'refused';
      throw error;
    }
  };
  const clear = (): void => {
    for (const name of readdirSync(base)) rmSync(join(base, name));
  };

  test('JPEG of every subsampling, progressive, grey, with restart marks; WebP lossy, lossless, with alpha', async () => {
    clear();
    run('make');
    const expected = theirs();
    expect(expected.size).toBe(150);
    for (const [name, raster] of expected) expect(await ours(name), name).toEqual(raster);
  });

  test('PNG of every colour type and depth, interlaced or not', async () => {
    clear();
    const palette = Uint8Array.from({ length: 768 }, (_, index) => (index * 89) & 255);
    for (const kind of pngKinds) {
      for (const interlaced of [false, true]) {
        const colours = kind.colour === 3 ? { palette: palette.subarray(0, 3 * 2 ** kind.depth) } : {};
        const picture = { ...kind, ...colours, interlaced, width: 33, height: 21 };
        const bytes = buildPngPicture(picture, (x, y, channel) => x * 7919 + y * 104_729 + channel * 1299);
        writeFileSync(join(base, `${kind.colour}-${kind.depth}-${interlaced}.png`), bytes);
      }
    }
    for (const [name, raster] of theirs()) expect(await ours(name), name).toEqual(raster);
  });

  // What Pillow takes and we refuse is a named exclusion, what it refuses and we take is a row that no loader sees. Measured with
  // Pillow 13.0.0: 7 of 286 it takes are refused (checksums of PNG, scans without end), 1 of the others is taken.
  test('damaged pictures: taken and refused as by Pillow, with few exceptions', async () => {
    clear();
    run('make');
    const samples = ['0-75-2.jpg', '1-75-p.jpg', '1-75.webp', '1.webp'].map(
      (name) => [name, readFileSync(join(base, name))] as const,
    );
    clear();
    samples.push([
      'a.png',
      Buffer.from(buildPngPicture({ width: 19, height: 7, colour: 2, depth: 8 }, (x, y) => x * y)),
    ]);
    for (const [name, whole] of samples) {
      for (let at = 0; at < whole.length; at += 7) {
        writeFileSync(join(base, `cut-${at}-${name}`), whole.subarray(0, at));
        const flipped = Uint8Array.from(whole);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
        writeFileSync(join(base, `flip-${at}-${name}`), flipped);
      }
    }
    const different: string[] = [];
    let [taken, both] = [0, 0];
    for (const [name, raster] of theirs()) {
      const own = await ours(name);
      if (raster === 'refused' && own !== 'refused') different.push(name);
      if (raster !== 'refused') taken += 1;
      if (raster !== 'refused' && own !== 'refused') both += 1;
    }
    expect(different.length).toBeLessThanOrEqual(3);
    expect(taken).toBeGreaterThan(200);
    expect(both).toBeGreaterThan(0.95 * taken);
  });

  test.each<[Resampler, string, number]>([
    ['nearest', 'NEAREST', 0],
    ['bilinear', 'BILINEAR', 1],
  ])('resampling: %s as Pillow, at most 1 apart where it rounds between its passes', (how, name, apart) => {
    const pixels = Uint8Array.from({ length: 97 * 131 * 3 }, (_, at) => (at * at * 31 + at * 7) >> 3);
    for (const [width, height] of [
      [32, 28],
      [200, 150],
      [131, 40],
      [7, 300],
    ] as const) {
      const code = `import sys; from PIL import Image; sys.stdout.buffer.write(Image.frombytes('RGB', (131, 97), sys.stdin.buffer.read()).resize((${width}, ${height}), Image.${name}).tobytes())`;
      const { stdout } = spawnSync(python, ['-c', code], { input: pixels });
      const own = resample({ width: 131, height: 97, channels: 3, pixels }, width, height, how);
      expect(stdout.length).toBe(own.length);
      expect(
        own.reduce((worst, value, at) => Math.max(worst, Math.abs(value - (stdout[at] ?? 0))), 0),
      ).toBeLessThanOrEqual(apart);
    }
  });
});

/** Pillow opens some greys as colour. */
function coloured({ width, height, channels, pixels }: Raster): Raster {
  const rgb =
    channels === 3
      ? pixels
      : Uint8Array.from({ length: pixels.length * 3 }, (_, at) => pixels[Math.floor(at / 3)] ?? 0);
  return { width, height, channels: 3, pixels: rgb };
}
