// Sets of texts made from memory.
import type { TextSet } from '#core/dataset/data-set';

export interface LabelledText {
  readonly text: string;
  readonly label?: string;
  readonly source?: string;
  /** Milliseconds since 1970. */
  readonly time?: number;
}

/** A set whose rows are these, in this order; labels, sources and times where any row has one. */
export function buildTextSet(rows: readonly LabelledText[]): TextSet {
  return {
    kind: 'text',
    count: rows.length,
    id: (row) => row,
    excluded: [],
    read: async (asked) => Array.from(asked, (row) => rows[row]?.text ?? ''),
    ...coding(rows, 'label', 'labels'),
    ...coding(rows, 'source', 'sources'),
    ...(rows.some(({ time }) => time !== undefined)
      ? { times: Float64Array.from(rows, ({ time }) => time ?? Number.NaN) }
      : {}),
  };
}

function coding(
  rows: readonly LabelledText[],
  field: 'label' | 'source',
  name: 'labels' | 'sources',
): Partial<TextSet> {
  const names = [...new Set(rows.flatMap((row) => row[field] ?? []))].sort();
  if (names.length === 0) return {};
  const codes = Int32Array.from(rows, (row) => names.indexOf(row[field] ?? ''));
  return { [name]: { names, codes } };
}
