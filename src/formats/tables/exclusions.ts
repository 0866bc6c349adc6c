// Counts the rows that a reader cannot take, by reason.
import type { Exclusion, RowId } from '#core/dataset/data-set';

export class Exclusions {
  readonly #found = new Map<string, { count: number; readonly rows: RowId[] }>();

  /** @param reason - in words, one of a few */
  add(reason: string, row: RowId): void {
    const known = this.#found.get(reason);
    if (known === undefined) this.#found.set(reason, { count: 1, rows: [row] });
    else {
      known.count += 1;
      if (known.rows.length < shownRows) known.rows.push(row);
    }
  }

  all(): readonly Exclusion[] {
    return [...this.#found].map(([reason, { count, rows }]) => ({ reason, count, rows: [...rows] }));
  }
}

const shownRows = 10;
