// A picture of whatever format to pixels.
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { decodePng, readPngHeader } from './decode-png.ts';
import type { PictureCodecs, Rgba } from './picture-codec.ts';
import { isPng } from './png/read-chunks.ts';
import type { ImageHeader, Raster } from './raster.ts';
import { isJpeg, readJpegHeader } from './read-jpeg-header.ts';
import { isWebp, readWebpHeader } from './read-webp-header.ts';

/**
 * What is known of a picture without decoding it.
 * @throws {FormatError} FORMAT_UNSUPPORTED when it is neither PNG, JPEG nor WebP by its first bytes, or a kind of them that is not
 *   read; FORMAT_LIMIT above `limits.imagePixels`; FORMAT_MALFORMED, FORMAT_TRUNCATED
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader {
  const header = headerOf(bytes);
  const { width, height, passes } = header;
  if (width * height > limits.imagePixels.value || width * height * passes > mostPasses * limits.imagePixels.value) {
    throw new FormatError('FORMAT_LIMIT', `${width} x ${height} pixels are too many`, { limit: 'imagePixels' });
  }
  return header;
}

/**
 * The pixels as they are stored: not turned by what EXIF says, alpha dropped, colour spaces not converted.
 * @param header - of the same bytes
 * @throws {FormatError}
 */
export async function decodePicture(bytes: Uint8Array, header: ImageHeader, codecs: PictureCodecs): Promise<Raster> {
  if (header.format === 'png') return decodePng(bytes);
  const rgba = await codecs[header.format](bytes);
  if (rgba.width !== header.width || rgba.height !== header.height) {
    throw new FormatError('FORMAT_MALFORMED', 'the header and the picture in it have different sizes');
  }
  const raster = dropAlpha(rgba, header.channels);
  return rgba.complaint === undefined ? raster : { ...raster, damaged: true };
}

/** Whether the first 16 bytes are those of a picture that can be read. */
export function isPicture(head: Uint8Array): boolean {
  return isPng(head) || isJpeg(head) || isWebp(head);
}

function headerOf(bytes: Uint8Array): ImageHeader {
  if (isPng(bytes)) return readPngHeader(bytes);
  if (isJpeg(bytes)) return readJpegHeader(bytes);
  if (isWebp(bytes)) return readWebpHeader(bytes);
  if (bytes.length === 0) throw new FormatError('FORMAT_TRUNCATED', 'the file is empty');
  throw new FormatError('FORMAT_UNSUPPORTED', 'the content is neither PNG, JPEG nor WebP');
}

function dropAlpha({ width, height, data: rgba }: Rgba, channels: 1 | 3): Raster {
  const data = new Uint8Array(rgba.buffer, rgba.byteOffset, rgba.length);
  const count = width * height;
  const pixels = new Uint8Array(count * channels);
  if (channels === 1) for (let at = 0; at < count; at++) pixels[at] = data[4 * at] ?? 0;
  else {
    for (let at = 0, from = 0, to = 0; at < count; at++, from += 4, to += 3) {
      pixels[to] = data[from] ?? 0;
      pixels[to + 1] = data[from + 1] ?? 0;
      pixels[to + 2] = data[from + 2] ?? 0;
    }
  }
  return { width, height, channels, pixels };
}

/** Over the pixels of the largest picture; smaller ones may have more. Encoders write up to 20 scans. */
const mostPasses = 24;
