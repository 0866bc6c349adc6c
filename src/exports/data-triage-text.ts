// `assay data triage` for people: an item, where the queue stands, and the report.
import type { DataTriage, DataTriageReport, TriageGroup, TriageItem } from '#core/dataset/data-triage';
import { escapeInvisible } from '#core/quote';
import { columns } from './columns.ts';
import { formatCount, withCommas } from './format-bytes.ts';
import { paint, type TextStyle } from './text-style.ts';

export function triageItemLines(item: TriageItem): readonly string[] {
  const { because, content, nearest, source, time } = item;
  const shown = (text: string): readonly string[] => text.split('\n').map((line) => `    ${line}`);
  return [
    `#${item.item}  row ${item.row}, declared ${item.class}${item.score === undefined ? '' : `, ${item.decision ?? ''} at ${item.score.toFixed(3)}`}`,
    ...(source === undefined ? [] : [`  from     ${source}`]),
    ...(time === undefined ? [] : [`  at       ${time}`]),
    ...because.map(({ detector, text }) => `  because  ${detector}: ${text}`),
    ...(content.kind === 'text'
      ? ['  content', ...shown(content.text)]
      : ['  content  a picture: assay data triage sheet shows it']),
    ...nearest.flatMap(({ row, content: near }) =>
      near.kind === 'text' ? [`  of its class, row ${row}`, ...shown(near.text)] : [],
    ),
  ].map(escapeInvisible);
}

export function triageStartLines({ items, sampling, seeded, groups, leftOut, dataset }: DataTriage): readonly string[] {
  const flagged = items.filter(({ from }) => from === 'flagged').length;
  return [
    `${escapeInvisible(dataset.path)}: ${formatCount(flagged, 'flagged row')} and ${withCommas(sampling.drawn)} drawn of ${withCommas(sampling.rows)} others`,
    `if ${percent(sampling.rate)} of the others are bad, at least one of them was drawn with a chance of ${percent(sampling.chance)}`,
    ...(seeded === undefined
      ? ['nothing is seeded: how closely reviewers look will not be known']
      : [`${formatCount(seeded.count, 'known defect')} among them, sealed (${seeded.commitment.slice(0, 12)})`]),
    ...(leftOut === 0
      ? []
      : [`${formatCount(leftOut, 'flagged row')} of the lowest scores left out: too many for one queue`]),
    ...groupLines(groups),
  ];
}

export function triageReportLines(
  report: DataTriageReport,
  groups: readonly TriageGroup[],
  style: TextStyle,
): readonly string[] {
  const { counts, verbs, reviewers, sampling, findings, limitations } = report;
  const rows = reviewers.map(({ reviewer, decisions, rejected, secondsPerDecision, seeded }) => [
    escapeInvisible(reviewer),
    withCommas(decisions),
    withCommas(rejected),
    secondsPerDecision === undefined ? '-' : `${secondsPerDecision.toFixed(1)} s`,
    seeded === undefined
      ? '-'
      : `${seeded.found} of ${seeded.decided} (${percent(seeded.low)} to ${percent(seeded.high)})`,
  ]);
  return [
    `${withCommas(counts.decided)} decided (${verbs.accept} accepted, ${verbs.reject} rejected, ${verbs.relabel} relabelled), ${withCommas(counts.open)} open, ${withCommas(counts['second-wanted'])} want a second reviewer, ${withCommas(counts.disputed)} disputed`,
    ...groupLines(groups),
    ...(rows.length === 0
      ? []
      : ['', ...columns(['REVIEWER', 'DECISIONS', 'REJECTED', 'EACH', 'SEEDED DEFECTS FOUND'], rows, style)]),
    '',
    `sample     ${sampling.bad} bad of ${sampling.decided} decided; of the ${withCommas(sampling.rows)} rows that nothing speaks against at most ${percent(sampling.worstRate)} are bad, at 95 %`,
    `seal       ${report.seal}`,
    ...findings.map(
      ({ finding, text }) => `${paint('finding', ['yellow'], style)}    ${escapeInvisible(`${finding}: ${text}`)}`,
    ),
    ...limitations.map((text) => `note       ${escapeInvisible(text)}`),
  ];
}

/** Groups that are listed. */
const mostGroups = 8;

function groupLines(groups: readonly TriageGroup[]): readonly string[] {
  const lines = groups
    .toSorted((a, b) => b.flagged - a.flagged)
    .slice(0, mostGroups)
    .map(
      ({ by, name, flagged, rows }) =>
        `  ${by} ${escapeInvisible(name)}: ${withCommas(flagged)} flagged of ${withCommas(rows)}`,
    );
  return groups.length > mostGroups ? [...lines, `  and ${groups.length - mostGroups} groups more`] : lines;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
