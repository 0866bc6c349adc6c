// Where rows come from, for people.
import { escapeInvisible } from '#core/quote';
import type { BlamedRow, RowBlame, VersionFacts } from '#core/rows/row-blame';
import { padTo } from './display-width.ts';
import { formatCount } from './format-bytes.ts';
import { rowPlaceText } from './row-place-text.ts';
import { paint, type TextStyle } from './text-style.ts';

/** Each row with the version that made it what it is, and at the end each version with what is known of it. */
export function encodeRowBlameText(blame: RowBlame, style: TextStyle): string {
  const width = Math.max(0, ...blame.versions.map(({ version }) => version.name.length));
  const lines = [
    ...blame.rows.map((row) => rowLine(row, width, style)),
    ...(blame.unlisted === 0
      ? []
      : [paint(`${formatCount(blame.unlisted, 'more row')} not listed here.`, ['dim'], style)]),
    ...blame.versions.map(({ version, rows }) => versionLine(version, rows, width, style)),
    ...blame.gaps.map((gap) => `${paint('unknown', ['bold', 'blue'], style)}  ${escapeInvisible(gap)}`),
    ...(blame.outcome === 'no-such-row' ? [`${escapeInvisible(blame.of.name)} has no such row.`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function rowLine({ row, version, as, previous, unsure }: BlamedRow, width: number, style: TextStyle): string {
  const name = paint(padTo(escapeInvisible(version.name), width), ['bold'], style);
  const before =
    previous === undefined
      ? ''
      : `; was ${previous.row.digest.slice(0, 12)}... in ${escapeInvisible(previous.version.name)}`;
  const doubt = unsure === undefined ? '' : `; or earlier: ${escapeInvisible(unsure)}`;
  return `${name}  ${padTo(as, 10)}  ${rowPlaceText(row)}  ${row.digest.slice(0, 12)}...${before}${doubt}`;
}

function versionLine(
  { name, at, by, why, assetId }: VersionFacts,
  rows: number,
  width: number,
  style: TextStyle,
): string {
  const parts = [
    at,
    ...(by === undefined ? [] : [by]),
    `asset ${assetId.slice(0, 12)}...`,
    ...(why === undefined ? [] : [why]),
  ];
  const told = parts.map((part) => escapeInvisible(part)).join('  ');
  return `${paint(padTo(escapeInvisible(name), width), ['bold'], style)}  ${formatCount(rows, 'row')}  ${told}`;
}
