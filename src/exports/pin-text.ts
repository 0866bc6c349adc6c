// Pins, and what became of them, for people.

import type { DownloadCheck } from '#core/pins/download-check';
import type { PinCounts } from '#core/pins/pin';
import { type PinCheck, type PinState, type PinVerification, pinStates } from '#core/pins/pin-check';
import type { PinReport } from '#core/pins/pin-report';
import { escapeInvisible } from '#core/quote';
import { padTo } from './display-width.ts';
import { formatBytes, formatCount } from './format-bytes.ts';
import { shortened } from './row-place-text.ts';
import { type Paint, paint, type TextStyle } from './text-style.ts';

/** Lines that are listed without `all`. */
const longestList = 100;

export function encodePinText({ list, pins, counts }: PinReport, style: TextStyle): string {
  const { rows, content, bytes } = counts;
  const lines = [
    `${paint('pinned', ['bold', 'green'], style)}  ${content} of ${rows === 1 ? '1 address' : formatCount(rows, 'addresse')} of ${escapeInvisible(list)}, ${formatBytes(bytes)}`,
    field('pins', escapeInvisible(pins), style),
    ...trustLines(counts, style),
    ...missingLines(counts, style),
  ];
  return `${lines.join('\n')}\n`;
}

/** @param all - lists every row that the verification holds */
export function encodePinVerificationText(found: PinVerification, style: TextStyle, all: boolean): string {
  const shown = all ? found.items : found.items.slice(0, longestList);
  const hidden = found.items.length - shown.length + found.unlisted;
  const counts = pinStates.filter((state) => found.counts[state] > 0).map((state) => `${found.counts[state]} ${state}`);
  const lines = [
    ...shown.map((item) => itemLine(item, style)),
    ...hiddenLine(hidden, style),
    `${headline(found.outcome, style)}  ${counts.length === 0 ? 'there are no rows' : counts.join(', ')}`,
    ...trustLines(found.pinned, style),
    ...(found.counts.unreachable === 0
      ? []
      : [field('unknown', 'what is unreachable may be the same or not; it counts as neither', style)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** @param all - lists everything that the comparison holds */
export function encodeDownloadText(found: DownloadCheck, style: TextStyle, all: boolean): string {
  const { same, missing, unpinned, unknown } = found.counts;
  const lines = [
    ...found.missing.map(
      ({ row, url }) => `${paint(padTo('missing', 8), ['bold', 'red'], style)}  row ${row}  ${shortUrl(url)}`,
    ),
    ...found.unknown.map(
      ({ path, sha256 }) =>
        `${paint(padTo('unknown', 8), ['yellow'], style)}  ${escapeInvisible(path)}  ${sha256.slice(0, 12)}...`,
    ),
  ];
  const shown = all ? lines : lines.slice(0, longestList);
  const rest = [
    `${same} same`,
    `${missing} missing`,
    `${unpinned} never pinned`,
    `${formatCount(unknown, 'file')} of no row`,
  ];
  const text = [
    ...shown,
    ...hiddenLine(lines.length - shown.length + found.unlisted, style),
    `${headline(found.outcome, style)}  ${escapeInvisible(found.folder)}: ${rest.join(', ')}`,
    ...trustLines(found.pinned, style),
  ];
  return `${text.join('\n')}\n`;
}

function itemLine({ row, url, state, content, use, reasons }: PinCheck, style: TextStyle): string {
  const same = content === 'same' && state !== 'redirected' ? ['the content is the same'] : [];
  const why = [...reasons, ...same].map((reason) => escapeInvisible(reason)).join('; ');
  const advice = use === 'keep' ? '' : paint(`  ${use}`, ['dim'], style);
  return `${paint(padTo(state, 11), paints[state], style)}  row ${row}  ${shortUrl(url)}${why === '' ? '' : `  ${why}`}${advice}`;
}

/** Who vouches for the contents. */
function trustLines(
  { content, expected, unexpected, firstSeen, weaklyExpected, unreadableHashes }: PinCounts,
  style: TextStyle,
): readonly string[] {
  const share = content === 0 ? '' : ` (${Math.round((firstSeen / content) * 1000) / 10} %)`;
  return [
    field(
      'trust',
      `${expected} as the list says; ${firstSeen}${share} on first use: only their change can be noticed`,
      style,
    ),
    ...(unexpected === 0 ? [] : [field('', `${unexpected} not what the list says`, style)]),
    ...(weaklyExpected === 0 ? [] : [field('', `${weaklyExpected} by MD5 or SHA-1 alone, which can be forged`, style)]),
    ...(unreadableHashes === 0
      ? []
      : [field('', `hashes of the list that are of no known kind: ${unreadableHashes}`, style)]),
  ];
}

function missingLines({ gone, unreachable, refused, pages }: PinCounts, style: TextStyle): readonly string[] {
  const parts = [
    ...(gone === 0 ? [] : [`${gone} gone`]),
    ...(unreachable === 0 ? [] : [`${unreachable} unreachable`]),
    ...(refused === 0 ? [] : [`${refused} refused because of their address`]),
  ];
  return [
    ...(parts.length === 0 ? [] : [field('missing', parts.join(', '), style)]),
    ...(pages === 0 ? [] : [field('note', `${pages} begin like an HTML page`, style)]),
  ];
}

function headline(outcome: PinVerification['outcome'], style: TextStyle): string {
  return paint(outcomeWords[outcome], outcomePaints[outcome], style);
}

function hiddenLine(hidden: number, style: TextStyle): readonly string[] {
  return hidden === 0 ? [] : [paint(`${formatCount(hidden, 'more row')} not listed here.`, ['dim'], style)];
}

function field(label: string, text: string, style: TextStyle): string {
  return `  ${paint(padTo(label, 8), ['dim'], style)}  ${text}`;
}

function shortUrl(url: string): string {
  return url.length <= 120 ? escapeInvisible(url) : `${shortened(url)} (${url.length} characters)`;
}

const outcomeWords: Readonly<Record<PinVerification['outcome'], string>> = {
  pass: 'verified',
  fail: 'refused',
  inconclusive: 'undecided',
};

const outcomePaints: Readonly<Record<PinVerification['outcome'], readonly Paint[]>> = {
  pass: ['bold', 'green'],
  fail: ['bold', 'red'],
  inconclusive: ['bold', 'blue'],
};

const paints: Readonly<Record<PinState, readonly Paint[]>> = {
  same: ['green'],
  redirected: ['dim'],
  changed: ['bold', 'red'],
  'other-owner': ['bold', 'red'],
  gone: ['bold', 'red'],
  unreachable: ['bold', 'blue'],
  unpinned: ['yellow'],
};
