import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import { FormatError } from '#core/errors';
import { compileCodecs } from '#store/compile-codecs';
import { buildJpegPicture, buildWebpPicture, paint } from '#testkit/coded-picture';
import { decodePicture, isPicture, readImageHeader } from './decode-picture.ts';
import { pictureCodecs } from './picture-codec.ts';
import type { Raster } from './raster.ts';

const picture = paint(17, 11, (x, y) => [x * 14, y * 22, 90]);
const codecs = pictureCodecs(compileCodecs());
const built: Record<string, Uint8Array> = {};

beforeAll(async () => {
  built.jpeg = await buildJpegPicture(picture, { quality: 95, progressive: false });
  built.progressive = await buildJpegPicture(picture, { quality: 95, progressive: true });
  built.grey = await buildJpegPicture(picture, { color_space: 1, progressive: false });
  built.webp = await buildWebpPicture(picture, { quality: 95 });
  built.lossless = await buildWebpPicture(picture, { lossless: 1, exact: 1 });
});

const decode = async (bytes: Uint8Array): Promise<Raster> => decodePicture(bytes, readImageHeader(bytes), codecs);

test.each(['jpeg', 'progressive', 'grey', 'webp', 'lossless'])(
  '%s is decoded to about what was encoded',
  async (name) => {
    const raster = await decode(built[name] ?? new Uint8Array(0));
    expect([raster.width, raster.height, raster.channels]).toEqual([17, 11, name === 'grey' ? 1 : 3]);
    if (name === 'grey') return;
    let worst = 0;
    for (let at = 0; at < 17 * 11 * 3; at++) {
      const was = picture.data[Math.floor(at / 3) * 4 + (at % 3)] ?? 0;
      worst = Math.max(worst, Math.abs((raster.pixels[at] ?? 0) - was));
    }
    expect(worst).toBeLessThanOrEqual(name === 'lossless' ? 0 : 60);
  },
);

test.each(['jpeg', 'progressive', 'webp', 'lossless'])('%s cut anywhere is refused', async (name) => {
  const whole = built[name] ?? new Uint8Array(0);
  for (let at = 0; at < whole.length - 1; at += at < 64 ? 1 : 5) {
    await expect(decode(whole.subarray(0, at))).rejects.toThrow(FormatError);
  }
});

test.each(['jpeg', 'progressive', 'webp', 'lossless'])('%s with a changed byte is refused or decoded', async (name) => {
  const whole = built[name] ?? new Uint8Array(0);
  for (let at = 0; at < whole.length; at += 2) {
    const changed = whole.slice();
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    const outcome = await decode(changed).catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(FormatError);
  }
  expect((await decode(whole)).width).toBe(17);
});

test('a JPEG whose end mark stands too early is decoded as loaders do, and called damaged', async () => {
  const whole = built.jpeg ?? new Uint8Array(0);
  const cut = Buffer.concat([whole.subarray(0, whole.length - 40), Buffer.from([0xff, 0xd9])]);
  expect((await decode(new Uint8Array(cut))).damaged).toBe(true);
  expect((await decode(whole)).damaged).toBeUndefined();
});

test.each([
  ['jpeg', 0xffff],
  ['webp', 0x3fff],
])('%s that declares a huge size is refused before it is decoded', (name, side) => {
  const bytes = (built[name] ?? new Uint8Array(0)).slice();
  const at =
    name === 'jpeg' ? Buffer.from(bytes).indexOf(Buffer.from('ffc00011', 'hex')) : Buffer.from(bytes).indexOf('VP8 ');
  const view = new DataView(bytes.buffer);
  if (name === 'jpeg') view.setUint32(at + 5, side * 65_537);
  else view.setUint32(at + 14, side * 65_537, true);
  expect(() => readImageHeader(bytes)).toThrow(expect.objectContaining({ code: 'FORMAT_LIMIT' }));
});

test('scans without end are refused, each would be a pass over all pixels', () => {
  const whole = built.progressive ?? new Uint8Array(0);
  const scans = Buffer.alloc(6000, Buffer.from('ffda0008010100003f00', 'hex'));
  const bytes = Buffer.concat([whole.subarray(0, whole.length - 2), scans, whole.subarray(-2)]);
  expect(() => readImageHeader(new Uint8Array(bytes))).toThrow(expect.objectContaining({ code: 'FORMAT_LIMIT' }));
});

test('orientation stands in the EXIF segment', () => {
  const whole = built.jpeg ?? new Uint8Array(0);
  const exif = Buffer.from('4578696600004d4d002a00000008000101120003000000010003000000000000', 'hex');
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif]);
  const bytes = new Uint8Array(Buffer.concat([whole.subarray(0, 2), segment, whole.subarray(2)]));
  expect(readImageHeader(bytes).orientation).toBe(3);
});

test('other content is named', () => {
  expect(() => readImageHeader(new Uint8Array(0))).toThrow('empty');
  expect(() => readImageHeader(Buffer.from('GIF89a'))).toThrow('neither PNG, JPEG nor WebP');
  expect(isPicture(Buffer.from('GIF89a'))).toBe(false);
  const wasm = createRequire(import.meta.url).resolve('@jsquash/webp/codec/dec/webp_dec.wasm');
  expect(isPicture(readFileSync(wasm).subarray(0, 16))).toBe(false);
});
