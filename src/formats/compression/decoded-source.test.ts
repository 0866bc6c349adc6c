import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type ByteSource, MemorySource, readAll } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { WorkBudget } from '#core/work-budget';
import { openDecoded } from './decoded-source.ts';
import { deflateRaw, zlib } from './deflate.ts';

function context(): { budget: WorkBudget } {
  return { budget: new WorkBudget(1000) };
}

/** Bytes that do not repeat, so that a wrong offset shows. */
function numbered(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0, x = 1; i < length; i++) {
    x = Math.imul(x, 1664525) + 1013904223;
    bytes[i] = x >>> 24;
  }
  return bytes;
}

test('small streams, with bytes after them', () => {
  for (const [codec, compress] of [
    [deflateRaw, deflateRawSync],
    [zlib, deflateSync],
  ] as const) {
    for (const size of [0, 1, 127, 128 * 1024, 256 * 1024, 256 * 1024 + 1, 1_000_000]) {
      const content = numbered(size);
      const packed = compress(content);
      const decoded = openDecoded(new MemorySource(Buffer.concat([packed, Buffer.from('tail')])), codec, context());
      expect(decoded.problem).toBeUndefined();
      expect(decoded.end).toBe(packed.length);
      expect(Buffer.compare(readAll(decoded.source), content)).toBe(0);
    }
  }
});

test('what came out before a truncation is there, and the problem is named', () => {
  const content = numbered(500_000);
  const packed = deflateSync(content);
  const decoded = openDecoded(new MemorySource(packed.subarray(0, packed.length - 1000)), zlib, context());
  expect(decoded.problem?.code).toBe('FORMAT_TRUNCATED');
  expect(decoded.source.size).toBeGreaterThan(400_000);
  expect(Buffer.compare(readAll(decoded.source), content.subarray(0, decoded.source.size))).toBe(0);
});

test('a wrong checksum is malformed and the bytes are there', () => {
  const packed = deflateSync(numbered(1000));
  packed[packed.length - 1] = (packed[packed.length - 1] ?? 0) ^ 1;
  const decoded = openDecoded(new MemorySource(packed), zlib, context());
  expect(decoded.problem?.code).toBe('FORMAT_MALFORMED');
  expect(decoded.source.size).toBe(1000);
});

test('streams larger than the spool are read in any order', () => {
  const piece = numbered(1 << 20);
  const count = 70;
  const content = Buffer.concat(Array.from({ length: count }, () => piece));
  const packed = deflateRawSync(content, { level: 1 });
  const { source } = openDecoded(new MemorySource(packed), deflateRaw, { budget: new WorkBudget(packed.length) });
  expect(source.size).toBe(content.length);
  const places = [content.length - 512, 0, 5_000_000, 60_000_000, 59_999_000, 4096, 30 << 20, 0, content.length - 1];
  for (const at of places) expect(Buffer.compare(source.read(at, 5000), content.subarray(at, at + 5000))).toBe(0);
});

test('a tail peek before each of many members costs two passes, not one per member', () => {
  const member = 30 << 20;
  const packed = deflateRawSync(Buffer.alloc(member * 6, 'abc'), { level: 1 });
  let read = 0;
  const counting: ByteSource = {
    size: packed.length,
    read: (offset, length) => {
      const part = packed.subarray(offset, offset + length);
      read += part.length;
      return part;
    },
  };
  const { source } = openDecoded(counting, deflateRaw, { budget: new WorkBudget(1 << 30) });
  for (let from = 0; from < source.size; from += member) {
    source.read(from + member - 512, 512);
    for (let at = from; at < from + member; at += 1 << 20) source.read(at, 1 << 20);
  }
  expect(read / packed.length).toBeLessThan(3.2);
});

test('a bomb ends at the limit, with the start kept', () => {
  const packed = deflateRawSync(Buffer.alloc(300 << 20));
  const decoded = openDecoded(new MemorySource(packed), deflateRaw, context());
  expect(decoded.problem?.code).toBe('FORMAT_LIMIT');
  expect(decoded.source.size).toBeLessThanOrEqual(limits.spoolBytes.value);
  expect(decoded.source.size).toBeGreaterThan(limits.spoolBytes.value - (1 << 20));
  expect(decoded.source.read(decoded.source.size - 10, 100).length).toBe(10);
});

test('many sources share one spool and lose blocks to each other', () => {
  const budget = new WorkBudget(1 << 20);
  const contents = Array.from({ length: 12 }, (_, i) => numbered((8 << 20) + i));
  const sources = contents.map(
    (bytes) => openDecoded(new MemorySource(deflateRawSync(bytes, { level: 1 })), deflateRaw, { budget }).source,
  );
  for (const [i, source] of sources.entries()) {
    expect(Buffer.compare(readAll(source), contents[i] ?? new Uint8Array(0))).toBe(0);
  }
});

test('re-reading is charged, so that hopping about ends', () => {
  const packed = deflateRawSync(Buffer.alloc(100 << 20));
  const { source } = openDecoded(new MemorySource(packed), deflateRaw, context());
  const hop = (): void => {
    for (let i = 0; i < 100; i++) {
      source.read(0, 10);
      source.read(source.size - 10, 10);
      source.read(50 << 20, 10);
    }
  };
  expect(hop).toThrow(FormatError);
});

test('bad data in the middle: everything before it comes out', () => {
  const content = numbered(200_000);
  const sound = deflateRawSync(content, { finishFlush: constants.Z_SYNC_FLUSH });
  // A last block of type 3, which RFC 1951 section 3.2.3 calls an error.
  const packed = Buffer.concat([sound, Buffer.from([7, 0, 0])]);
  const decoded = openDecoded(new MemorySource(packed), deflateRaw, context());
  expect(decoded.problem?.code).toBe('FORMAT_MALFORMED');
  expect(Buffer.compare(readAll(decoded.source), content)).toBe(0);
});
