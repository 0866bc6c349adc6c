// Who contributed what, when: for every kind of data set, from the rows that other detectors flagged.
import type { DetectorRun, FlaggedRow, QualityFinding } from '#core/dataset/data-scan';
import type { RowId, Rows } from '#core/dataset/data-set';
import type { BurstVerdict, SourceVerdict } from '#core/dataset/source-verdict';
import { densestWindow, inTimeOrder, type TimedRows, volumeBursts } from './find-bursts.ts';
import { type Influence, influenceCap } from './influence-cap.ts';
import { newSources } from './new-sources.ts';
import { countSources, type SourceCounts } from './source-counts.ts';
import { suspectSmallSources, suspectSources } from './suspect-sources.ts';

export interface SourceExamination {
  readonly sources: readonly SourceVerdict[];
  readonly bursts: readonly BurstVerdict[];
  readonly influence?: Influence;
  readonly detectors: readonly DetectorRun[];
  readonly quality: readonly QualityFinding[];
  readonly limitations: readonly string[];
}

/**
 * Looks for sources whose rows are flagged too often, for sources that are new and flagged, for bursts, and for sources of too much weight.
 * @param flagged - what detectors of the contents said; rows that are not of the set are left out
 */
export function examineSources(set: Rows, flagged: readonly FlaggedRow[]): SourceExamination {
  const isFlagged = flagsOf(set, flagged);
  const counts = set.sources === undefined ? undefined : countSources(set.sources, isFlagged);
  const timed = set.times === undefined ? undefined : inTimeOrder(set.times);
  const sources = counts === undefined || counts.present < 2 ? [] : sourcesAgainst(set, counts, timed, isFlagged);
  const bursts = timed === undefined ? [] : burstsIn(set, timed, isFlagged);
  const influence = counts === undefined ? undefined : influenceCap(counts);
  return {
    sources,
    bursts,
    ...(influence === undefined ? {} : { influence }),
    detectors: [sourceRun(counts, sources), burstRun(timed, bursts)],
    quality: findings(set, sources, bursts, influence),
    limitations: limitationsOf(counts, timed),
  };
}

function flagsOf(set: Rows, flagged: readonly FlaggedRow[]): Uint8Array {
  const wanted = new Set<RowId>(flagged.map(({ row }) => row));
  const flags = new Uint8Array(set.count);
  if (wanted.size > 0) for (let row = 0; row < set.count; row++) if (wanted.has(set.id(row))) flags[row] = 1;
  return flags;
}

function sourcesAgainst(
  set: Rows,
  counts: SourceCounts,
  timed: TimedRows | undefined,
  isFlagged: Uint8Array,
): readonly SourceVerdict[] {
  const small = suspectSmallSources(counts);
  const fresh =
    timed === undefined || set.sources === undefined ? undefined : newSources(set.sources, timed, isFlagged);
  return [...suspectSources(counts), ...(small === undefined ? [] : [small]), ...(fresh === undefined ? [] : [fresh])];
}

/** Of all rows, of flagged rows, and of each source, where they came more densely than all others. */
function burstsIn(set: Rows, timed: TimedRows, isFlagged: Uint8Array): readonly BurstVerdict[] {
  const found: BurstVerdict[] = [...volumeBursts(timed)];
  const ranks = [...timed.order.keys()].filter((rank) => isFlagged[timed.order[rank] ?? 0] === 1);
  const ofFlagged = densestWindow(timed, ranks, 'flagged rows', 1);
  if (ofFlagged !== undefined) found.push(ofFlagged);
  if (set.sources === undefined) return found;
  const { codes, names } = set.sources;
  const bySource: number[][] = names.map(() => []);
  for (const [rank, row] of timed.order.entries()) bySource[codes[row] ?? -1]?.push(rank);
  const scanned = bySource.filter((own) => own.length > 0).length;
  for (const [source, own] of bySource.entries()) {
    const burst = densestWindow(timed, own, names[source] ?? '', scanned);
    if (burst !== undefined) found.push(burst);
  }
  return found;
}

function sourceRun(counts: SourceCounts | undefined, sources: readonly SourceVerdict[]): DetectorRun {
  const run = { detector: 'source-flags', version: 1, parameters: { sources: counts?.present ?? 0 }, flagged: 0 };
  if (counts === undefined)
    return { ...run, outcome: 'not-applicable', why: 'the set does not say who contributed a row' };
  if (counts.present < 2)
    return {
      ...run,
      outcome: 'not-applicable',
      why: 'all rows are of one source: there is nothing to compare it with',
    };
  if (counts.totalFlagged === 0) return { ...run, outcome: 'not-applicable', why: 'no row is flagged' };
  return { ...run, outcome: sources.length > 0 ? 'fail' : 'pass' };
}

function burstRun(timed: TimedRows | undefined, bursts: readonly BurstVerdict[]): DetectorRun {
  const run = { detector: 'burst', version: 1, parameters: { timedRows: timed?.order.length ?? 0 }, flagged: 0 };
  if (timed === undefined)
    return { ...run, outcome: 'not-applicable', why: 'the set does not say when a row was contributed' };
  return { ...run, outcome: bursts.length > 0 ? 'fail' : 'pass' };
}

function findings(
  set: Rows,
  sources: readonly SourceVerdict[],
  bursts: readonly BurstVerdict[],
  influence: Influence | undefined,
): readonly QualityFinding[] {
  const rowsOf = (source: string): readonly RowId[] => {
    const code = set.sources?.names.indexOf(source) ?? -1;
    const own =
      code < 0 ? [] : [...(set.sources?.codes.keys() ?? [])].filter((row) => set.sources?.codes[row] === code);
    return own.slice(0, shownRows).map(set.id);
  };
  return [
    ...sources.slice(0, mostShown).map(({ source, because, rows }) => ({
      kind: 'suspicious-source',
      text: `${JSON.stringify(source)}: ${because}`,
      count: rows,
      rows: rowsOf(source),
    })),
    ...bursts
      .slice(0, mostShown)
      .map((burst) => ({ kind: 'burst', text: burstText(burst), count: burst.rows, rows: [] })),
    ...(influence?.over ?? []).slice(0, mostShown).map(({ source, rows, surplus }) => ({
      kind: 'influence-over-cap',
      text: `${JSON.stringify(source)} contributed ${rows} rows, ${surplus} more than the ${influence?.rows} that one source may have (${(100 * (influence?.share ?? 0)).toFixed(1)} %)`,
      count: surplus,
      rows: rowsOf(source),
    })),
  ];
}

function burstText({ of, from, to, rows, expected, pValue }: BurstVerdict): string {
  const time = `${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
  const chance = Number.isNaN(pValue) ? '' : ` (p ${pValue.toExponential(1)} after correction)`;
  return `${JSON.stringify(of)}: ${rows} rows from ${time}, where ${expected.toFixed(1)} were to be expected${chance}`;
}

function limitationsOf(counts: SourceCounts | undefined, timed: TimedRows | undefined): readonly string[] {
  const known = counts !== undefined && counts.present > 1;
  return [
    ...(known
      ? [
          'Names of sources are taken as they are: who forges them, or has many, is seen only where the rows of new or small sources are flagged more often.',
        ]
      : ['Nothing is said of who contributed the rows: the set names no sources, or one only.']),
    ...(timed === undefined
      ? ['Nothing is said of bursts: the set has no times.']
      : [
          'A burst is no attack by itself: news and campaigns make honest ones. Look at who wrote and whether the texts are alike.',
        ]),
  ];
}

const shownRows = 20;
const mostShown = 50;
