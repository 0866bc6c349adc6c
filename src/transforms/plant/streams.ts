// Streams of the seed of an attack: what is drawn for one thing does not shift what is drawn for another.

/** Which rows are taken. */
export const rowsStream = 0;

/** What is the same in all planted rows. */
export const patternStream = 1;

/** What is drawn for one row, so that it does not depend on the order of reading. */
export function streamOfRow(row: number): number {
  return row + 2;
}
