import { expect, test } from 'vitest';
import { formatBytes, formatCount } from './format-bytes.ts';

test('sizes in units of 1024', () => {
  expect([0, 1023, 1024, 1536, 1024 ** 2 - 1, 1024 ** 3].map(formatBytes)).toEqual([
    '0 B',
    '1023 B',
    '1.0 KiB',
    '1.5 KiB',
    '1.0 MiB',
    '1.0 GiB',
  ]);
});

test('counts with commas and number', () => {
  expect([1, 2, 1000, 1234567].map((count) => formatCount(count, 'file'))).toEqual([
    '1 file',
    '2 files',
    '1,000 files',
    '1,234,567 files',
  ]);
});
