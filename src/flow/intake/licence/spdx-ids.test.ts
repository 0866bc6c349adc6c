import { expect, test } from 'vitest';
import { spdxIds } from './spdx-ids.ts';

test('every identifier is there once, whole, and found in any case', () => {
  expect(spdxIds.size).toBe(734);
  for (const id of ['MIT', 'CC-BY-SA-3.0', 'Boehm-GC-without-fee', 'GPL-2.0', 'CDLA-Permissive-2.0'])
    expect(spdxIds.get(id.toLowerCase())).toBe(id);
  expect([...spdxIds.values()].every((id) => /^[A-Za-z0-9][A-Za-z0-9.+-]*$/.test(id))).toBe(true);
});
