// What differs between two assets, for people.
import type { ChangedEntry, ManifestDiff } from '#core/diff-manifests';
import type { Entry } from '#core/manifest';
import { escapeInvisible } from '#core/quote';
import { padTo } from './display-width.ts';
import { formatBytes, formatCount } from './format-bytes.ts';
import { type Paint, paint, type TextStyle } from './text-style.ts';

/** Lines that are listed without `all`. */
const longestList = 100;

/** Lines about the entries of two manifests. */
export function entryDiffLines(diff: ManifestDiff, style: TextStyle, all: boolean): readonly string[] {
  const { changes, summary, bytes } = diff;
  const shown = all ? changes : changes.slice(0, longestList);
  const counted = (['added', 'removed', 'changed', 'renamed', 'unchanged'] as const).map(
    (kind) => `${summary[kind]} ${kind}`,
  );
  return [
    `entries  ${counted.join(', ')}; ${formatBytes(bytes.before)} before, ${formatBytes(bytes.after)} after`,
    ...shown.map((change) => changeLine(change, style)),
    ...(shown.length < changes.length
      ? [`  ${formatCount(changes.length - shown.length, 'more change')}; --all lists them.`]
      : []),
  ];
}

function changeLine({ path, change, from, differences = [], before, after }: ChangedEntry, style: TextStyle): string {
  const what = [from === undefined ? '' : `was ${from}`, differences.join(', '), sizes(before, after)].filter(
    (text) => text !== '',
  );
  return `  ${paint(padTo(change, 8), paints[change], style)}  ${escapeInvisible([path, ...what].join('  '))}`;
}

function sizes(before: Entry | undefined, after: Entry | undefined): string {
  const [old, now] = [before, after].map((entry) => (entry?.type === 'file' ? formatBytes(entry.size) : ''));
  if (old === now || old === '' || old === undefined) return now ?? '';
  return now === '' || now === undefined ? old : `${old} -> ${now}`;
}

const paints: Readonly<Record<ChangedEntry['change'], readonly Paint[]>> = {
  added: ['green'],
  removed: ['bold', 'red'],
  changed: ['yellow'],
  renamed: ['yellow'],
};
