// Runs into the report: thresholds from one half of the seeds, what they do on the other.
import type { CountedShare, LabCell, LabDetector, LabSweep, OperatingPoint } from '#core/dataset/data-lab';
import { type ChosenStep, chooseThreshold } from './choose-threshold.ts';
import { countedShare } from './counted-share.ts';
import type { LabOptions } from './lab-parts.ts';
import { type LabRun, wholeScan } from './lab-run.ts';
import { addCounts, atOrAbove, deviationScale, type ScoreCounts, scoreScale } from './score-counts.ts';

/** A detector as the lab names it. */
export interface LabSubject {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly digest: string;
  readonly category: LabDetector['category'];
}

export interface LabRuns {
  readonly chosenOn: readonly LabRun[];
  readonly reportedOn: readonly LabRun[];
}

export interface SummarizedDetector {
  readonly detector: LabDetector;
  readonly cells: readonly LabCell[];
  readonly sweeps: readonly LabSweep[];
}

/** @param rows - of the whole data set, for what a threshold costs in it */
export function summarizeDetector(
  subject: LabSubject,
  { chosenOn, reportedOn }: LabRuns,
  rows: number,
  options: Pick<LabOptions, 'filterLoss' | 'alertLoss' | 'leastRecall'>,
): SummarizedDetector {
  const { id } = subject;
  const scale = scaleOf(id);
  const chosen = pool(chosenOn, id, scale);
  const point = ({ step, threshold }: ChosenStep, why: string): Chosen => {
    const all = sharesAt(pool(reportedOn, id, scale), step);
    const goodRows = Math.round(all.falseAlarms.share * rows);
    return { step, point: { threshold, ...all, goodRows, why } };
  };
  const choose = (mostLost: number): ChosenStep => chooseThreshold(chosen.counts, scale, chosen.clean, mostLost);
  const lowest = (mostLost: number, what: string): string =>
    `the lowest threshold that flagged at most ${percent(mostLost)} of the good rows on the seeds it was chosen on; ${what}`;
  const filter = point(
    choose(options.filterLoss),
    lowest(options.filterLoss, 'rows above it are set aside by themselves'),
  );
  const shown = choose(options.alertLoss);
  // A scan that flags something never shows nothing of it: that would look like an all-clear.
  const alert =
    id === wholeScan && shown.step >= scale.length
      ? point(
          { step: 0, threshold: scale[0] ?? 0 },
          `everything that is flagged is shown to people, although that is more than ${percent(options.alertLoss)} of the good rows: no threshold cost less`,
        )
      : point(shown, lowest(options.alertLoss, 'rows above it are shown to people'));
  const groups = Map.groupBy(reportedOn, ({ attack, rate }) => `${attack} ${rate}`);
  const cells = [...groups.values()].map((runs) => cellOf(id, runs, filter.step, alert.step));
  const unit = id === wholeScan ? 'score' : 'deviations';
  // Attacks and their rates are what it may be good at; at one of them has to suffice, because they are many.
  const effective = cells.some(({ alert: { recall } }) => recall.low >= options.leastRecall);
  return {
    detector: { ...subject, unit, filter: filter.point, alert: alert.point, effective },
    cells,
    sweeps: sweepsOf(id, reportedOn, scale),
  };
}

interface Chosen {
  readonly step: number;
  readonly point: OperatingPoint;
}

interface Pooled {
  readonly counts: ScoreCounts;
  readonly planted: number;
  readonly clean: number;
}

function scaleOf(id: string): readonly number[] {
  return id === wholeScan ? scoreScale : deviationScale;
}

/** Runs together in which the detector could tell. */
function pool(runs: readonly LabRun[], id: string, scale: readonly number[]): Pooled {
  const told = runs.filter(({ detectors }) => detectors[id] !== undefined && detectors[id].why === undefined);
  return {
    counts: addCounts(
      told.flatMap(({ detectors }) => detectors[id]?.counts ?? []),
      scale.length,
    ),
    planted: told.reduce((sum, { planted }) => sum + planted, 0),
    clean: told.reduce((sum, { clean }) => sum + clean, 0),
  };
}

function sharesAt({ counts, planted, clean }: Pooled, step: number): Shares {
  return {
    recall: countedShare(atOrAbove(counts.planted)[step] ?? 0, planted),
    falseAlarms: countedShare(atOrAbove(counts.clean)[step] ?? 0, clean),
  };
}

interface Shares {
  readonly recall: CountedShare;
  readonly falseAlarms: CountedShare;
}

function cellOf(id: string, runs: readonly LabRun[], filterStep: number, alertStep: number): LabCell {
  const [first] = runs;
  const pooled = pool(runs, id, scaleOf(id));
  const areas = runs.flatMap(({ detectors }) => detectors[id]?.auroc ?? []);
  const mean = areas.reduce((sum, area) => sum + area, 0) / Math.max(1, areas.length);
  return {
    detector: id,
    attack: first?.attack ?? '',
    rate: first?.rate ?? 0,
    seeds: runs.length,
    filter: sharesAt(pooled, filterStep),
    alert: sharesAt(pooled, alertStep),
    ...(id === wholeScan ? { uncalibrated: scanShares(runs) } : {}),
    ...(areas.length === 0 ? {} : { auroc: { mean, lowest: Math.min(...areas), highest: Math.max(...areas) } }),
    ...(id === wholeScan ? { declared: declaredIn(runs) } : {}),
  };
}

/** What the scan decided itself: what its users get without a calibration. */
function scanShares(runs: readonly LabRun[]): Pick<LabCell, 'filter' | 'alert'> {
  const sum = (of: (run: LabRun) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const [planted, clean] = [sum((run) => run.planted), sum((run) => run.clean)];
  const shares = (which: 'filtered' | 'alerted'): Shares => ({
    recall: countedShare(
      sum((run) => run[which].planted),
      planted,
    ),
    falseAlarms: countedShare(
      sum((run) => run[which].clean),
      clean,
    ),
  });
  return { filter: shares('filtered'), alert: shares('alerted') };
}

function declaredIn(runs: readonly LabRun[]): NonNullable<LabCell['declared']> {
  return {
    target: runs.filter(({ declared }) => declared.target).length,
    others: runs.reduce((sum, { declared }) => sum + declared.others, 0),
  };
}

function sweepsOf(id: string, runs: readonly LabRun[], scale: readonly number[]): readonly LabSweep[] {
  return [...Map.groupBy(runs, ({ attack }) => attack)].map(([attack, ofAttack]) => {
    const { counts, planted, clean } = pool(ofAttack, id, scale);
    const [found, lost] = [atOrAbove(counts.planted), atOrAbove(counts.clean)];
    const points = scale.map((threshold, step) => ({
      threshold,
      removed: (found[step] ?? 0) / Math.max(1, planted),
      lost: (lost[step] ?? 0) / Math.max(1, clean),
    }));
    // Neighbours that say the same are one point.
    const different = points.filter(
      ({ removed, lost: share }, at) => removed !== points[at - 1]?.removed || share !== points[at - 1]?.lost,
    );
    return { detector: id, attack, points: different };
  });
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
