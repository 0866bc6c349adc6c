// Compressed streams around a pickle, in every container that a loader or an archive tool opens.
import { crc32, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { Sample } from './sample.ts';

const dangerous = Buffer.from('cos\nsystem\n(S\'touch "$ASSAY_MARKER"\'\ntR.');
const harmless = Buffer.from('(lp0\nI1\naI2\na.');

/** What Python's bz2 and lzma modules (CPython 3.11) make of the dangerous pickle: no encoder for them is here. */
const foreign = {
  bzip2: 'QlpoOTFBWSZTWaXeZWEAAA1XgAAQVMEiChggikKOICAAMUGjRoMgNCI00AGmg0a5Db8RA5OOhGSZ6mYiGl3DnWivkBVIfi7kinChIUu8ysI=',
  lzma: 'XQAABAD//////////wAxm8rGsnxl39+RWZ+x1n4uiiv0btz1IgIVnAbom4zpqHS4BGLeSCGJpiChpEuX//vQ4AA=',
  xz: '/Td6WFoAAATm1rRGAgAhAQwAAACPmEGcAQAnY29zCnN5c3RlbQooUyd0b3VjaCAiJEFTU0FZX01BUktFUiInCnRSLgBuhxLdSQStUAABQCjUUkrlH7bzfQEAAAAABFla',
} as const;

/** A gzip member with a header field of any length. */
export function buildGzip(content: Uint8Array, options: { comment?: string; crc?: number } = {}): Uint8Array {
  const whole = gzipSync(content);
  const comment = options.comment === undefined ? Buffer.alloc(0) : Buffer.from(`${options.comment}\0`, 'latin1');
  const head = Buffer.from(whole.subarray(0, 10));
  head[3] = comment.length > 0 ? 16 : 0;
  const tail = Buffer.from(whole.subarray(whole.length - 8));
  tail.writeUInt32LE(options.crc ?? crc32(content), 0);
  return Buffer.concat([head, comment, whole.subarray(10, whole.length - 8), tail]);
}

/** The compressed file of joblib before 0.10. */
export function buildZf(content: Uint8Array, statedLength: number = content.length): Uint8Array {
  return Buffer.concat([Buffer.from(`ZF${`0x${statedLength.toString(16)}`.padEnd(19)}`), deflateSync(content)]);
}

function decode(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}

const loadBytes = "__import__('pickle').loads";

export const samples: readonly Sample[] = [
  { name: 'harmless.pkl.gz', build: () => buildGzip(harmless), verdict: 'clean', because: 'a plain pickle in gzip' },
  { name: 'harmless.joblib', build: () => deflateSync(harmless), verdict: 'clean', because: 'a plain pickle in zlib' },
  { name: 'harmless.pkl.z', build: () => buildZf(harmless), verdict: 'clean', because: 'a plain pickle in ZF' },
  {
    name: 'harmless.pkl.zst',
    build: () => zstdCompressSync(harmless),
    verdict: 'clean',
    because: 'a plain pickle in zstd',
  },
  {
    name: 'two-members.pkl.gz',
    build: () =>
      Buffer.concat([buildGzip(harmless.subarray(0, 4)), buildGzip(harmless.subarray(4)), Buffer.alloc(512)]),
    verdict: 'clean',
    because: 'two members and zero padding are how gzip files are joined',
  },
  {
    name: 'call.pkl.gz',
    build: () => buildGzip(dangerous),
    verdict: 'malicious',
    because: 'os.system in a pickle in gzip',
    executes: `${loadBytes}(__import__('gzip').open(path).read())`,
  },
  {
    name: 'call-second-member.pkl.gz',
    build: () => Buffer.concat([buildGzip(dangerous.subarray(0, 7)), buildGzip(dangerous.subarray(7))]),
    verdict: 'malicious',
    because: 'the pickle is spread over two members',
    executes: `${loadBytes}(__import__('gzip').open(path).read())`,
  },
  {
    name: 'call-wrong-crc.pkl.gz',
    build: () => buildGzip(dangerous, { crc: 1 }),
    verdict: 'malicious',
    because: 'the wrong CRC is noticed after the pickle has run',
  },
  { name: 'call.joblib', build: () => deflateSync(dangerous), verdict: 'malicious', because: 'os.system in zlib' },
  { name: 'call.pkl.z', build: () => buildZf(dangerous), verdict: 'malicious', because: 'os.system in ZF' },
  {
    name: 'call.pkl.zst',
    build: () => zstdCompressSync(dangerous),
    verdict: 'malicious',
    because: 'os.system in zstd',
  },
  {
    name: 'call.pkl.bz2',
    build: () => decode(foreign.bzip2),
    verdict: 'malicious',
    because: 'os.system in bzip2',
    executes: `${loadBytes}(__import__('bz2').open(path).read())`,
  },
  {
    name: 'call.pkl.lzma',
    build: () => decode(foreign.lzma),
    verdict: 'malicious',
    because: 'os.system in LZMA',
    executes: `${loadBytes}(__import__('lzma').open(path).read())`,
  },
  {
    name: 'call.pkl.xz',
    build: () => decode(foreign.xz),
    verdict: 'malicious',
    because: 'os.system in xz',
    executes: `${loadBytes}(__import__('lzma').open(path).read())`,
  },
  {
    name: 'cut.pkl.gz',
    build: () => buildGzip(harmless).subarray(0, -6),
    verdict: 'incomplete',
    because: 'the stream is cut in its trailer',
    check: 'not-followed',
  },
  {
    name: 'trailing.pkl.gz',
    build: () => Buffer.concat([buildGzip(harmless), Buffer.from('something else')]),
    verdict: 'suspicious',
    because: 'bytes stand after the last member',
    check: 'hidden-bytes',
  },
  {
    name: 'bomb.bin.gz',
    build: () => gzipSync(Buffer.alloc(280 * 1024 * 1024)),
    verdict: 'malicious',
    because: '272 KiB that unpack to 280 MiB',
    check: 'resource-bomb',
  },
];
