// 7z archives with stored content.
import { crc32 } from 'node:zlib';
import type { Sample } from './sample.ts';

/** One file per folder-less archive, method Copy. @param coder - method id in bytes, `00` for Copy */
export function buildSevenZip(name: string, content: Uint8Array, coder: readonly number[] = [0]): Uint8Array {
  const size = Buffer.alloc(9);
  size[0] = 0xff;
  size.writeBigUInt64LE(BigInt(content.length), 1);
  const names = Buffer.from(`${name}\0`, 'utf16le');
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(crc32(content));
  const header = Buffer.concat([
    Buffer.from([1, 4, 6, 0, 1, 9]),
    size,
    Buffer.from([0, 7, 11, 1, 0, 1, coder.length, ...coder, 12]),
    size,
    Buffer.from([10, 1]),
    crc,
    Buffer.from([0, 0, 5, 1, 17, names.length + 1, 0]),
    names,
    Buffer.from([0, 0]),
  ]);
  const start = Buffer.alloc(20);
  start.writeBigUInt64LE(BigInt(content.length), 0);
  start.writeBigUInt64LE(BigInt(header.length), 8);
  start.writeUInt32LE(crc32(header), 16);
  const signature = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4, 0, 0, 0, 0]);
  signature.writeUInt32LE(crc32(start), 8);
  return Buffer.concat([signature, start, content, header]);
}

const text = Buffer.from('hello, these are words\n');
const dangerous = Buffer.from('cos\nsystem\n(S\'touch "$ASSAY_MARKER"\'\ntR.');

export const samples: readonly Sample[] = [
  { name: 'plain.7z', build: () => buildSevenZip('notes.txt', text), verdict: 'clean', because: 'one text file' },
  {
    name: 'model.pt',
    build: () => buildSevenZip('data.pkl', dangerous),
    verdict: 'malicious',
    because: 'a 7z archive under the name of a torch model',
  },
  {
    name: 'climbing.7z',
    build: () => buildSevenZip('../x.txt', text),
    verdict: 'malicious',
    because: 'a name leads out of the folder',
    check: 'path-escape',
  },
  {
    name: 'locked.7z',
    build: () => buildSevenZip('notes.txt', text, [6, 0xf1, 7, 1]),
    verdict: 'incomplete',
    because: 'the content is encrypted',
    check: 'encrypted-content',
  },
  {
    name: 'trailing.7z',
    build: () => Buffer.concat([buildSevenZip('notes.txt', text), Buffer.from('something else')]),
    verdict: 'suspicious',
    because: 'bytes stand after the header',
    check: 'hidden-bytes',
  },
];
