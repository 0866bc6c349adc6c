// Differences between the rows of two versions for people.
import { escapeInvisible } from '#core/quote';
import { type RowChange, type RowChangeKind, type RowDiff, type RowFile, rowChangeKinds } from '#core/rows/row-diff';
import { padTo } from './display-width.ts';
import { formatCount } from './format-bytes.ts';
import { rowPlaceText, shortened } from './row-place-text.ts';
import { type Paint, paint, type TextStyle } from './text-style.ts';

/** Lines of each kind without `all`. */
const longestList = 50;

/** @param all - lists every change that the comparison holds */
export function encodeRowDiffText(diff: RowDiff, style: TextStyle, all: boolean): string {
  const lines = [
    ...diff.files.flatMap((file) => fileLines(file, style)),
    ...rowChangeKinds.flatMap((kind) => kindLines(diff, kind, style, all)),
    ...repeatedLines(diff, style, all),
    headline(diff, style),
  ];
  return `${lines.join('\n')}\n`;
}

function fileLines(file: RowFile, style: TextStyle): readonly string[] {
  const { path, state, from, columns, reason } = file;
  if (state === 'same' || (state === 'changed' && columns === undefined)) return [];
  const what = [
    ...(from === undefined ? [] : [`was ${escapeInvisible(from)}`]),
    ...(columns === undefined ? [] : [`columns ${names(columns.before)} became ${names(columns.after)}`]),
    ...(reason === undefined ? [] : [reason]),
  ];
  const word = paint(padTo(state === 'not-compared' ? 'undecided' : state, 10), filePaints[state], style);
  return [`${word}  ${escapeInvisible(path)}${what.length === 0 ? '' : `  ${what.join('; ')}`}`];
}

function kindLines(diff: RowDiff, kind: RowChangeKind, style: TextStyle, all: boolean): readonly string[] {
  const changes = diff.changes.filter((change) => change.kind === kind);
  const shown = all ? changes : changes.slice(0, longestList);
  const hidden = diff.counts[kind] - shown.length;
  const lines = shown.map((change) => `${paint(padTo(kind, 10), kindPaints[kind], style)}  ${changeText(change)}`);
  if (hidden === 0) return lines;
  const how = shown.length < changes.length ? '; --all lists more of them' : '';
  return [...lines, paint(`${formatCount(hidden, `more ${kind} row`)} not listed here${how}.`, ['dim'], style)];
}

function changeText({ before, after, by, moved }: RowChange): string {
  const place = after ?? before;
  const text = place === undefined ? '' : rowPlaceText(place);
  if (before === undefined || after === undefined) return text;
  const was: string[] = [];
  if (before.file !== after.file || (before.row !== after.row && (moved === true || by === undefined))) {
    was.push(`was ${before.file === '' ? `row ${before.row}` : `${escapeInvisible(before.file)}:${before.row}`}`);
  }
  if (before.label !== after.label) was.push(`label ${label(before.label)} became ${label(after.label)}`);
  if (before.key !== after.key) was.push(`key was ${before.key === undefined ? 'not there' : shortened(before.key)}`);
  if (by === 'position') was.push('taken for the same row by its neighbours');
  return was.length === 0 ? text : `${text}  ${was.join('; ')}`;
}

function repeatedLines({ repeated }: RowDiff, style: TextStyle, all: boolean): readonly string[] {
  const shown = all ? repeated.changed : repeated.changed.slice(0, longestList);
  const hidden = repeated.changed.length + repeated.unlisted - shown.length;
  const lines = shown.map(({ key, first, before, after }) => {
    const name = key === undefined ? `the content of ${rowPlaceText(first)}` : `key ${shortened(key)}`;
    return `${paint(padTo('repeated', 10), ['yellow'], style)}  ${name} stands ${times(after)}, before ${times(before)}`;
  });
  return hidden === 0
    ? lines
    : [...lines, paint(`${formatCount(hidden, 'more repetition')} not listed here.`, ['dim'], style)];
}

function headline({ outcome, counts, rows, repeated }: RowDiff, style: TextStyle): string {
  const parts = rowChangeKinds.filter((kind) => counts[kind] > 0).map((kind) => `${counts[kind]} ${kind}`);
  const list = parts.length === 0 ? 'no row differs' : parts.join(', ');
  const sizes = `${formatCount(rows.before, 'row')} before, ${rows.after} after, ${counts.same} the same`;
  const doubles =
    repeated.after.groups === 0 ? '' : `; ${formatCount(repeated.after.rows, 'row')} share their identity with another`;
  return `${paint(outcome, outcomePaints[outcome], style)}  ${list}; ${sizes}${doubles}`;
}

function names(columns: readonly string[]): string {
  return shortened(columns.join(', '));
}

function label(text: string | undefined): string {
  return text === undefined ? 'none' : shortened(text);
}

function times(count: number): string {
  return count === 0 ? 'nowhere' : count === 1 ? 'once' : `${count} times`;
}

const outcomePaints: Readonly<Record<RowDiff['outcome'], readonly Paint[]>> = {
  same: ['bold', 'green'],
  different: ['bold', 'yellow'],
  inconclusive: ['bold', 'blue'],
};

const kindPaints: Readonly<Record<RowChangeKind, readonly Paint[]>> = {
  added: ['green'],
  removed: ['red'],
  changed: ['bold', 'yellow'],
  relabelled: ['bold', 'yellow'],
  rekeyed: ['yellow'],
  moved: ['dim'],
};

const filePaints: Readonly<Record<RowFile['state'], readonly Paint[]>> = {
  same: [],
  changed: ['yellow'],
  renamed: ['dim'],
  added: ['green'],
  removed: ['red'],
  'not-compared': ['bold', 'blue'],
};
