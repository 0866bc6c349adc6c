// Builds small audio, video and font files, valid and broken.
import { buildRiff } from './images.ts';
import type { Sample } from './sample.ts';

/** A box of the ISO base media format. */
export function buildBox(type: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + data.length);
  head.write(type, 4);
  return Buffer.concat([head, data]);
}

/** One Ogg page with one segment of data. */
export function buildOggPage(data: Uint8Array, flags = 2): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS');
  head[5] = flags;
  head[26] = 1;
  return Buffer.concat([head, Buffer.from([data.length]), data]);
}

/** A font with one table. */
export function buildFont(): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.write('OTTO');
  bytes.writeUInt16BE(1, 4);
  bytes.write('head', 12);
  bytes.writeUInt32BE(28, 20);
  bytes.writeUInt32BE(4, 24);
  return bytes;
}

const mp4 = Buffer.concat([buildBox('ftyp', Buffer.from('isom\0\0\0\0')), buildBox('mdat', Buffer.alloc(64, 7))]);
const wav = buildRiff(
  'WAVE',
  Buffer.concat([Buffer.from('fmt \x10\0\0\0'), Buffer.alloc(16), Buffer.from('data\x04\0\0\0abcd')]),
);
const ogg = Buffer.concat([buildOggPage(Buffer.from('\x01vorbis')), buildOggPage(Buffer.alloc(200, 3), 0)]);
const flac = Buffer.concat([Buffer.from('fLaC\x80\0\0"', 'latin1'), Buffer.alloc(34), Buffer.alloc(50, 9)]);
const mp3 = Buffer.concat([
  Buffer.from('ID3\x04\0\0\0\0\0\x0a', 'latin1'),
  Buffer.alloc(10),
  Buffer.from('fffb9064', 'hex'),
  Buffer.alloc(400),
]);
const au = Buffer.concat([
  Buffer.from('2e736e64000000180000000400000001000000800000000100000000'.slice(0, 48), 'hex'),
  Buffer.from('abcd'),
]);
const aiff = Buffer.concat([Buffer.from('FORM\0\0\0\x08AIFF'), Buffer.from('abcd')]);
const webm = Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex');
const junk = Buffer.alloc(8192, 0x5a);

function clean(name: string, bytes: Uint8Array, because: string): Sample {
  return { name, build: () => bytes, verdict: 'clean', because };
}

function hiding(name: string, bytes: Uint8Array): Sample {
  const build = (): Uint8Array => Buffer.concat([bytes, junk]);
  return { name, build, verdict: 'suspicious', check: 'hidden-bytes', because: 'bytes follow the end of the file' };
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
  clean('plain.wav', wav, 'a WAV file'),
  hiding('trailing.wav', wav),
  cut('cut.wav', wav),
  clean('plain.mp4', mp4, 'a video'),
  cut('cut.mp4', mp4),
  { ...hiding('trailing.mp4', mp4), build: () => Buffer.concat([mp4, Buffer.alloc(4096, 0xee)]) },
  clean('plain.ogg', ogg, 'two pages'),
  hiding('trailing.ogg', ogg),
  cut('cut.ogg', ogg),
  clean('plain.flac', flac, 'frames reach to the end'),
  clean('plain.mp3', mp3, 'a tag and a frame'),
  clean('untagged.mp3', mp3.subarray(20), 'a frame without a tag'),
  clean('plain.au', au, 'Sun audio'),
  cut('cut.au', au),
  clean('plain.aiff', aiff, 'AIFF audio'),
  cut('cut.aiff', aiff),
  clean('plain.webm', webm, 'a video'),
  clean('plain.otf', buildFont(), 'a font'),
  hiding('trailing.otf', buildFont()),
  cut('cut.otf', buildFont()),
];
