// BMP images. Specification: Windows BITMAPFILEHEADER.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Format, Match, Sample } from './format.ts';
import { exactBytes, inertUntil } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'bmp',
  title: 'BMP image',
  specification: 'https://learn.microsoft.com/windows/win32/gdi/bitmap-storage',
  loading: 'Image libraries decode it; nothing runs.',
  extensions: ['bmp', 'dib'],
  identify,
  read,
};

/** Two letters are too few: header size, planes and depth must fit as well. */
function identify(sample: Sample): Match {
  const head = Buffer.from(sample.head);
  if (head.length < 30 || head.toString('latin1', 0, 2) !== 'BM' || head.readUInt32LE(6) !== 0) return 'no';
  const headerSize = head.readUInt32LE(14);
  const wide = headerSize !== 12;
  const planes = head.readUInt16LE(wide ? 26 : 22);
  const depth = head.readUInt16LE(wide ? 28 : 24);
  const fits = headerSizes.has(headerSize) && planes === 1 && depths.has(depth);
  return fits && head.readUInt32LE(10) >= 14 + headerSize ? 'content' : 'no';
}

function read(source: ByteSource): InertView {
  const head = exactBytes(source, 0, 6);
  const declared = head.readUInt32LE(2);
  // Some writers leave the size 0; then everything is the picture.
  const end = declared === 0 ? source.size : declared;
  if (end > source.size) throw new FormatError('FORMAT_TRUNCATED', 'the image is cut off', { offset: source.size });
  return inertUntil(format, source, end, slackBytes);
}

const headerSizes: ReadonlySet<number> = new Set([12, 40, 52, 56, 64, 108, 124]);
const depths: ReadonlySet<number> = new Set([1, 2, 4, 8, 16, 24, 32]);
const slackBytes = 16;
