// `assay data scan` for people: classes, what is flagged, how much such a search finds, and what it cannot find.
import type { ClassVerdict, DataScan, DetectionPower, DetectorRun, FlaggedRow } from '#core/dataset/data-scan';
import { escapeInvisible } from '#core/quote';
import { columns } from './columns.ts';
import { shorten } from './display-width.ts';
import { formatCount, withCommas } from './format-bytes.ts';
import { paint, type TextStyle } from './text-style.ts';

/** Flagged rows that are listed; the rest is counted. */
const longestList = 20;
/** Classes that are listed although nothing speaks against them. */
const longestClassList = 30;

export function dataScanLines(scan: DataScan, style: TextStyle): readonly string[] {
  const { dataset, classes } = scan;
  return [
    `${escapeInvisible(dataset.path)}: ${dataset.kind}, ${formatCount(dataset.rows, 'row')}, ${formatCount(classes.length, 'class', 'classes')}`,
    ...excludedLines(scan),
    ...besideLines(scan),
    '',
    ...classLines(classes, style),
    '',
    ...rowLines(scan.rows, style),
    ...triggerLines(scan),
    ...qualityLines(scan),
    '',
    ...powerLines(scan.power, style),
    ...thresholdLines(scan),
    ...detectorLines(scan.detectors, style),
    ...scan.limitations.map((text, at) => `${at === 0 ? 'not found  ' : '           '}${escapeInvisible(text)}`),
  ];
}

function excludedLines({ excluded, notes }: DataScan): readonly string[] {
  const left = excluded.map(({ reason, count, rows }) => {
    const first = rows.slice(0, 3).map((row) => escapeInvisible(String(row)));
    return `left out   ${formatCount(count, 'row')}: ${reason} (${first.join(', ')}${count > first.length ? ', ...' : ''})`;
  });
  return [...left, ...notes.map((note) => `read       ${escapeInvisible(note)}`)];
}

/** What these rows were compared with. */
export function besideLines({ against, since }: Pick<DataScan, 'against' | 'since'>): readonly string[] {
  return [
    ...(against === undefined
      ? []
      : [`against    ${escapeInvisible(against.path)}: ${formatCount(against.rows, 'row')} that are taken for good`]),
    ...(since === undefined
      ? []
      : [
          `since      ${escapeInvisible(since.version)} (${since.because}): ${formatCount(since.newRows, 'row')} new, ${withCommas(since.newFlagged)} of them flagged`,
        ]),
  ];
}

function classLines(classes: readonly ClassVerdict[], style: TextStyle): readonly string[] {
  const declared = classes.filter(({ declaredPoisoned }) => declaredPoisoned);
  const shown = classes.length <= longestClassList ? classes : declared;
  const rows = shown.map((verdict) => [
    escapeInvisible(verdict.class),
    withCommas(verdict.rows),
    verdict.declaredPoisoned ? paint('poisoned', ['bold', 'red'], style) : 'nothing found',
    verdict.declaredPoisoned ? `${(verdict.estimatedShare * 100).toFixed(1)} %` : '-',
    verdict.because.map(escapeInvisible).join('; '),
  ]);
  const left = classes.length - shown.length;
  return [
    ...(rows.length === 0 ? [] : columns(['CLASS', 'ROWS', 'DECLARED', 'SHARE', 'WHY'], rows, style)),
    ...(left === 0 ? [] : [`${formatCount(left, 'class', 'classes')} more: nothing found`]),
    ...(classes.length === 0 ? ['There are no classes: nothing is declared of them.'] : []),
  ];
}

function rowLines(rows: readonly FlaggedRow[], style: TextStyle): readonly string[] {
  if (rows.length === 0) return ['flagged    no row'];
  const filtered = rows.filter(({ decision }) => decision === 'filter').length;
  const listed = rows
    .slice(0, longestList)
    .map((row) => [
      escapeInvisible(String(row.row)),
      escapeInvisible(row.class),
      row.score.toFixed(3),
      paint(row.decision, row.decision === 'filter' ? ['red'] : ['yellow'], style),
      shorten(`${row.isNew ? 'new: ' : ''}${escapeInvisible(row.because.map(({ text }) => text).join('; '))}`, 80),
    ]);
  return [
    `flagged    ${formatCount(filtered, 'row')} to filter, ${formatCount(rows.length - filtered, 'row')} to look at`,
    ...columns(['ROW', 'CLASS', 'SCORE', 'DECISION', 'BECAUSE'], listed, style),
    ...(rows.length > longestList ? [`${formatCount(rows.length - longestList, 'row')} more: --json lists all`] : []),
  ];
}

function triggerLines({ triggers }: DataScan): readonly string[] {
  return triggers.map(({ class: name, how, rows, text }) =>
    escapeInvisible(`trigger    ${name}: ${how}, ${formatCount(rows, 'row')}${text === undefined ? '' : `: ${text}`}`),
  );
}

function qualityLines({ quality }: DataScan): readonly string[] {
  return quality.map(({ kind, text, count }) => escapeInvisible(`quality    ${kind}: ${text} (${count})`));
}

function powerLines(power: DetectionPower | 'unknown', style: TextStyle): readonly string[] {
  if (power === 'unknown')
    return [`${paint('power', ['bold'], style)}      unknown: \`assay data lab\` plants known attacks and measures it`];
  return power.attacks.map(
    ({ attack, rate, planted, recall, recallLow, recallHigh, falseAlarmsHigh }, at) =>
      `${at === 0 ? 'power' : '     '}      ${escapeInvisible(attack)} at ${(rate * 100).toFixed(1)} %: finds ${percent(recall)} (${percent(recallLow)} to ${percent(recallHigh)}, n ${planted}), flags up to ${percent(falseAlarmsHigh)} of good rows`,
  );
}

/** In words: which scores decide, and who chose them. */
export function thresholdsInWords({ thresholds, power }: Pick<DataScan, 'thresholds' | 'power'>): string {
  if (thresholds?.from !== 'calibration') {
    return `each detector has its own${power === 'unknown' ? ', which nobody has tried on these data' : ''}`;
  }
  const { filter, alert, calibration, leftOut, changed } = thresholds;
  const above = filter > 1 ? 'no row is filtered' : `filter from a score of ${filter.toFixed(3)}`;
  const decided = `${formatCount(changed, 'row')} decided otherwise than by the detectors, ${formatCount(leftOut, 'flagged row')} below left out`;
  return `${above}, alert from ${alert.toFixed(3)}: chosen by the lab in these data (calibration ${calibration.slice(0, 12)}); ${decided}`;
}

function thresholdLines(scan: DataScan): readonly string[] {
  return [`thresholds ${thresholdsInWords(scan)}`];
}

function detectorLines(detectors: readonly DetectorRun[], style: TextStyle): readonly string[] {
  return detectors.map(({ detector, version, outcome, flagged, why }, at) => {
    const said = outcome === 'fail' ? paint(outcome, ['red'], style) : outcome;
    const reason = why === undefined ? '' : `: ${escapeInvisible(why)}`;
    return `${at === 0 ? 'ran' : '   '}        ${detector} ${version}: ${said}${flagged > 0 ? `, ${formatCount(flagged, 'row')}` : ''}${reason}`;
  });
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
