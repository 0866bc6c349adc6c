// Rows of short texts under each other.
import { displayWidth, padTo } from './display-width.ts';
import { paint, type TextStyle } from './text-style.ts';

/** Lines, heading first; every column as wide as its widest text, the last one open. */
export function columns(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  style: TextStyle,
): readonly string[] {
  const widths = heading.map((title, at) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[at] ?? ''))),
  );
  const lineOf = (row: readonly string[]): string =>
    row.map((text, at) => (at === row.length - 1 ? text : padTo(text, widths[at] ?? 0))).join('  ');
  return [paint(lineOf(heading), ['dim'], style), ...rows.map(lineOf)];
}
