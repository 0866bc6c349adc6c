// Builds small images, valid and broken.
import type { Sample } from './sample.ts';

/** A PNG of any chunks; checksums are zero, because no reader of structure looks at them. */
export function buildPng(...chunks: readonly (readonly [type: string, data: Uint8Array])[]): Buffer {
  const pieces = [Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')];
  for (const [type, data] of [...chunks, ['IEND', new Uint8Array(0)] as const]) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    pieces.push(length, Buffer.from(type), Buffer.from(data), Buffer.alloc(4));
  }
  return Buffer.concat(pieces);
}

/** A JPEG with an application segment, a scan with stuffed bytes and a restart marker, and an end. */
export function buildJpeg(): Buffer {
  const start = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
  const scan = Buffer.from('ffda000801010000003f0011ff0022ffd033ff00', 'hex');
  return Buffer.concat([start, scan, Buffer.from('ffd9', 'hex')]);
}

export function buildGif(): Buffer {
  const head = Buffer.from('47494638396101000100800000000000ffffff', 'hex');
  return Buffer.concat([head, Buffer.from('21f90400000000002c00000000010001000002024401003b', 'hex')]);
}

export function buildBmp(): Buffer {
  const bytes = Buffer.alloc(58);
  bytes.write('BM');
  bytes.writeUInt32LE(58, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  return bytes;
}

export function buildIco(): Buffer {
  const picture = Buffer.alloc(48, 1);
  const bytes = Buffer.alloc(22);
  bytes.writeUInt16LE(1, 2);
  bytes.writeUInt16LE(1, 4);
  bytes.writeUInt32LE(picture.length, 14);
  bytes.writeUInt32LE(22, 18);
  return Buffer.concat([bytes, picture]);
}

/** A RIFF file. @param kind - WAVE, WEBP or AVI with a blank */
export function buildRiff(kind: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(12);
  head.write('RIFF');
  head.writeUInt32LE(4 + data.length, 4);
  head.write(kind, 8);
  return Buffer.concat([head, data]);
}

const tiff = Buffer.from('49492a00080000000000000000000000', 'hex');
const junk = Buffer.alloc(8192, 0x5a);
const header = Buffer.alloc(13, 1);
const webp = buildRiff('WEBP', Buffer.from('VP8 \x04\0\0\0abcd', 'latin1'));

function clean(name: string, bytes: Uint8Array, because: string): Sample {
  return { name, build: () => bytes, verdict: 'clean', because };
}

function hiding(name: string, bytes: Uint8Array): Sample {
  const build = (): Uint8Array => Buffer.concat([bytes, junk]);
  return { name, build, verdict: 'suspicious', check: 'hidden-bytes', because: 'bytes follow the end of the image' };
}

function cut(name: string, bytes: Uint8Array): Sample {
  return {
    name,
    build: () => bytes.subarray(0, bytes.length - 4),
    verdict: 'incomplete',
    because: 'its end is missing',
  };
}

export const samples: readonly Sample[] = [
  clean('plain.png', buildPng(['IHDR', header], ['IDAT', Buffer.alloc(20)]), 'a PNG'),
  clean('line-end.png', Buffer.concat([buildPng(['IHDR', header]), Buffer.from('\n')]), 'exporters leave a line end'),
  hiding('trailing.png', buildPng(['IHDR', header])),
  cut('cut.png', buildPng(['IHDR', header])),
  clean('plain.jpg', buildJpeg(), 'a JPEG'),
  clean('two-pictures.jpg', Buffer.concat([buildJpeg(), buildJpeg()]), 'cameras append previews'),
  clean('padded.jpg', Buffer.concat([buildJpeg(), Buffer.alloc(9000)]), 'zeros are padding'),
  hiding('trailing.jpg', buildJpeg()),
  cut('cut.jpg', buildJpeg()),
  clean('plain.gif', buildGif(), 'a GIF'),
  hiding('trailing.gif', buildGif()),
  cut('cut.gif', buildGif()),
  clean('plain.bmp', buildBmp(), 'a BMP'),
  hiding('trailing.bmp', buildBmp()),
  cut('cut.bmp', buildBmp()),
  clean('plain.ico', buildIco(), 'an icon'),
  hiding('trailing.ico', buildIco()),
  clean('plain.tif', tiff, 'a TIFF'),
  clean('plain.webp', webp, 'a WebP image'),
  hiding('trailing.webp', webp),
  cut('cut.webp', webp),
];
