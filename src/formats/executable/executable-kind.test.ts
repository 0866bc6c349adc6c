import { expect, test } from 'vitest';
import { buildElf, buildMachO, buildPe } from '#testkit/script';
import { executableKind } from './executable-kind.ts';

const kind = (bytes: Uint8Array) =>
  executableKind(bytes, bytes.length, (offset, length) => bytes.subarray(offset, offset + length));

test('programs are told by their headers', () => {
  expect([kind(buildElf()), kind(buildPe()), kind(buildMachO())]).toEqual(['elf', 'pe', 'mach-o']);
});

test('magic numbers alone are not enough', () => {
  const elf = Uint8Array.from(buildElf());
  elf[52] = 1;
  const pe = Uint8Array.from(buildPe());
  pe[128] = 0;
  expect([kind(elf), kind(pe), kind(Uint8Array.from([0x4d, 0x5a, 1, 2]))]).toEqual([undefined, undefined, undefined]);
});
