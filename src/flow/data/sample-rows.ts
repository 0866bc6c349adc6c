// Rows for people to look at: the worst of every class, and beside them rows of the same classes that nothing speaks against.
import type { DataScan, FlaggedRow } from '#core/dataset/data-scan';
import type { DataSet, RowId } from '#core/dataset/data-set';
import type { PageSamples, RowContent } from '#exports/page/data-scan-page';

const flaggedPerClass = 24;
const othersPerClass = 8;
/** Classes that are shown, most flagged rows first. */
const mostClasses = 12;
const bins = 96;

/** @throws {AssayError} when the rows cannot be read any more */
export async function sampleRows(set: DataSet, scan: DataScan): Promise<PageSamples> {
  const index = indexOfRows(set, scan.rows);
  const groups = Object.entries(Object.groupBy(scan.rows, (row) => row.class))
    .toSorted(([, a], [, b]) => (b?.length ?? 0) - (a?.length ?? 0))
    .slice(0, mostClasses);
  const flagged = groups.flatMap(([, rows]) => (rows ?? []).slice(0, flaggedPerClass));
  const others = groups.flatMap(([name]) => unflaggedOf(set, name, index));
  return {
    flagged: await withContent(
      set,
      flagged,
      (row) => index.get(row.row),
      (row, content) => ({ row, content }),
    ),
    others: await withContent(
      set,
      others,
      ({ at }) => at,
      ({ at, name }, content) => ({ class: name, row: String(set.id(at)), content }),
    ),
    places: placesOf(set, groups, index),
  };
}

/** Where in the set the flagged rows stand. */
function indexOfRows(set: DataSet, rows: readonly FlaggedRow[]): ReadonlyMap<RowId, number> {
  const wanted = new Set(rows.map(({ row }) => row));
  const index = new Map<RowId, number>();
  for (let at = 0; at < set.count && index.size < wanted.size; at += 1) {
    const id = set.id(at);
    if (wanted.has(id)) index.set(id, at);
  }
  return index;
}

function unflaggedOf(
  set: DataSet,
  name: string,
  index: ReadonlyMap<RowId, number>,
): readonly { readonly at: number; readonly name: string }[] {
  const code = set.labels?.names.indexOf(name) ?? -1;
  const flagged = new Set(index.values());
  const rows: { at: number; name: string }[] = [];
  for (let at = 0; at < set.count && rows.length < othersPerClass; at += 1) {
    if (set.labels?.codes[at] === code && !flagged.has(at)) rows.push({ at, name });
  }
  return rows;
}

async function withContent<T, R>(
  set: DataSet,
  items: readonly T[],
  at: (item: T) => number | undefined,
  make: (item: T, content: RowContent) => R,
): Promise<readonly R[]> {
  const known = items.flatMap((item) => {
    const row = at(item);
    return row === undefined ? [] : [{ item, row }];
  });
  const contents = await contentsOf(
    set,
    known.map(({ row }) => row),
  );
  return known.flatMap(({ item }, position) => {
    const content = contents[position];
    return content === undefined ? [] : [make(item, content)];
  });
}

async function contentsOf(set: DataSet, rows: readonly number[]): Promise<readonly RowContent[]> {
  if (set.kind === 'text') return (await set.read(rows)).map((text) => ({ kind: 'text', text }));
  if (set.kind === 'table') return rows.map((row) => ({ kind: 'text', text: rowText(set, row) }));
  const { height, width, channels } = set;
  const size = height * width * channels;
  const pixels = await set.read(rows);
  return rows.map((_, at) => ({
    kind: 'picture',
    height,
    width,
    channels,
    pixels: pixels.subarray(at * size, (at + 1) * size),
  }));
}

function rowText({ columns }: Extract<DataSet, { kind: 'table' }>, row: number): string {
  return columns
    .slice(0, 30)
    .map((column) => {
      const value = column.kind === 'number' ? column.values[row] : column.values.names[column.values.codes[row] ?? -1];
      return `${column.name}: ${value ?? ''}`;
    })
    .join(', ');
}

function placesOf(
  set: DataSet,
  groups: readonly (readonly [string, readonly FlaggedRow[] | undefined])[],
  index: ReadonlyMap<RowId, number>,
): PageSamples['places'] {
  return groups.map(([name, rows]) => {
    const counts = new Array<number>(bins).fill(0);
    for (const { row } of rows ?? []) {
      const at = index.get(row);
      if (at === undefined) continue;
      const bin = Math.min(bins - 1, Math.floor((at / set.count) * bins));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return { class: name, counts };
  });
}
