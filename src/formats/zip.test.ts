import { describe, expect, test } from 'vitest';
import { type ByteSource, MemorySource } from '#core/byte-source';
import { WorkBudget } from '#core/work-budget';
import { samples } from '#testkit/zip';
import { buildZip, type ZipMember } from '#testkit/zip-writer';
import { takeSample } from './identify.ts';
import type { ArchiveView } from './views/archive.ts';
import { readZip } from './zip/read-zip.ts';
import { format } from './zip.ts';

const text: ZipMember = { name: 'a.txt', data: 'hello\n'.repeat(50), deflate: true };

function read(bytes: Uint8Array): ArchiveView {
  return readZip(new MemorySource(bytes), new WorkBudget(bytes.length));
}

function content(view: ArchiveView, index: number): string {
  const source = view.parts[index]?.source;
  return source === undefined ? '' : Buffer.from(source.read(0, source.size)).toString();
}

describe('zip', () => {
  test('gives every member with its content and its place', () => {
    const view = read(buildZip([text, { name: 'b.txt', data: 'stored' }]));
    expect(view.parts.map(({ name }) => name)).toEqual(['a.txt', 'b.txt']);
    expect(content(view, 0)).toBe('hello\n'.repeat(50));
    expect(content(view, 1)).toBe('stored');
    expect(view.parts[1]).toMatchObject({ stored: true });
    expect(view.oddities).toEqual([]);
  });

  test('small members are decoded again when another one was read in between', () => {
    const view = read(buildZip([text, { ...text, name: 'b.txt', data: 'other\n' }]));
    expect([content(view, 1), content(view, 0), content(view, 1)]).toEqual([
      'other\n',
      'hello\n'.repeat(50),
      'other\n',
    ]);
  });

  test('scans both copies of a name, orphans and what a local header says otherwise', () => {
    const copies = read(buildZip([text, { ...text, data: 'second' }]));
    expect(copies.parts).toHaveLength(2);
    const orphan = read(buildZip([text, { ...text, name: 'o.txt', orphan: true }]));
    expect(orphan.parts.map(({ name }) => name)).toContain('o.txt');
    const other = read(buildZip([{ ...text, local: { method: 0 } }]));
    expect(other.parts).toHaveLength(2);
  });

  test('reads what an archive without directory still has', () => {
    const view = read(buildZip([text, text]).subarray(0, 100));
    expect(view.parts.map(({ name }) => name)).toEqual(['a.txt', 'a.txt']);
    expect(view.oddities.map(({ kind }) => kind)).toEqual(['not-followed']);
  });

  test('is identified by its end too', () => {
    const prefixed = new MemorySource(buildZip([text], { prefix: Buffer.from('#!/bin/sh\n') }));
    expect(format.identify(takeSample(prefixed, 'x'))).toBe('content');
    expect(format.identify(takeSample(new MemorySource(Buffer.alloc(600)), 'x.zip'))).toBe('no');
  });

  test('reads the stored bytes of a file in order, so that they can be hashed on the way', () => {
    const big = { name: 'big.bin', data: Buffer.alloc(2 ** 21, 7) };
    const inner = new MemorySource(buildZip([big, { ...big, name: 'bigger.bin' }]));
    const large: number[] = [];
    const source: ByteSource = {
      size: inner.size,
      read: (offset, length) => {
        if (length > 2 ** 17) large.push(offset);
        return inner.read(offset, length);
      },
    };
    readZip(source, new WorkBudget(source.size));
    expect(large).toEqual([...large].sort((a, b) => a - b));
    expect(large.length).toBe(16);
  });

  test.each(samples.filter(({ check }) => check !== undefined))('$name: $because', ({ build, check = '' }) => {
    const kinds: readonly string[] = read(build()).oddities.map(({ kind }) => kind);
    expect(kinds).toContain(kindOf.get(check) ?? check);
  });
});

const kindOf: ReadonlyMap<string, string> = new Map([
  ['tolerated-oddity', 'tolerated'],
  ['encrypted-content', 'encrypted'],
  ['resource-bomb', 'bomb'],
]);
