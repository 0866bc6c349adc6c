import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { FileError } from '#core/errors';
import { FileSource } from './file-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-file-source-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Longer than two windows, no period that a window could hide. */
const bytes = Uint8Array.from({ length: 2_500_000 }, (_, index) => (index * 2654435761) >>> 24);
const path = join(folder, 'bytes');
writeFileSync(path, bytes);

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof FileError) return error.code;
    throw error;
  }
  return 'nothing was thrown';
}

describe('reading', () => {
  test('in any order gives the bytes, and the digest of the whole', () => {
    const reads = fc.array(fc.tuple(fc.nat(bytes.length + 10), fc.integer({ min: 0, max: 1_300_000 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(reads, (list) => {
        const source = FileSource.open(path);
        for (const [offset, length] of list) {
          const wanted = bytes.subarray(offset, offset + length);
          expect(Buffer.compare(source.read(offset, length), wanted)).toBe(0);
        }
        expect(source.finish()).toBe(sha256(bytes));
      }),
      { numRuns: 30 },
    );
  });

  test('an empty file has the digest of nothing', () => {
    const empty = join(folder, 'empty');
    writeFileSync(empty, '');
    const source = FileSource.open(empty);
    expect(source.read(0, 10)).toHaveLength(0);
    expect(source.finish()).toBe(sha256(new Uint8Array(0)));
  });
});

describe('what cannot be opened has a code', () => {
  test('missing, folder, link, device', () => {
    expect(codeOf(() => FileSource.open(join(folder, 'nothing')))).toBe('FILE_MISSING');
    expect(codeOf(() => FileSource.open(join(path, 'below-a-file')))).toBe('FILE_UNREADABLE');
    const sub = join(folder, 'sub');
    mkdirSync(sub);
    expect(codeOf(() => FileSource.open(sub))).toBe('FILE_KIND');
    const link = join(folder, 'link');
    symlinkSync(path, link);
    expect(codeOf(() => FileSource.open(link))).toBe('FILE_UNREADABLE');
    expect(codeOf(() => FileSource.open('/dev/null'))).toBe('FILE_KIND');
  });
});

describe('a file that changes while it is read', () => {
  test('is noticed when it grows', () => {
    const growing = join(folder, 'growing');
    writeFileSync(growing, 'abc');
    const source = FileSource.open(growing);
    source.read(0, 3);
    appendFileSync(growing, 'd');
    expect(codeOf(() => source.finish())).toBe('FILE_CHANGED');
  });

  test('is noticed when it shrinks', () => {
    const shrinking = join(folder, 'shrinking');
    writeFileSync(shrinking, 'abcdef');
    const source = FileSource.open(shrinking);
    writeFileSync(shrinking, 'ab');
    expect(codeOf(() => source.read(0, 6))).toBe('FILE_CHANGED');
    source.close();
  });
});

test('closing twice does no harm', () => {
  const source = FileSource.open(path);
  source.close();
  source.close();
});
