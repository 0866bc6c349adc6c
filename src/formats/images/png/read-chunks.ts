// The chunks of a PNG file. Specification: W3C PNG (Third Edition), sections 5, 11.2 and 11.3.
import { crc32 } from 'node:zlib';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import { readOrientation } from '../exif.ts';

export interface PngChunks {
  readonly width: number;
  readonly height: number;
  /** Bits per sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  readonly colour: ColourType;
  readonly interlaced: boolean;
  /** RGB triples. */
  readonly palette: Uint8Array;
  readonly transparent: boolean;
  readonly orientation: number;
  readonly animated: boolean;
  /** Pieces of one zlib stream. */
  readonly data: readonly Uint8Array[];
}

/** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
export type ColourType = 0 | 2 | 3 | 4 | 6;

/** Samples per pixel. */
export const samplesOf: Readonly<Record<ColourType, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

export function isPng(head: Uint8Array): boolean {
  return latin1(head, 0, magic.length) === magic;
}

/**
 * Every chunk's checksum is verified. Nothing is allocated for what a header declares.
 * @throws {FormatError} FORMAT_MALFORMED, FORMAT_TRUNCATED, FORMAT_UNSUPPORTED for a critical chunk that is not known
 */
export function readPngChunks(bytes: Uint8Array): PngChunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: Mutable = { palette: new Uint8Array(0), transparent: false, orientation: 1, animated: false, data: [] };
  let header: Header | undefined;
  let at = magic.length;
  let ended = false;
  while (!ended) {
    if (at + 12 > bytes.length)
      throw new FormatError('FORMAT_TRUNCATED', 'the picture has no end chunk', { offset: at });
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) throw new FormatError('FORMAT_TRUNCATED', 'a chunk is cut', { offset: at });
    const type = latin1(bytes, at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) {
      throw new FormatError('FORMAT_MALFORMED', 'the checksum of a chunk is wrong', { offset: at });
    }
    const body = bytes.subarray(at + 8, end);
    if (header === undefined) header = readHeader(type, body, at);
    else ended = takeChunk(type, body, found, at);
    at = end + 4;
  }
  if (header === undefined) throw new FormatError('FORMAT_TRUNCATED', 'there is no header chunk', { offset: 0 });
  if (found.data.length === 0) throw new FormatError('FORMAT_MALFORMED', 'there is no picture data', { offset: at });
  if (header.colour === 3 && found.palette.length === 0) {
    throw new FormatError('FORMAT_MALFORMED', 'there is no palette', { offset: at });
  }
  return { ...header, ...found, transparent: found.transparent || header.colour >= 4 };
}

type Header = Pick<PngChunks, 'width' | 'height' | 'depth' | 'colour' | 'interlaced'>;

interface Mutable {
  palette: Uint8Array;
  transparent: boolean;
  orientation: number;
  animated: boolean;
  data: Uint8Array[];
}

function readHeader(type: string, body: Uint8Array, offset: number): Header {
  if (type !== 'IHDR' || body.length !== 13)
    throw new FormatError('FORMAT_MALFORMED', 'the first chunk is no header', { offset });
  const view = new DataView(body.buffer, body.byteOffset, 13);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colour, compression, filter, interlace] = body.subarray(8);
  if (width === 0 || height === 0 || width > largestSide || height > largestSide) {
    throw new FormatError('FORMAT_MALFORMED', `${width} x ${height} pixels are no size`, { offset });
  }
  if (!isColour(colour) || depth === undefined || !depthsOf[colour].includes(depth)) {
    throw new FormatError('FORMAT_MALFORMED', 'the kind of pixels does not exist', { offset });
  }
  if (compression !== 0 || filter !== 0 || (interlace !== 0 && interlace !== 1)) {
    throw new FormatError('FORMAT_UNSUPPORTED', 'the compression, filter or interlacing is not known', { offset });
  }
  return { width, height, depth, colour, interlaced: interlace === 1 };
}

/** @returns whether it was the last chunk */
function takeChunk(type: string, body: Uint8Array, found: Mutable, offset: number): boolean {
  if (type === 'IDAT') found.data.push(body);
  else if (type === 'PLTE') {
    if (body.length % 3 !== 0 || body.length > 768 || body.length === 0) {
      throw new FormatError('FORMAT_MALFORMED', 'the palette has no proper length', { offset });
    }
    found.palette = body;
  } else if (type === 'tRNS') found.transparent = true;
  else if (type === 'eXIf') found.orientation = readOrientation(body);
  else if (type === 'acTL') found.animated = true;
  else if (type === 'IEND') return true;
  // The fifth bit of the first letter is clear in chunks that no reader may pass over.
  else if ((type.charCodeAt(0) & 0x20) === 0) {
    throw new FormatError('FORMAT_UNSUPPORTED', 'a chunk that has to be understood is not known', { offset });
  }
  return false;
}

function isColour(value: number | undefined): value is ColourType {
  return value === 0 || value === 2 || value === 3 || value === 4 || value === 6;
}

const depthsOf: Readonly<Record<ColourType, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

const magic = '\u0089PNG\r\n\u001a\n';
const largestSide = 2 ** 31 - 1;
