import { expect, test } from 'vitest';
import { FormatError } from '#core/errors';
import { buildPngPicture, buildPromisedPng, chunk, type PngKind, pngKinds } from '#testkit/png-picture';
import { decodePng, readPngHeader } from './decode-png.ts';

const palette = Uint8Array.from({ length: 3 * 256 }, (_, index) => (index * 89) & 255);

/** Different in every sample, over the whole range of any depth. */
const sample = (x: number, y: number, channel: number): number => (x * 7919 + y * 104_729 + channel * 1299) & 0xffff;

function build(kind: Pick<PngKind, 'colour' | 'depth'> & Partial<PngKind>): Uint8Array {
  const withPalette = kind.colour === 3 ? { palette: palette.subarray(0, 3 * 2 ** kind.depth) } : {};
  return buildPngPicture({ width: 13, height: 9, ...withPalette, ...kind }, sample);
}

function expected({ colour, depth }: Pick<PngKind, 'colour' | 'depth'>, width = 13, height = 9): number[] {
  const most = 2 ** depth - 1;
  const pixels: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = (channel: number): number => {
        const v = sample(x, y, channel) & most;
        return depth === 16 ? v >> 8 : (v * 255) / most;
      };
      if (colour === 3) pixels.push(...palette.subarray(3 * (sample(x, y, 0) & most)).subarray(0, 3));
      else pixels.push(...(colour === 0 || colour === 4 ? [value(0)] : [value(0), value(1), value(2)]));
    }
  }
  return pixels;
}

test.each(pngKinds)('colour type $colour with $depth bits, all filters, interlaced or not', (kind) => {
  for (const interlaced of [false, true]) {
    const raster = decodePng(build({ ...kind, interlaced }));
    expect([...raster.pixels]).toEqual(expected(kind));
    for (const filter of [0, 1, 2, 3, 4] as const) {
      expect([...decodePng(build({ ...kind, interlaced, filter, pieces: 7 })).pixels]).toEqual(expected(kind));
    }
  }
});

test.each([1, 2, 3, 4, 5, 8, 9])('interlaced pictures of %s pixels in a row have passes without pixels', (side) => {
  const kind = { colour: 2, depth: 8 } as const;
  const bytes = buildPngPicture({ ...kind, width: side, height: 1, interlaced: true }, sample);
  expect([...decodePng(bytes).pixels]).toEqual(expected(kind, side, 1));
});

test('a picture above four megabytes is unpacked row by row to the same pixels', () => {
  const [width, height] = [1100, 1300];
  const row = Uint8Array.from({ length: width * 3 }, (_, index) => index * 31);
  const bytes = buildPngPicture({ width, height, colour: 2, depth: 8, filter: 2 }, (x, _, c) => row[x * 3 + c] ?? 0);
  const { pixels } = decodePng(bytes);
  for (const y of [0, 1, 700, height - 1]) {
    expect(pixels.subarray(y * width * 3, (y + 1) * width * 3)).toEqual(row);
  }
});

test('a palette of greys is grey, an index beyond the palette black', () => {
  const palette = Uint8Array.of(9, 9, 9, 200, 200, 200, 40, 40, 40);
  const bytes = buildPngPicture({ width: 4, height: 1, colour: 3, depth: 2, palette }, (x) => x);
  expect(decodePng(bytes)).toEqual({ width: 4, height: 1, channels: 1, pixels: Uint8Array.of(9, 200, 40, 0) });
});

test('what a header tells: transparency, orientation, animation', () => {
  const exif = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex');
  const chunks = [
    ['eXIf', exif],
    ['tRNS', new Uint8Array(2)],
    ['acTL', new Uint8Array(8)],
  ] as const;
  const header = readPngHeader(build({ colour: 0, depth: 8, chunks }));
  expect(header).toMatchObject({ orientation: 6, transparent: true, animated: true, channels: 1 });
});

test.each(pngKinds)('cut anywhere, colour type $colour with $depth bits is refused', (kind) => {
  const whole = build(kind);
  for (let at = 0; at < whole.length; at++) expect(() => decodePng(whole.subarray(0, at))).toThrow(FormatError);
});

test('any byte changed: refused, because every chunk has a checksum', () => {
  for (const kind of pngKinds) {
    const whole = build({ ...kind, interlaced: true });
    for (let at = 8; at < whole.length; at++) {
      const changed = whole.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect(() => decodePng(changed)).toThrow(FormatError);
    }
  }
});

test('any byte of the packed pixels changed, the checksum made again: refused or decoded, with no other error', () => {
  const kind = { colour: 6, depth: 16 } as const;
  const whole = Buffer.from(build(kind));
  const at = whole.indexOf('IDAT') - 4;
  const length = whole.readUInt32BE(at);
  for (let index = 0; index < length; index++) {
    const body = Buffer.from(whole.subarray(at + 8, at + 8 + length));
    body[index] = (body[index] ?? 0) ^ 0x55;
    const changed = Buffer.concat([whole.subarray(0, at), chunk('IDAT', body), chunk('IEND', new Uint8Array(0))]);
    try {
      expect(decodePng(new Uint8Array(changed)).pixels.length).toBe(13 * 9 * 3);
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
    }
  }
});

test.each([
  [30_000, 30_000, 'FORMAT_LIMIT'],
  [2 ** 31 - 1, 2 ** 31 - 1, 'FORMAT_LIMIT'],
  [8000, 8000, 'FORMAT_TRUNCATED'],
  [0, 10, 'FORMAT_MALFORMED'],
])('%s x %s pixels in a few bytes cost nothing', (width, height, code) => {
  const before = process.memoryUsage().arrayBuffers;
  expect(() => decodePng(buildPromisedPng(width, height))).toThrow(expect.objectContaining({ code }));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
});
