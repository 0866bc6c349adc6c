// A scan for poison: how many rows each detector flagged. Which rows, their texts and recovered triggers stay.
import type { DataScan, DetectorRun } from '#core/dataset/data-scan';
import { openDataSet } from '../../data/open-data-set.ts';
import { scanDataSet } from '../../data/scan-data.ts';
import type { Measured } from '../output-filter.ts';
import { type JobInput, type JobMade, rowsStay, wordsStay } from './job-work.ts';

export async function scanForJob({ path, parameters, onProgress }: JobInput): Promise<JobMade> {
  const { label, text, seed = 1 } = parameters;
  const set = await openDataSet(path, {
    ...(label === undefined ? {} : { label }),
    ...(text === undefined ? {} : { text }),
  });
  try {
    const scan = await scanDataSet(set, { path, seed, onProgress: ({ share }) => onProgress(share) });
    return {
      measured: measuredOf(scan),
      withheld: [
        { what: 'flagged rows, with what was said of them', why: rowsStay, count: scan.rows.length },
        { what: 'recovered triggers', why: rowsStay, count: scan.triggers.length },
        { what: 'names of classes', why: wordsStay, count: scan.classes.length },
        { what: 'findings of quality, notes and limitations', why: wordsStay },
      ],
      words: [...vocabulary, ...scan.detectors.map(({ detector }) => detector)],
    };
  } finally {
    set.close?.();
  }
}

function measuredOf({ dataset, rows, detectors, classes, excluded }: DataScan): readonly Measured[] {
  const of = dataset.rows;
  const flagged = (isMeant: (row: DataScan['rows'][number]) => boolean): number => rows.filter(isMeant).length;
  return [
    { name: 'kind', word: dataset.kind },
    { name: 'rows', total: of },
    { name: 'rows-unreadable', rows: excluded.reduce((sum, { count }) => sum + count, 0), of },
    { name: 'classes', measure: classes.length },
    { name: 'classes-declared-poisoned', measure: classes.filter(({ declaredPoisoned }) => declaredPoisoned).length },
    { name: 'rows-to-filter', rows: flagged(({ decision }) => decision === 'filter'), of },
    { name: 'rows-to-look-at', rows: flagged(({ decision }) => decision === 'alert'), of },
    { name: 'rows-of-backdoors', rows: flagged(({ category }) => category === 'backdoor'), of },
    { name: 'rows-of-sabotage', rows: flagged(({ category }) => category === 'sabotage'), of },
    ...detectors.flatMap((run) => detectorMetrics(run, of)),
  ];
}

/** `pass` and `fail` would say whether a single row is there; the number of rows says which of the two it was, where it is told. */
function detectorMetrics({ detector, outcome, flagged }: DetectorRun, of: number): readonly Measured[] {
  const hasRun = outcome === 'pass' || outcome === 'fail';
  return [
    { name: 'detector', slice: detector, word: hasRun ? 'ran' : outcome },
    ...(hasRun ? [{ name: 'rows-flagged', slice: detector, rows: flagged, of }] : []),
  ];
}

const vocabulary = [
  'kind',
  'images',
  'table',
  'text',
  'rows',
  'rows-unreadable',
  'classes',
  'classes-declared-poisoned',
  'rows-to-filter',
  'rows-to-look-at',
  'rows-of-backdoors',
  'rows-of-sabotage',
  'detector',
  'rows-flagged',
  'ran',
  'inconclusive',
  'not-applicable',
  'error',
];
