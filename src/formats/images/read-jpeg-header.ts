// The header of a JPEG picture, and whether the picture ends. Specification: ITU-T T.81, annex B; CIPA DC-008 for EXIF.
import { FormatError } from '#core/errors';
import { readOrientation } from './exif.ts';
import type { ImageHeader } from './raster.ts';

export function isJpeg(head: Uint8Array): boolean {
  return head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff;
}

/**
 * Follows the segments up to the frame header; then looks for the mark that ends the picture, because decoders fill what is
 * missing with grey and say nothing.
 * @throws {FormatError} FORMAT_MALFORMED, FORMAT_TRUNCATED, FORMAT_UNSUPPORTED for kinds of coding and numbers of colours that
 *   no loader of training data takes
 */
export function readJpegHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let orientation = 1;
  let at = 2;
  for (;;) {
    // Any number of FF may stand before a marker.
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    if (at + 4 > bytes.length) throw new FormatError('FORMAT_TRUNCATED', 'there is no frame header', { offset: at });
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda)) {
      throw new FormatError('FORMAT_MALFORMED', 'there is no segment before the picture', { offset: at });
    }
    const length = view.getUint16(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) throw new FormatError('FORMAT_TRUNCATED', 'a segment is cut', { offset: at });
    if (isFrame(marker)) return readFrame(bytes, marker, bytes.subarray(at + 4, end), orientation, at);
    if (marker === 0xe1) orientation = orientationOf(bytes.subarray(at + 4, end)) ?? orientation;
    at = end;
  }
}

function readFrame(
  bytes: Uint8Array,
  marker: number,
  body: Uint8Array,
  orientation: number,
  offset: number,
): ImageHeader {
  if (!decoded.has(marker)) {
    throw new FormatError('FORMAT_UNSUPPORTED', 'the picture is coded in a way that decoders do not read', { offset });
  }
  if (body.length < 6) throw new FormatError('FORMAT_MALFORMED', 'the frame header is too short', { offset });
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const [height, width, components] = [view.getUint16(1), view.getUint16(3), view.getUint8(5)];
  if (view.getUint8(0) !== 8) throw new FormatError('FORMAT_UNSUPPORTED', 'samples do not have 8 bits', { offset });
  if (width === 0 || height === 0)
    throw new FormatError('FORMAT_MALFORMED', `${width} x ${height} pixels are no size`, { offset });
  if (components === 4) throw new FormatError('FORMAT_UNSUPPORTED', 'the picture has four inks (CMYK)', { offset });
  if (components !== 1 && components !== 3) {
    throw new FormatError('FORMAT_UNSUPPORTED', `the picture has ${components} colours`, { offset });
  }
  const passes = countScans(bytes, offset);
  return {
    format: 'jpeg',
    width,
    height,
    channels: components,
    orientation,
    transparent: false,
    animated: false,
    passes,
  };
}

/**
 * Neither the mark of the end nor that of a scan can stand in picture data, where FF is followed by 0 or a restart mark.
 * ATTACKER: every scan of a progressive picture is a pass over all its pixels, and can be ten bytes long. Marks inside of segments, and
 * after the end, count as well: nobody can hide scans behind them.
 */
function countScans(bytes: Uint8Array, from: number): number {
  let scans = 0;
  let ends = false;
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1];
    if (marker === 0xd9) ends = true;
    else if (marker === 0xda) scans += 1;
    if (scans > mostScans)
      throw new FormatError('FORMAT_LIMIT', `there are more than ${mostScans} scans`, { offset: at });
  }
  if (ends) return Math.max(1, scans);
  throw new FormatError('FORMAT_TRUNCATED', 'the picture has no end mark', { offset: bytes.length });
}

function orientationOf(body: Uint8Array): number | undefined {
  const isExif = body[0] === 0x45 && body[1] === 0x78 && body[2] === 0x69 && body[3] === 0x66;
  return isExif ? readOrientation(body) : undefined;
}

/** Start-of-frame markers: C0 to CF without C4 (Huffman tables), C8 (reserved) and CC (arithmetic conditioning). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Baseline, extended and progressive, Huffman coded. */
const decoded: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);

/** Encoders write 10 to 20; `jpegtran` scripts for single coefficients reach 64 per colour. */
const mostScans = 200;
