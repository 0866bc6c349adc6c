// Labels that contradict all other rows where nothing is doubtful. Honest mistakes of a model lie where classes overlap; labels
// that somebody changed lie everywhere, so among the rows that the model is most certain of they do not become fewer.
import { clopperPearsonInterval } from '#numeric/statistics/binomial-interval';
import { betaDistribution } from '#numeric/statistics/distribution-tails';
import { bands, type ClassModel } from './class-model.ts';

export interface LabelConflict {
  /** Classes in which labels were changed. */
  readonly classes: readonly { readonly class: number; readonly share: number; readonly why: string }[];
  /** Rows whose label contradicts, with the chance that it was changed, 0..1, as far as the model can tell. */
  readonly rows: readonly {
    readonly row: number;
    readonly predicted: number;
    readonly chance: number;
    readonly declared: boolean;
  }[];
  /** Classes of which nothing can be told. */
  readonly untold: readonly { readonly class: number; readonly why: string }[];
}

/** Of the rows of a class, the model must know this share again before it may contradict the others. */
const leastRecall = 0.5;
const leastRows = 20;
/** Chance of a declaration by bad luck, for the whole set. */
const significance = 1e-4;
/** Share of wrong labels that honest data have, too: below this nothing is declared. */
const honestShare = 0.002;
/** A class is known where no more than this share of the rows most certainly predicted to be of it has another label. */
const mostDoubt = 0.25;
/** Weight, in rows, of what all classes together say against what one class says. */
const pooledRows = 30;
/** Of all rows, so many are shown at most where nothing is declared. */
const shownShare = 0.002;

interface Judged {
  readonly clear: readonly boolean[];
  readonly declared: readonly boolean[];
  readonly learned: readonly boolean[];
  /** Labels were changed all over the set. */
  readonly isSpread: boolean;
}

interface Tally {
  /** Rows that contradict, by band. */
  readonly conflicts: Float64Array;
  rows: number;
  known: number;
}

/** @source Northcutt et al. 2021, Confident Learning, for the thought; the test along the certainty is our own */
export function findLabelConflict(model: ClassModel): LabelConflict {
  const clear = clearClasses(model);
  const tallies = tallyClasses(model, clear);
  const core = coreSize(model);
  const learned = tallies.map(({ rows, known }) => rows >= leastRows && known >= leastRecall * rows);
  const together = sum(tallies.filter((_, one) => learned[one]));
  const isSpread = isEven(together, significance) && rateAbove(together, core, honestShare);
  const declared = tallies.map((tally, one) => {
    if (tally.rows < leastRows) return false;
    const alone =
      learned[one] === true && isEven(tally, significance / tallies.length) && rateAbove(tally, core, honestShare / 10);
    return (alone || (isSpread && isLikeTheOthers(tally))) && shareAbove(tally, honestShare);
  });
  return {
    classes: tallies.flatMap((tally, one) => (declared[one] === true ? [verdict(tally, one)] : [])),
    rows: rowsOf(model, tallies, { clear, declared, learned, isSpread }),
    untold: tallies.flatMap(({ rows, known }, one) =>
      learned[one] === true || rows === 0
        ? []
        : [
            {
              class: one,
              why:
                rows < leastRows
                  ? `${rows} rows are too few`
                  : `the other columns tell only ${known} of ${rows} rows from other classes`,
            },
          ],
    ),
  };
}

/** Per class whether the rows that are most certainly predicted to be of it are nearly all labelled so. */
function clearClasses({ labels, classes, predicted, band }: ClassModel): readonly boolean[] {
  const sizes = new Float64Array(classes);
  const wrong = new Float64Array(classes);
  for (let row = 0; row < labels.length; row++) {
    const said = predicted[row] ?? -1;
    const label = labels[row] ?? -1;
    if (said < 0 || label < 0 || (band[row] ?? 0) >= 2) continue;
    sizes[said] = (sizes[said] ?? 0) + 1;
    if (said !== label) wrong[said] = (wrong[said] ?? 0) + 1;
  }
  return Array.from(sizes, (size, one) => size > 0 && (wrong[one] ?? 0) <= mostDoubt * size);
}

function tallyClasses({ labels, classes, predicted, band }: ClassModel, clear: readonly boolean[]): readonly Tally[] {
  const tallies: Tally[] = Array.from({ length: classes }, () => ({
    conflicts: new Float64Array(bands),
    rows: 0,
    known: 0,
  }));
  for (let row = 0; row < labels.length; row++) {
    const tally = tallies[labels[row] ?? -1];
    const said = predicted[row] ?? -1;
    if (tally === undefined || said < 0) continue;
    tally.rows++;
    if (said === labels[row]) tally.known++;
    else if (clear[said] === true) {
      const at = band[row] ?? 0;
      tally.conflicts[at] = (tally.conflicts[at] ?? 0) + 1;
    }
  }
  return tallies;
}

