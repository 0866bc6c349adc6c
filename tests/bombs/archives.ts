// Archives and compressed streams that are larger inside than outside, or that have more members than anybody can use.
import { brotliCompressSync, crc32, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { buildSevenZip } from '#testkit/seven-zip';
import { buildTar, type TarMember } from '#testkit/tar';
import { buildZip, type ZipMember } from '#testkit/zip-writer';
import { type Bomb, fill, MiB, repeat } from './bomb.ts';

/** 45,000,000 zeros as Python's bz2 module packs them. */
const bzip2Zeros = 'QlpoOTFBWSZTWckBtsgBWKtAIMAAEAAACCAAMMwFKaZSSFJsVJIUni7kinChIZIDbZA=';
/** 2^20 zeros as Python's lzma module packs them. */
const xzZeros =
  '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj7///ANldAABv/f//o7f/Rz5IFXI5YVG4kijmo4YH+e7kHoLTL8U6PAFLsX7JiopNL6MN2X+m44wjEVPgWRjFdYrid/i2lH8MasDedElk4ulcU7IE2PdEDKtfDW1G6eXDdoi3llestk3haR1v+0uIEGxCy4g/XACP0E6vJiiUcR89jyThcJ6nI1/sKMuF0ZWYin4qkfIndfcZwAaYTZj92K/VkA/EJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1Iq9+SVJQAAAAAAwva6PqJwa2AAAfUBgIBAAHmXf0exxGf7AgAAAAAEWVo=';
const bzip2 = Buffer.from(bzip2Zeros, 'base64');
const xz = Buffer.from(xzZeros, 'base64');
const zeros = (): Uint8Array => new Uint8Array(100 * MiB);
const pickle = Buffer.from([0x80, 4, 0x4e, 0x2e]);

/** An LZ4 frame of one block that repeats one byte. */
function lz4(blocks: number): Uint8Array {
  const run = Buffer.concat([
    Buffer.from([0x1f, 0, 1, 0]),
    Buffer.alloc(16_000, 255),
    Buffer.from([0]),
    Buffer.from([0x50, 0, 0, 0, 0, 0]),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(run.length);
  const head = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0x73]);
  return Buffer.concat([head, repeat(blocks, Buffer.concat([size, run])), Buffer.alloc(4)]);
}

function members(count: number, data: Uint8Array | string, extension = 'txt'): ZipMember[] {
  return Array.from({ length: count }, (_, index) => ({ name: `m/${index}.${extension}`, data }));
}

function tarMembers(count: number, content: Uint8Array, extension = 'txt'): TarMember[] {
  return Array.from({ length: count }, (_, index) => ({ name: `m/${index}.${extension}`, content }));
}

/** A shard of samples as WebDataset packs them. */
function shard(): Uint8Array {
  const text = Buffer.from('a cat on a mat');
  const samples = Array.from({ length: 50_000 }, (_, index) => String(index).padStart(6, '0'));
  return buildTar(
    samples.flatMap((key) => [
      { name: `${key}.txt`, content: text },
      { name: `${key}.cls`, content: Buffer.from('7') },
    ]),
  );
}

function wrap(levels: number, inner: Uint8Array, pack: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  let bytes = inner;
  for (let level = 0; level < levels; level++) bytes = pack(bytes);
  return bytes;
}

/** Members that all point to the same compressed data. */
function overlapping(count: number): Uint8Array {
  return buildZip(
    Array.from({ length: count }, (_, index) =>
      index === 0 ? { name: 'a.txt', data: zeros(), deflate: true } : { name: 'a.txt', data: '', sharesDataOf: 0 },
    ),
  );
}

/** A zip that has ten of the zips one level below. */
function tree(levels: number): Uint8Array {
  let inner: Uint8Array = buildZip([{ name: 'a.txt', data: new Uint8Array(MiB), deflate: true }]);
  for (let level = 0; level < levels; level++) {
    const data = inner;
    inner = buildZip(Array.from({ length: 10 }, (_, index) => ({ name: `${index}.zip`, data, deflate: true })));
  }
  return inner;
}

/** A 7z header that declares `count` files without content. */
function emptyFiles(count: number): Uint8Array {
  const number = Buffer.alloc(9);
  number[0] = 0xff;
  number.writeBigUInt64LE(BigInt(count), 1);
  const names = Buffer.alloc(count * 4, Buffer.from('a\0\0\0', 'latin1'));
  const size = Buffer.alloc(9);
  size[0] = 0xff;
  size.writeBigUInt64LE(BigInt(names.length + 1), 1);
  const vector = Buffer.alloc(Math.ceil(count / 8), 255);
  const vectorSize = Buffer.alloc(9);
  vectorSize[0] = 0xff;
  vectorSize.writeBigUInt64LE(BigInt(vector.length), 1);
  const header = Buffer.concat([
    Buffer.from([1, 5]),
    number,
    Buffer.from([14]),
    vectorSize,
    vector,
    Buffer.from([17]),
    size,
    Buffer.from([0]),
    names,
    Buffer.from([0, 0]),
  ]);
  const start = Buffer.alloc(20);
  start.writeBigUInt64LE(0n, 0);
  start.writeBigUInt64LE(BigInt(header.length), 8);
  start.writeUInt32LE(crc32(header), 16);
  const signature = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4, 0, 0, 0, 0]);
  signature.writeUInt32LE(crc32(start), 8);
  return Buffer.concat([signature, start, header]);
}

