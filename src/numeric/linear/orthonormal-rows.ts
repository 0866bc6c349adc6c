// An orthonormal basis of what rows span.

/**
 * Makes the rows orthonormal in place, from the first to the last. A row that depends on those before it becomes 0.
 * @param rows - shape [count, width]
 * @source Gram, Schmidt, each row twice: Giraud, Langou, Rozloznik 2005 ("twice is enough")
 */
export function orthonormaliseRows(rows: Float64Array, count: number, width: number): Float64Array {
  for (let i = 0; i < count; i++) {
    const row = rows.subarray(i * width, (i + 1) * width);
    const before = length(row);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) removeDirection(row, rows.subarray(j * width, (j + 1) * width));
    }
    const after = length(row);
    const scale = after > before * negligible ? 1 / after : 0;
    for (let k = 0; k < width; k++) row[k] = (row[k] ?? 0) * scale;
  }
  return rows;
}

function removeDirection(row: Float64Array, direction: Float64Array): void {
  let along = 0;
  for (let k = 0; k < row.length; k++) along += (row[k] ?? 0) * (direction[k] ?? 0);
  for (let k = 0; k < row.length; k++) row[k] = (row[k] ?? 0) - along * (direction[k] ?? 0);
}

function length(row: Float64Array): number {
  let squares = 0;
  for (let k = 0; k < row.length; k++) squares += (row[k] ?? 0) ** 2;
  return Math.sqrt(squares);
}

/** What is left of a row after its projections were taken away is rounding below this share of it. */
const negligible = 1e-12;
