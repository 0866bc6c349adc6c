import { describe, expect, it } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { buildFlatBuffer } from '#testkit/flatbuffers-writer';
import { FlatBuffer } from './flat-buffer.ts';

function open(bytes: Uint8Array): FlatBuffer {
  return new FlatBuffer(new MemorySource(bytes), new WorkBudget(bytes.length));
}

describe('FlatBuffer', () => {
  it('reads what the writer wrote', () => {
    const root = open(
      buildFlatBuffer(
        [
          { i32: -5 },
          'text',
          undefined,
          { u64: 2 ** 40 },
          Uint8Array.of(1, 2, 3),
          { tables: [['a'], ['b']] },
          { strings: ['x', 'y'] },
        ],
        'TEST',
      ),
    ).root();
    expect(root.i32(0)).toBe(-5);
    expect(root.text(1)).toBe('text');
    expect(root.text(2)).toBeUndefined();
    expect(root.u32(2, 9)).toBe(9);
    expect(root.u64(3)).toBe(2 ** 40);
    expect(root.vector(4, 1)?.length).toBe(3);
    expect([...root.tables(5)].map((table) => table.text(0))).toEqual(['a', 'b']);
    expect([...root.texts(6)]).toEqual(['x', 'y']);
    expect(root.table(99)).toBeUndefined();
  });

  it('tells the bytes that no table accounts for', () => {
    const bytes = buildFlatBuffer(['text'], 'TEST');
    const longer = new Uint8Array(bytes.length + 100);
    longer.set(bytes);
    const flat = open(longer);
    flat.root().text(0);
    expect(flat.gaps(64)).toEqual([{ from: bytes.length, to: longer.length }]);
  });

  it.each([
    ['an offset beyond the end', buildFlatBuffer([{ offset: 1e9 }], 'TEST')],
    ['an offset to itself', buildFlatBuffer([{ offset: 0 }], 'TEST')],
    ['a root beyond the end', Uint8Array.of(255, 255, 255, 127, 84, 69, 83, 84)],
    ['nothing', new Uint8Array(0)],
  ])('refuses %s', (_, bytes) => {
    expect(() => open(bytes).root().text(0)).toThrow(FormatError);
  });

  it('ends a walk through shared tables in a limit', () => {
    const bytes = buildFlatBuffer([{ tables: Array.from({ length: 1000 }, () => []) }], 'TEST');
    const budget = new WorkBudget(0);
    budget.spend(49_000_000);
    const endless = (): void => {
      for (let round = 0; round < 1_000_000; round += 1) {
        for (const table of new FlatBuffer(new MemorySource(bytes), budget).root().tables(0)) table.u8(0);
      }
    };
    expect(endless).toThrow(expect.objectContaining({ code: 'FORMAT_LIMIT' }));
  });
});
