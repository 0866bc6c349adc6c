// What readers of rows noticed, in words for people.
import { type RowOddities, rowOddities } from '#core/rows/row';

/** One sentence for each kind. */
export function noteOddities(oddities: RowOddities): readonly string[] {
  return Object.entries(rowOddities).flatMap(([kind, text]) => {
    const found = Object.entries(oddities).find(([name]) => name === kind)?.[1];
    return found === undefined ? [] : [`${text}: ${found.count} times, first in row ${found.row}`];
  });
}