/** Rows in the first two bands. */
function coreSize({ predicted, labels, band }: ClassModel): number {
  let size = 0;
  for (let row = 0; row < labels.length; row++) {
    if ((labels[row] ?? -1) >= 0 && (predicted[row] ?? -1) >= 0 && (band[row] ?? 0) < 2) size++;
  }
  return size;
}

function sum(tallies: readonly Tally[]): Tally {
  const conflicts = new Float64Array(bands);
  for (const tally of tallies) {
    for (let at = 0; at < bands; at++) conflicts[at] = (conflicts[at] ?? 0) + (tally.conflicts[at] ?? 0);
  }
  return { conflicts, rows: total(tallies.map(({ rows }) => rows)), known: total(tallies.map(({ known }) => known)) };
}

function total(numbers: ArrayLike<number>): number {
  let result = 0;
  for (let at = 0; at < numbers.length; at++) result += numbers[at] ?? 0;
  return result;
}

/**
 * Whether there are more conflicts far from all borders than honest data would have beside those half as far. Where mistakes become
 * rarer in proportion to the distance, one in four of both is in the first half; of changed labels it is one in two. Asked twice: of the
 * first four bands, and of the first eight, where data without many honest mistakes show more.
 */
function isEven({ conflicts }: Tally, level: number): boolean {
  return [2, 4].some((half) => {
    const first = total(conflicts.subarray(0, half));
    const both = total(conflicts.subarray(0, 2 * half));
    return first >= 6 && betaDistribution(0.25, first, both - first + 1) < level / 2;
  });
}

function isLikeTheOthers({ conflicts }: Tally): boolean {
  const first = total(conflicts.subarray(0, 2));
  return first >= 3 && 3 * first >= total(conflicts.subarray(0, 4));
}

function rateAbove({ conflicts }: Tally, core: number, share: number): boolean {
  return clopperPearsonInterval(total(conflicts.subarray(0, 2)), core, 0.98).low > share;
}

function shareAbove(tally: Tally, share: number): boolean {
  const core = total(tally.conflicts.subarray(0, 4));
  return clopperPearsonInterval(core, Math.max(core, Math.round(0.4 * tally.rows)), 0.9).low > share;
}

/** Changed labels of a class as far as they show in the first four bands, in all ten. */
function estimate({ conflicts }: Tally): number {
  return total(conflicts.subarray(0, 4)) / 0.4;
}

function verdict(tally: Tally, one: number): LabelConflict['classes'][number] {
  const core = total(tally.conflicts.subarray(0, 4));
  return {
    class: one,
    share: Math.min(1, estimate(tally) / tally.rows),
    why: `${core} rows have this label although all other rows like them, far from any border, have another`,
  };
}

function rowsOf(
  { labels, predicted, band }: ClassModel,
  tallies: readonly Tally[],
  { clear, declared, learned, isSpread }: Judged,
): LabelConflict['rows'] {
  const pooled = pooledChances(tallies.filter((_, one) => declared[one] === true || isSpread));
  const rows: { row: number; predicted: number; chance: number; declared: boolean; band: number }[] = [];
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] ?? -1;
    const said = predicted[row] ?? -1;
    const tally = tallies[label];
    if (tally === undefined || said < 0 || said === label || clear[said] !== true) continue;
    const at = band[row] ?? 0;
    if (declared[label] === true) {
      const seen = tally.conflicts[at] ?? 0;
      const changed = Math.min(seen, estimate(tally) / bands);
      const chance = (changed + pooledRows * (pooled[at] ?? 0)) / (seen + pooledRows);
      if (chance >= 0.35) rows.push({ row, predicted: said, chance, declared: true, band: at });
    } else if (isSpread ? (pooled[at] ?? 0) >= 0.5 : at < 2 && learned[label] === true) {
      rows.push({ row, predicted: said, chance: isSpread ? 0.5 : at === 0 ? 0.4 : 0.3, declared: false, band: at });
    }
  }
  const most = isSpread ? rows.length : Math.max(3, Math.floor(shownShare * labels.length));
  const open = rows
    .filter((row) => !row.declared)
    .toSorted((a, b) => a.band - b.band)
    .slice(0, most);
  return [...rows.filter((row) => row.declared), ...open];
}

/** Per band the share of the rows that contradict whose label was changed, over all classes. */
function pooledChances(tallies: readonly Tally[]): Float64Array {
  const together = sum(tallies);
  const changed = estimate(together) / bands;
  return together.conflicts.map((seen) => Math.min(1, changed / Math.max(1, seen)));
}
