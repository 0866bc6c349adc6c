// Reports of `assay verify` over recorded assets and over a whole workspace, for people.
import type { AssetVerification, CopyEntry, RecordedChange, VerifiedCopy } from '#core/asset-verification';
import type { VerificationOutcome } from '#core/model-verification';
import { escapeInvisible } from '#core/quote';
import type { WorkspaceAudit } from '#core/workspace-audit';
import { padTo, wrap } from './display-width.ts';
import { formatBytes, formatCount } from './format-bytes.ts';
import { type Paint, paint, type TextStyle } from './text-style.ts';

/** Lines of entries that are listed without `--verbose`. */
const longestList = 50;

/** @param all - lists every entry that differs */
export function encodeAssetVerification(report: AssetVerification, style: TextStyle, all: boolean): string {
  return `${assetLines(report, style, all).join('\n')}\n`;
}

/** @param all - lists assets that are as recorded, too */
export function encodeAudit(audit: WorkspaceAudit, style: TextStyle, all: boolean): string {
  const findings = audit.parts.flatMap(({ name, looked, findings }) => [
    ...field(name, `${looked}${findings.length === 0 ? '' : `; ${formatCount(findings.length, 'finding')}`}`, style),
    ...findings.flatMap(({ place, message, outcome }) => [
      `    ${paint(outcome === 'fail' ? 'no' : 'could not tell', paints[outcome], style)}  ${escapeInvisible(`${place}: ${message}`)}`,
    ]),
  ]);
  const bad = audit.assets.filter(({ outcome }) => outcome !== 'pass');
  const shown = all ? audit.assets : bad;
  const good = audit.assets.length - bad.length;
  const lines = [
    `${paint(words[audit.outcome], paints[audit.outcome], style)}  ${escapeInvisible(audit.workspace)}`,
    ...findings,
    ...field('assets', `${good} of ${audit.assets.length} as recorded`, style),
    ...shown.flatMap((asset) => assetLines(asset, style, all).map((line) => `  ${line}`)),
    ...(audit.refused.length === 0 ? [] : field('not counted', refusedText(audit), style)),
    ...field('next due', audit.dueBy, style),
    ...(audit.recorded === undefined ? [] : field('recorded', audit.recorded, style)),
  ];
  return `${lines.join('\n')}\n`;
}

function refusedText({ refused }: WorkspaceAudit): string {
  const [first] = refused;
  const more = refused.length > 1 ? `, and ${refused.length - 1} more` : '';
  return `entry ${first?.logIndex}: ${first?.reason}${more}`;
}

function assetLines(report: AssetVerification, style: TextStyle, all: boolean): readonly string[] {
  const { asset, outcome, problem, lastGood, store, copies, recorded } = report;
  const blobs =
    store.problems.length === 0
      ? `${formatCount(store.blobs, 'blob')} ${store.depth === 'read' ? 'read and hashed' : 'present, not read'}`
      : `${store.problems.length} of ${formatCount(store.blobs, 'blob')} cannot be had`;
  return [
    `${paint(words[outcome], paints[outcome], style)}  ${escapeInvisible(asset)}`,
    ...(problem === undefined ? [] : field('why', `${problem.message} (${problem.code})`, style)),
    ...(lastGood === undefined ? [] : field('last good', changeText(lastGood), style)),
    ...(problem === undefined ? field('store', blobs, style) : []),
    ...store.problems
      .slice(0, all ? undefined : longestList)
      .map(({ path, message }) => `    ${escapeInvisible(`${path}: ${message}`)}`),
    ...copies.flatMap((copy) => copyLines(copy, style, all)),
    ...(recorded === undefined ? [] : field('recorded', recorded, style)),
  ];
}

function copyLines(copy: VerifiedCopy, style: TextStyle, all: boolean): readonly string[] {
  const { place, device, state, entries, reading, isVersion, notes } = copy;
  const where = device === undefined ? place : `${place} on ${device}`;
  const shown = all ? entries : entries.slice(0, longestList);
  const read = reading === undefined ? '' : `, ${formatBytes(reading.bytesRead)} of ${formatBytes(reading.bytes)} read`;
  return [
    ...field('copy', `${where}: ${states[state]}${read}`, style),
    ...(isVersion === undefined ? [] : field('', `it is ${changeText(isVersion)}`, style)),
    ...shown.map((entry) => entryLine(entry, isVersion !== undefined, style)),
    ...(shown.length < entries.length
      ? [`    ${formatCount(entries.length - shown.length, 'more entry', 'more entries')}; --verbose lists them.`]
      : []),
    ...notes.flatMap((note) => field('note', note, style)),
  ];
}

function entryLine(entry: CopyEntry, isWholeVersion: boolean, style: TextStyle): string {
  const { path, state, differences = [], movedTo, movedFrom, reason, explainedBy } = entry;
  const details = [
    differences.join(', '),
    movedTo === undefined ? '' : `now at ${movedTo}`,
    movedFrom === undefined ? '' : `was at ${movedFrom}`,
    reason ?? '',
    explainedBy === undefined
      ? state === 'unreadable'
        ? ''
        : 'unexplained: no recorded change'
      : isWholeVersion
        ? ''
        : `explained by ${changeText(explainedBy)}`,
  ].filter((text) => text !== '');
  const paint1 =
    state === 'unreadable' ? paints.inconclusive : explainedBy === undefined ? paints.fail : (['yellow'] as const);
  return `    ${paint(padTo(state, 10), paint1, style)}  ${escapeInvisible([path, ...details].join('  '))}`;
}

function changeText({ version, at, signedBy, statement }: RecordedChange): string {
  return `${version}, recorded ${at} by key ${signedBy.map((key) => key.slice(0, 12)).join(', ')}, statement ${statement.slice(0, 12)}`;
}

function field(label: string, text: string, style: TextStyle): readonly string[] {
  const lines = wrap(escapeInvisible(text), Math.max(20, style.width - 15));
  return lines.map((line, index) => `  ${paint(padTo(index === 0 ? label : '', 11), ['dim'], style)}  ${line}`);
}

const states: Readonly<Record<VerifiedCopy['state'], string>> = {
  match: 'as recorded',
  superseded: 'the version that belongs there now',
  differs: 'not as recorded',
  unreadable: 'could not be read',
  absent: 'not there',
  elsewhere: 'not looked at from here',
};

const words: Readonly<Record<VerificationOutcome, string>> = {
  pass: 'verified',
  fail: 'refused',
  inconclusive: 'undecided',
};

const paints: Readonly<Record<VerificationOutcome, readonly Paint[]>> = {
  pass: ['bold', 'green'],
  fail: ['bold', 'red'],
  inconclusive: ['bold', 'blue'],
};
