// The table at the top of the text report: one line per file, worst first.
import { escapeInvisible } from '#core/quote';
import type { FileReport, Verdict } from '#core/scan-report';
import { displayWidth, padTo, shorten } from './display-width.ts';
import { formatBytes, formatCount } from './format-bytes.ts';
import { paint, type TextStyle, verdictOrder, verdictPaints } from './text-style.ts';

/** More files than this are listed only as far as they are not clean. */
const longestFullList = 30;
/** Lines of the table; what is beyond is counted. */
const longestTable = 200;

/** The lines of the table, heading first. */
export function tableLines(files: readonly FileReport[], style: TextStyle): readonly string[] {
  const sorted = verdictOrder.flatMap((verdict) => files.filter((file) => file.verdict === verdict));
  const wanted = sorted.length <= longestFullList ? sorted : sorted.filter(({ verdict }) => verdict !== 'clean');
  const shown = wanted.slice(0, longestTable);
  if (shown.length === 0) return leftOut(sorted, shown, style);
  const rows = shown.map(cellsOf);
  const widths = columnWidths([heading, ...rows], style.width);
  const lines = rows.map((row, index) => {
    const paints = verdictPaints[shown[index]?.verdict ?? 'clean'];
    return `${paint(padTo(row[0], widths[0]), paints, style)}  ${restOf(row, widths)}`;
  });
  const top = paint(`${padTo(heading[0], widths[0])}  ${restOf(heading, widths)}`, ['dim'], style);
  return [top, ...lines, ...leftOut(sorted, shown, style)];
}

type Row = readonly [verdict: string, file: string, formats: string, size: string];

const heading: Row = ['VERDICT', 'FILE', 'FORMATS', 'SIZE'];

function cellsOf(file: FileReport): Row {
  const formats = file.formats.length === 0 ? '-' : file.formats.join(' ');
  return [file.verdict, escapeInvisible(file.path), formats, formatBytes(file.size)];
}

function restOf(row: Row, widths: readonly [number, number, number]): string {
  return `${padTo(shorten(row[1], widths[1]), widths[1])}  ${padTo(shorten(row[2], widths[2]), widths[2])}  ${row[3]}`;
}

/** Columns for verdict, file and formats. What does not fit is taken from formats first, then from file. */
function columnWidths(rows: readonly Row[], width: number): readonly [number, number, number] {
  const widest = (column: 0 | 1 | 2 | 3): number => Math.max(...rows.map((row) => displayWidth(row[column])));
  const room = width - widest(0) - widest(3) - 6;
  const formats = Math.min(widest(2), Math.max(8, room - widest(1), Math.floor(room / 3)));
  return [widest(0), Math.min(widest(1), Math.max(12, room - formats)), formats];
}

function leftOut(all: readonly FileReport[], shown: readonly FileReport[], style: TextStyle): readonly string[] {
  const hidden = all.filter((file) => !shown.includes(file));
  if (hidden.length === 0) return [];
  const counts = new Map<Verdict, number>();
  for (const { verdict } of hidden) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const words = [...counts].map(([verdict, count]) => `${formatCount(count, `${verdict} file`)}`).join(', ');
  return [paint(`${words} not listed here; --format json lists all.`, ['dim'], style)];
}
