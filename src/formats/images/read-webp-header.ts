// The header of a WebP picture. Specification: RFC 9649, sections 2 and 3; RFC 6386, section 9.1.
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import { readOrientation } from './exif.ts';
import type { ImageHeader } from './raster.ts';

export function isWebp(head: Uint8Array): boolean {
  return latin1(head, 0, 4) === 'RIFF' && latin1(head, 8, 12) === 'WEBP';
}

type Size = Pick<ImageHeader, 'width' | 'height' | 'transparent'>;

/** @throws {FormatError} FORMAT_MALFORMED, FORMAT_TRUNCATED, FORMAT_UNSUPPORTED for animations, which decoders of one picture refuse */
export function readWebpHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const stated = bytes.length >= 12 ? view.getUint32(4, true) + 8 : Number.POSITIVE_INFINITY;
  if (stated > bytes.length + 1)
    throw new FormatError('FORMAT_TRUNCATED', 'the file is shorter than it says', { offset: 4 });
  let picture: Size | undefined;
  let orientation = 1;
  for (let at = 12; at + 8 <= stated && at + 8 <= bytes.length; ) {
    const type = latin1(bytes, at, at + 4);
    const length = view.getUint32(at + 4, true);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (body.length < length) throw new FormatError('FORMAT_TRUNCATED', 'a chunk is cut', { offset: at });
    if (type === 'EXIF') orientation = readOrientation(body);
    else if (type === 'ANIM' || type === 'ANMF') {
      throw new FormatError('FORMAT_UNSUPPORTED', 'the picture is an animation', { offset: at });
    } else picture = same(picture, sizeIn(type, body, at), at);
    // Chunks stand at even offsets.
    at += 8 + length + (length & 1);
  }
  if (picture === undefined) throw new FormatError('FORMAT_MALFORMED', 'there is no picture in it', { offset: 12 });
  return { format: 'webp', ...picture, channels: 3, orientation, animated: false, passes: 1 };
}

/** ATTACKER: what is checked must be what is decoded, so all sizes in a file have to be one. */
function same(known: Size | undefined, found: Size | undefined, offset: number): Size | undefined {
  if (known === undefined || found === undefined) return known ?? found;
  if (known.width === found.width && known.height === found.height) return known;
  throw new FormatError('FORMAT_MALFORMED', 'the picture has two sizes', { offset });
}

function sizeIn(type: string, body: Uint8Array, offset: number): Size | undefined {
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  if (type === 'VP8X' && body.length >= 10) {
    const side = (at: number): number => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    return { width: side(4), height: side(7), transparent: (view.getUint8(0) & 0x10) !== 0 };
  }
  if (type === 'VP8L' && body.length >= 5) {
    if (view.getUint8(0) !== 0x2f)
      throw new FormatError('FORMAT_MALFORMED', 'the picture has no signature', { offset });
    const bits = view.getUint32(1, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), transparent: ((bits >>> 28) & 1) === 1 };
  }
  if (type === 'VP8 ' && body.length >= 10) {
    if (latin1(body, 3, 6) !== '\u009d\u0001*')
      throw new FormatError('FORMAT_MALFORMED', 'the picture has no start code', { offset });
    const [width, height] = [view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff];
    if (width === 0 || height === 0) throw new FormatError('FORMAT_MALFORMED', 'the picture has no size', { offset });
    return { width, height, transparent: false };
  }
  return undefined;
}
