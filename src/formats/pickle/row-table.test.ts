import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkBudget } from '#core/work-budget';
import { RowTable } from './row-table.ts';

describe('RowTable', () => {
  it('gives equal rows one id and different rows different ones, and gives every row back', () => {
    const item = fc.integer({ min: -(2 ** 45), max: 2 ** 51 });
    const row = fc.tuple(fc.nat({ max: 1 }), fc.array(item, { maxLength: 16 }));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 400 }), (rows) => {
        const table = new RowTable(1000, new WorkBudget(0));
        const ids = new Map<string, number>();
        for (const [tag, items] of rows) {
          const id = table.idOf(tag, items);
          expect(ids.get(`${tag}:${items.join()}`) ?? id).toBe(id);
          ids.set(`${tag}:${items.join()}`, id);
          expect(table.rowOf(id)).toEqual({ tag, items: Float64Array.from(items) });
        }
        expect(new Set(ids.values()).size).toBe(ids.size);
      }),
    );
  });

  it('forgets all rows together when it is full, and never uses an id again', () => {
    const table = new RowTable(5, new WorkBudget(0));
    for (let index = 0; index < 40_000; index++) table.idOf(0, [index]);
    expect(table.rowOf(5)).toBeUndefined();
    expect(table.idOf(0, [0])).toBe(40_005);
    expect(table.rowOf(40_005)).toEqual({ tag: 0, items: Float64Array.of(0) });
  });
});
