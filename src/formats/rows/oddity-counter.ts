// Counts what is odd about the rows of one file.
import type { RowOddities, RowOddity } from '#core/rows/row';

export class OddityCounter {
  readonly #found = new Map<RowOddity, { count: number; readonly row: number }>();

  /** @param row - 1 for the first row; 0 before it */
  add(kind: RowOddity, row: number): void {
    const known = this.#found.get(kind);
    if (known === undefined) this.#found.set(kind, { count: 1, row });
    else known.count += 1;
  }

  all(): RowOddities {
    return Object.fromEntries([...this.#found].map(([kind, { count, row }]) => [kind, { count, row }]));
  }
}
