// Which new rows have a label that trusted rows contradict, and in which classes there are more of them than good rows would bring.
import type { ClassVerdict, DetectorRun, FlaggedRow } from '#core/dataset/data-scan';
import type { DataSet } from '#core/dataset/data-set';
import { quote } from '#core/quote';
import { benjaminiHochberg } from '#numeric/statistics/benjamini-hochberg';
import { hypergeometricTail } from '#numeric/statistics/binomial-tail';
import { conformalPValues } from '#numeric/statistics/conformal-p-values';
import type { LabelMargins, SharedLabels } from './label-margins.ts';

export interface AgainstTrusted {
  readonly classes: readonly ClassVerdict[];
  readonly rows: readonly FlaggedRow[];
  readonly run: DetectorRun;
  readonly limitations: readonly string[];
}

export const trustedDetector = 'trusted-neighbours';

/** Of what is set aside at most this share is good, in expectation; of what is set aside and shown together. */
const filterRate = 0.05;
const alertRate = 0.25;
/** Chance to declare any class by bad luck. */
const significance = 1e-3;
/** Rows whose p-value is at most this count towards the verdict on their class. */
const oddShare = 0.01;
/** Of good rows half have a p-value above a half. Where fewer than this share do, the new rows are others altogether. */
const leastOrdinary = 0.3;
const leastGood = 200;

/** @param fresh - the new rows */
export function judgeMargins(fresh: DataSet, labels: SharedLabels, margins: LabelMargins): AgainstTrusted {
  const { how, parameters, folds, predicted, notes } = margins;
  const good = folds.reduce((sum, fold) => sum + fold.good.reduce((n, one) => n + (Number.isNaN(one) ? 0 : 1), 0), 0);
  const pValues = conformalPValues(folds);
  const told = pValues.reduce((sum, one) => sum + (Number.isNaN(one) ? 0 : 1), 0);
  const common = { detector: trustedDetector, version: 1, parameters: { ...parameters, good, filterRate, alertRate } };
  const why = whyNot(good, told, pValues);
  const limitations = [...limits(labels, how), ...notes];
  if (why !== undefined) {
    return {
      classes: [],
      rows: [],
      run: { ...common, outcome: 'inconclusive', flagged: 0, why },
      limitations: [...limitations, `Trusted rows said nothing of the new ones: ${why}.`],
    };
  }
  const filter = benjaminiHochberg(pValues, filterRate);
  const alert = Math.max(filter, benjaminiHochberg(pValues, alertRate));
  const rows: FlaggedRow[] = [];
  for (let row = 0; row < fresh.count; row++) {
    const p = pValues[row] ?? Number.NaN;
    const said = predicted[row] ?? -1;
    if (!(p <= alert) || said < 0 || said === labels.fresh[row]) continue;
    const near = margins.nearest?.[row] ?? -1;
    const text = `trusted rows like this one are of class ${quote(labels.names[said] ?? '')}${near < 0 ? '' : ` (trusted row ${near} for one)`}; of good rows ${share(p)} are contradicted as much`;
    rows.push({
      row: fresh.id(row),
      class: labels.names[labels.fresh[row] ?? -1] ?? '',
      score: scoreOf(p, filter),
      decision: p <= filter ? 'filter' : 'alert',
      category: 'sabotage',
      because: [{ detector: trustedDetector, score: scoreOf(p, filter), text }],
    });
  }
  const classes = classesOf(labels, margins, pValues);
  const isFound = rows.length > 0 || classes.some(({ declaredPoisoned }) => declaredPoisoned);
  return { classes, rows, run: { ...common, outcome: isFound ? 'fail' : 'pass', flagged: rows.length }, limitations };
}

function whyNot(good: number, told: number, pValues: Float64Array): string | undefined {
  if (good < leastGood) return `${good} trusted rows with a label that the new rows have are too few`;
  if (told === 0) return 'no new row has a label that trusted rows have';
  const ordinary = pValues.reduce((sum, p) => sum + (p > 0.5 ? 1 : 0), 0);
  if (ordinary >= leastOrdinary * told) return undefined;
  return `the new rows are unlike the trusted ones altogether: ${Math.round((100 * ordinary) / told)} of 100 fit their label as well as half of the good rows do, which would be 50`;
}

/**
 * More odd rows than trusted rows of the class have, by Fisher's exact test, one-sided, corrected for the number of classes: classes that are
 * hard to tell apart have some anyway.
 */
function classesOf(
  { names, fresh }: SharedLabels,
  { folds }: LabelMargins,
  pValues: Float64Array,
): readonly ClassVerdict[] {
  const usual = usualCounts(folds, names.length);
  return names.flatMap((name, code) => {
    let [rows, odd] = [0, 0];
    for (let row = 0; row < fresh.length; row++) {
      const p = pValues[row] ?? Number.NaN;
      if (fresh[row] !== code || Number.isNaN(p)) continue;
      rows++;
      if (p <= oddShare) odd++;
    }
    if (rows === 0) return [];
    const { good, goodOdd } = { good: usual.rows[code] ?? 0, goodOdd: usual.odd[code] ?? 0 };
    const chance = hypergeometricTail(odd, rows, odd + goodOdd, rows + good);
    const isOdd = odd >= leastOdd && good > 0 && chance < significance / names.length;
    const estimatedShare = isOdd ? Math.max(0, odd / rows - goodOdd / good) : 0;
    const because = isOdd
      ? [
          `${odd} of ${rows} new rows contradict their label as much as ${goodOdd} of ${good} trusted rows of the class do`,
        ]
      : [];
    return [{ class: name, rows, declaredPoisoned: isOdd, estimatedShare, because }];
  });
}

/** Trusted rows by class, and those among them that would count as odd. */
function usualCounts(
  folds: LabelMargins['folds'],
  classes: number,
): { readonly rows: Float64Array; readonly odd: Float64Array } {
  const rows = new Float64Array(classes);
  const odd = new Float64Array(classes);
  for (const { good, goodLabels } of folds) {
    const pValues = conformalPValues([{ good, asked: good }]);
    for (const [at, p] of pValues.entries()) {
      const label = goodLabels[at] ?? -1;
      if (Number.isNaN(p) || label < 0) continue;
      rows[label] = (rows[label] ?? 0) + 1;
      if (p <= oddShare) odd[label] = (odd[label] ?? 0) + 1;
    }
  }
  return { rows, odd };
}

/** 1/2 at the threshold of the filter, towards 1 below it. */
function scoreOf(p: number, filter: number): number {
  const threshold = Math.max(filter, 1e-6);
  return Math.min(0.999, Math.max(0.01, p <= threshold ? 1 - (0.5 * p) / threshold : (0.5 * threshold) / p));
}

function share(p: number): string {
  return `${Number((100 * p).toPrecision(2))} %`;
}

function limits({ unknown }: SharedLabels, how: string): readonly string[] {
  const names = [...unknown].map(([name, rows]) => `${quote(name)} (${rows.length})`);
  return [
    `New rows were held against the trusted ones by ${how}. That takes the trusted rows for good, and new ones for drawn like them but for what was planted.`,
    'A new row whose label is right is not found this way, whatever trigger it bears.',
    ...(names.length === 0
      ? []
      : [
          `Of labels that no trusted row has nothing was said: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ', ...' : ''}.`,
        ]),
  ];
}

const leastOdd = 4;
