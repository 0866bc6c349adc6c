// Questions about many digests in a few queries.

/** Asks `query` about `values` in portions that every engine takes, and gives all its rows. */
export async function inPortions<V, Row>(
  values: readonly V[],
  query: (portion: readonly V[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < values.length; at += portionValues) {
    for (const row of await query(values.slice(at, at + portionValues))) rows.push(row);
  }
  return rows;
}

/** SQLite takes 32,766 values in a query. */
const portionValues = 5000;
