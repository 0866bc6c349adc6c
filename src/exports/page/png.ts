// Pictures inside a page: PNG (ISO/IEC 15948) of 8-bit grey or RGB samples, unfiltered.
import { crc32, deflateSync } from 'node:zlib';

/**
 * @param pixels - shape [height, width, channels], 0..255, row-major
 * @returns the file
 */
export function encodePng(pixels: Uint8Array, height: number, width: number, channels: 1 | 3): Uint8Array {
  const stride = width * channels;
  const lines = new Uint8Array(height * (stride + 1));
  for (let row = 0; row < height; row += 1)
    lines.set(pixels.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, channels === 1 ? 0 : 2, 0, 0, 0], 8);
  return concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

/** The picture as the address of an `img`. */
export function pngAddress(pixels: Uint8Array, height: number, width: number, channels: 1 | 3): string {
  return `data:image/png;base64,${Buffer.from(encodePng(pixels, height, width, channels)).toString('base64')}`;
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(body.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(body, 8);
  view.setUint32(body.length + 8, crc32(bytes.subarray(4, body.length + 8)));
  return bytes;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