export const archives: readonly Bomb[] = [
  { name: 'zeros.gz', build: () => gzipSync(new Uint8Array(1000 * MiB)), quick: true },
  { name: 'members-of-zeros.gz', build: () => repeat(100, gzipSync(zeros())) },
  { name: 'tiny-members.gz', build: () => fill(40 * MiB, gzipSync('a')) },
  { name: 'empty-members.gz', build: () => fill(40 * MiB, gzipSync('')) },
  { name: 'nested.gz', build: () => wrap(60, pickle, gzipSync), quick: true },
  { name: 'nested-zeros.gz', build: () => gzipSync(gzipSync(new Uint8Array(1000 * MiB))) },
  { name: 'zeros.zst', build: () => repeat(40, zstdCompressSync(zeros())) },
  { name: 'empty-frames.zst', build: () => fill(40 * MiB, zstdCompressSync('')) },
  {
    name: 'skippable.zst',
    harmless: true,
    build: () => fill(40 * MiB, Buffer.from([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0])),
  },
  { name: 'zeros.br', build: () => brotliCompressSync(new Uint8Array(1000 * MiB)) },
  { name: 'zeros.bz2', build: () => repeat(200, bzip2), quick: true },
  { name: 'zeros-large.bz2', build: () => fill(40 * MiB, bzip2) },
  { name: 'zeros.xz', build: () => repeat(2000, xz) },
  { name: 'zeros-large.xz', build: () => fill(40 * MiB, xz) },
  { name: 'padding.xz', build: () => Buffer.concat([xz, new Uint8Array(60 * MiB)]), harmless: true },
  { name: 'zeros.lz4', build: () => lz4(1000) },
  { name: 'legacy.lz4', build: () => fill(40 * MiB, Buffer.from([0x02, 0x21, 0x4c, 0x18, 1, 0, 0, 0, 0])) },
  { name: 'zeros.zip', build: () => buildZip([{ name: 'a.bin', data: new Uint8Array(1000 * MiB), deflate: true }]) },
  { name: 'overlapping.zip', build: () => overlapping(20_000), quick: true },
  { name: 'tree.zip', build: () => tree(6) },
  { name: 'nested.zip', build: () => wrap(60, pickle, (data) => buildZip([{ name: 'a.zip', data }])) },
  { name: 'empty-members.zip', build: () => buildZip(members(65_000, '')), harmless: true },
  { name: 'empty-members-100k.zip', build: () => buildZip(members(150_000, ''), { zip64: true }), harmless: true },
  { name: 'empty-members-1m.zip', build: () => buildZip(members(1_000_000, ''), { zip64: true }) },
  {
    name: 'long-names.zip',
    build: () =>
      buildZip(
        Array.from({ length: 1000 }, (_, index) => ({ name: `${'a'.repeat(60_000)}${index + 1000}`, data: '' })),
      ),
    harmless: true,
  },
  { name: 'text-members-100k.zip', build: () => buildZip(members(100_000, 'hello'), { zip64: true }), harmless: true },
  {
    name: 'pickle-members-100k.zip',
    build: () => buildZip(members(100_000, pickle, 'pkl'), { zip64: true }),
    harmless: true,
  },
  {
    name: 'json-members-100k.zip',
    build: () => buildZip(members(100_000, '{"a":1}', 'json'), { zip64: true }),
    harmless: true,
  },
  {
    name: 'python-members-100k.zip',
    build: () => buildZip(members(100_000, 'import os\n', 'py'), { zip64: true }),
    harmless: true,
  },
  {
    name: 'unknown-members-100k.zip',
    build: () => buildZip(members(100_000, Buffer.from([1, 2, 3, 250]), 'x'), { zip64: true }),
  },
  {
    name: 'deflated-members-100k.zip',
    build: () => {
      const packed = deflateRawSync('hello hello hello');
      return buildZip(
        members(100_000, 'hello hello hello').map((member) => ({ ...member, packed, deflate: true })),
        { zip64: true },
      );
    },
    harmless: true,
  },
  {
    name: 'escaping-members.zip',
    build: () =>
      buildZip(
        Array.from({ length: 100_000 }, (_, index) => ({ name: `../${index}`, data: '' })),
        { zip64: true },
      ),
  },
  {
    name: 'same-members.zip',
    build: () =>
      buildZip(
        Array.from({ length: 100_000 }, () => ({ name: 'a', data: 'x' })),
        { zip64: true },
      ),
  },
  {
    name: 'deep-names.zip',
    build: () =>
      buildZip(Array.from({ length: 1000 }, (_, index) => ({ name: `${'a/'.repeat(30_000)}${index}`, data: '' }))),
    harmless: true,
  },
  {
    name: 'signatures.zip',
    build: () =>
      Buffer.concat([buildZip([{ name: 'a', data: 'b' }]), fill(40 * MiB, Buffer.from('PK\x05\x06', 'latin1'))]),
  },
  {
    name: 'local-signatures.zip',
    build: () => buildZip([{ name: 'a', data: 'b' }], { prefix: fill(60 * MiB, Buffer.from('PK\x03\x04', 'latin1')) }),
  },
  {
    name: 'orphans.zip',
    build: () =>
      buildZip([...members(200_000, '').map((member) => ({ ...member, orphan: true })), { name: 'a', data: 'b' }]),
  },
  { name: 'empty-members.tar', build: () => buildTar(tarMembers(150_000, new Uint8Array(0))), harmless: true },
  { name: 'empty-members-200k.tar', build: () => buildTar(tarMembers(210_000, new Uint8Array(0))) },
  { name: 'text-members.tar', build: () => buildTar(tarMembers(100_000, Buffer.from('hello'))), harmless: true },
  { name: 'pickle-members.tar', build: () => buildTar(tarMembers(100_000, pickle, 'pkl')), harmless: true },
  { name: 'shard.tar', build: shard, honest: true },
  {
    name: 'links.tar',
    build: () =>
      buildTar(
        Array.from({ length: 200_000 }, (_, index) => ({ name: `l${index}`, type: '2', linkName: `l${index + 1}` })),
      ),
    harmless: true,
  },
  {
    name: 'members.tar.gz',
    build: () => {
      const part = buildTar(tarMembers(100_000, new Uint8Array(0)), { end: false });
      return gzipSync(Buffer.concat(Array.from({ length: 10 }, () => part)), { level: 1 });
    },
    quick: false,
  },
  {
    name: 'zeros.tar.gz',
    build: () => gzipSync(buildTar([{ name: 'a.bin', content: new Uint8Array(1000 * MiB) }]), { level: 1 }),
  },
  { name: 'noise.tar', build: () => Buffer.concat([buildTar([{ name: 'a', content: pickle }]), fill(60 * MiB, 'x')]) },
  { name: 'stated.7z', build: () => buildSevenZip('a.pkl', pickle, [3, 1, 1]) },
  { name: 'empty-files.7z', harmless: true, build: () => emptyFiles(1_000_000) },
  { name: 'empty-files-150k.7z', harmless: true, build: () => emptyFiles(150_000) },
];
