// `assay data profile` for people: the seven characteristics, and a small histogram per column.
import type { DataProfile, ProfiledColumn } from '#core/dataset/data-profile';
import { escapeInvisible } from '#core/quote';
import { columns } from './columns.ts';
import { shorten } from './display-width.ts';
import { withCommas } from './format-bytes.ts';
import { paint, type TextStyle } from './text-style.ts';

const longestList = 100;

export function dataProfileLines(profile: DataProfile, style: TextStyle): readonly string[] {
  const rows = profile.characteristics.map(({ characteristic, known, text }) => [
    characteristic,
    known ? text : paint(text, ['yellow'], style),
  ]);
  const shown = profile.columns.slice(0, longestList);
  const left = profile.columns.length - shown.length;
  return [
    escapeInvisible(profile.path),
    ...columns(['CHARACTERISTIC', 'WHAT WAS FOUND'], rows, style),
    '',
    ...(shown.length === 0 ? [] : columns(['COLUMN', 'MISSING', 'DIFFERENT', 'VALUES'], shown.map(columnRow), style)),
    ...(left === 0 ? [] : [`${left} columns more: --json lists all`]),
    ...profile.minimisation.map((text) => `minimise   ${text}`),
    ...profile.limitations,
  ];
}

function columnRow({ name, missing, different, histogram, frequent }: ProfiledColumn): readonly string[] {
  const values =
    histogram === undefined
      ? (frequent ?? []).map(({ value, count }) => `${value} (${withCommas(count)})`).join(', ')
      : `${bars(histogram.counts)}  ${number(histogram.least)} to ${number(histogram.most)}`;
  return [
    shorten(escapeInvisible(name), 30),
    withCommas(missing),
    withCommas(different),
    shorten(escapeInvisible(values), 70),
  ];
}

function bars(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return counts
    .map((count) => (count === 0 ? ' ' : ('▁▂▃▄▅▆▇█'[Math.min(7, Math.floor((8 * count) / most))] ?? ' ')))
    .join('');
}

function number(value: number): string {
  return String(Number(value.toPrecision(6)));
}
