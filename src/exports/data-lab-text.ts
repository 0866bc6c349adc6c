// `assay data lab` for people: what each attack would have been found of, what it costs, and what nobody tried.
import type { CountedShare, DataLab, LabDetector, OperatingPoint } from '#core/dataset/data-lab';
import { escapeInvisible } from '#core/quote';
import { columns } from './columns.ts';
import { formatCount, withCommas } from './format-bytes.ts';
import { paint, type TextStyle } from './text-style.ts';

export function dataLabLines(lab: DataLab, style: TextStyle): readonly string[] {
  const { dataset, seeds, unplanted } = lab;
  const used = dataset.sampled === undefined ? '' : `, ${withCommas(dataset.sampled)} of them used`;
  return [
    `${escapeInvisible(dataset.path)}: ${dataset.kind}, ${formatCount(dataset.rows, 'row')}${used}`,
    `thresholds chosen on seeds ${seeds.chosenOn.join(', ')}; everything below is of seeds ${seeds.reportedOn.join(', ')}`,
    '',
    ...lab.detectors.flatMap((detector) => detectorLines(lab, detector, style)),
    `nothing planted: ${percent(unplanted.alerted.share)} of the rows flagged, ${percent(unplanted.filtered.share)} filtered, ${formatCount(unplanted.declaredClasses, 'class', 'classes')} declared poisoned in ${formatCount(unplanted.runs, 'run')}`,
    '',
    ...accuracyLines(lab, style),
    ...list('not tried  ', lab.notCovered),
    ...list('note       ', lab.limitations),
  ];
}

function detectorLines(lab: DataLab, detector: LabDetector, style: TextStyle): readonly string[] {
  const titles = new Map(lab.attacks.map(({ id, title }) => [id, title]));
  const rows = lab.cells
    .filter((cell) => cell.detector === detector.id)
    .map(({ attack, rate, filter, alert, auroc }) => [
      escapeInvisible(titles.get(attack) ?? attack),
      `${Number((rate * 100).toPrecision(3))} %`,
      withInterval(alert.recall),
      withInterval(alert.falseAlarms),
      percent(filter.recall.share),
      percent(filter.falseAlarms.share),
      auroc === undefined ? '-' : auroc.mean.toFixed(3),
    ]);
  const standing = detector.effective ? '' : paint('  not effective here', ['bold', 'yellow'], style);
  const heading = ['ATTACK', 'RATE', 'FOUND (95 %)', 'FALSE ALARMS (95 %)', 'FILTERED', 'LOST', 'AUROC'];
  return [
    `${paint(escapeInvisible(detector.title), ['bold'], style)} (${detector.id} ${detector.version}, ${detector.digest.slice(0, 12)})${standing}`,
    ...columns(heading, rows, style),
    ...(detector.unit === 'score' ? [pointsTitle(lab)] : []),
    pointLine('filter', detector.filter),
    pointLine('alert ', detector.alert),
    '',
  ];
}

/** Thresholds are not taken from data that may have been planted before. */
function pointsTitle({ unplanted }: DataLab): string {
  const flagged = unplanted.alerted.hits + unplanted.filtered.hits + unplanted.declaredClasses;
  return flagged > 0
    ? 'thresholds that a scan does not take, because rows of the data as they are were flagged:'
    : 'a scan with this calibration takes these thresholds; without one its detectors decide, and nobody says how well:';
}

/** What a small model makes of held-out rows after it learnt from planted, filtered and cleaned ones. */
function accuracyLines({ accuracies = [], attacks }: DataLab, style: TextStyle): readonly string[] {
  if (accuracies.length === 0) return [];
  const titles = new Map(attacks.map(({ id, title }) => [id, title]));
  const rows = accuracies.map(({ attack, rate, points }) => {
    const at = (removed: (typeof points)[number]['removed']) => points.find((point) => point.removed === removed);
    const success = (removed: (typeof points)[number]['removed']): string => {
      const found = at(removed)?.attackSuccess;
      return found === undefined ? '-' : percent(found.share);
    };
    const right = (removed: (typeof points)[number]['removed']): string => percent(at(removed)?.accuracy.share ?? 0);
    return [
      escapeInvisible(titles.get(attack) ?? (attack === 'none' ? 'nothing planted' : attack)),
      `${Number((rate * 100).toPrecision(3))} %`,
      ...[right('nothing'), right('filtered'), right('flagged')],
      ...[success('nothing'), success('filtered'), success('flagged')],
    ];
  });
  const heading = ['LEARNT FROM', 'RATE', 'RIGHT', 'FILTERED', 'FLAGGED OUT', 'OBEYS', 'FILTERED', 'FLAGGED OUT'];
  return [...columns(heading, rows, style), ''];
}

function pointLine(name: string, { threshold, recall, falseAlarms, goodRows }: OperatingPoint): string {
  return `${name} at ${threshold.toPrecision(3)}: finds ${withInterval(recall)}, costs ${withInterval(falseAlarms)} of the good rows, about ${withCommas(goodRows)}`;
}

function withInterval({ share, low, high, trials }: CountedShare): string {
  return trials === 0 ? '-' : `${percent(share)} (${percent(low)} to ${percent(high)})`;
}

function percent(share: number): string {
  const hundredths = share * 100;
  return `${hundredths > 0 && hundredths < 1 ? hundredths.toPrecision(2) : hundredths.toFixed(1)} %`;
}

function list(heading: string, texts: readonly string[]): readonly string[] {
  return texts.map((text, at) => `${at === 0 ? heading : ' '.repeat(heading.length)}${escapeInvisible(text)}`);
}
