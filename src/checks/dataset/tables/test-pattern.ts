// Whether values decide a label against everything else in their rows, and whether values near them do not.
import { betaDistribution } from '#numeric/statistics/distribution-tails';
import { growForest, outOfBag, type RandomForest } from '#numeric/trees/random-forest';
import type { ClassModel } from './class-model.ts';
import { type CellValue, type CountedRows, matching, type Pattern } from './value-pattern.ts';

export interface PatternEvidence {
  /** Rows of the sample that have the values and the label. */
  readonly rows: Int32Array;
  /** All rows of the sample that have the values. */
  readonly matching: number;
  /** Support of the label by trees without these columns, 0..1: in these rows, and in the other rows of the class. */
  readonly support: number;
  readonly usual: number;
  /** Chance that rows with these values have the label so often when the other columns decide. */
  readonly chance: number;
}

const leastRows = 6;
const mostRows = 400;
const leastTrees = 12;
/** Of the rows with the values, so many have the label. */
const leastShare = 0.2;
/** By so much more than trees without the columns expect. */
const leastExcess = 0.15;
/** Of the way from rows of other classes to rows of the class, the support of the label may have gone so far. */
const mostSupport = 0.3;
/** As surely as this, compared with rows of their own, trees must say another class. */
const leastCertainty = 0.55;
/** Where only a part of the rows contradicts, at least this part, and chance must be out of the question. */
const leastContrary = 0.35;
const certain = 1e-10;

/** @param level - a chance below this counts. @returns undefined when the values are nothing special */
export function testPattern(
  pattern: Pattern,
  counted: CountedRows,
  model: ClassModel,
  { seed, level }: { readonly seed: number; readonly level: number },
): PatternEvidence | undefined {
  const { class: one, cells } = pattern;
  const all = matching(counted, cells);
  const own = all.filter((at) => counted.labels[at] === one);
  if (own.length < leastRows || own.length < leastShare * all.length || all.length > 0.3 * counted.rows.length)
    return undefined;
  const inside = new Set(all);
  const peers = spread(counted, (at) => counted.labels[at] === one && !inside.has(at));
  const strangers = spread(counted, (at) => counted.labels[at] !== one);
  const without = cells.map(({ column }) => column);
  const shown = own.slice(0, mostRows);
  const quick = ask(shown.slice(0, 40), one, counted, model.forest, without);
  const quickPeers = ask(peers.slice(0, 40), one, counted, model.forest, without);
  // Cheap and first: most candidates are features, and other columns say the same.
  if (quick !== undefined && quickPeers !== undefined && quick.own > 0.75 * quickPeers.own) return undefined;
  const forest = forestWithout(without, model, seed);
  if (forest === undefined) return undefined;
  const here = ask(shown, one, counted, forest, without);
  const usual = ask(peers, one, counted, forest, without);
  const others = ask(strangers, one, counted, forest, without);
  const expected = ask(all.slice(0, mostRows), one, counted, forest, without);
  if (here === undefined || usual === undefined || others === undefined || expected === undefined) return undefined;
  if (usual.own - others.own < 0.15) return undefined;
  const bounds = {
    support: others.own + mostSupport * (usual.own - others.own),
    rival: leastCertainty * others.label,
  };
  const chance = betaDistribution(Math.min(1, expected.own), own.length, all.length - own.length + 1);
  const isContrary = here.own <= bounds.support && here.rival >= bounds.rival;
  // A trigger may stand in rows of its own class, too: then a part of the rows contradicts, each of them clearly.
  if (!isContrary && (chance >= certain || contraryShare(shown, one, counted, forest, without, bounds) < leastContrary))
    return undefined;
  if (!(chance < level)) return undefined;
  const excess = own.length / all.length - expected.own;
  if (excess < leastExcess) return undefined;
  const beside = [
    nearRows(pattern, inside, counted, model),
    ...cells.map((cell) => partlyMatching(pattern, cell, inside, counted)),
  ];
  if (beside.some((rows) => excessOf(rows, pattern, counted, forest) > 0.4 * excess)) return undefined;
  const rows = Int32Array.from(own, (at) => counted.rows[at] ?? 0);
  return { rows, matching: all.length, support: here.own, usual: usual.own, chance };
}

/** Share of the rows whose label has little support while another class has much. */
function contraryShare(
  places: readonly number[],
  one: number,
  { rows }: CountedRows,
  forest: RandomForest,
  without: readonly number[],
  bounds: { readonly support: number; readonly rival: number },
): number {
  const { classes } = forest;
  const { shares } = outOfBag(
    forest,
    Int32Array.from(places, (at) => rows[at] ?? 0),
    without,
  );
  let contrary = 0;
  for (let at = 0; at < places.length; at++) {
    const own = shares[at * classes + one] ?? Number.NaN;
    let rival = 0;
    for (let other = 0; other < classes; other++)
      if (other !== one) rival = Math.max(rival, shares[at * classes + other] ?? 0);
    if (own <= bounds.support && rival >= bounds.rival) contrary++;
  }
  return contrary / places.length;
}

/** Up to 400 places, evenly over the sample. */
function spread({ rows }: CountedRows, isWanted: (at: number) => boolean): number[] {
  const wanted: number[] = [];
  for (let at = 0; at < rows.length; at++) if (isWanted(at)) wanted.push(at);
  const step = Math.max(1, Math.floor(wanted.length / mostRows));
  return wanted.filter((_, at) => at % step === 0).slice(0, mostRows);
}

/** Trees that never had the columns: those of the model where there are enough, otherwise new ones. */
function forestWithout(without: readonly number[], model: ClassModel, seed: number): RandomForest | undefined {
  const enough = model.forest.trees.filter((tree) => !without.some((column) => tree.columns.includes(column))).length;
  if (enough >= leastTrees) return model.forest;
  const columns = model.columns.map((_, column) => column).filter((column) => !without.includes(column));
  if (columns.length === 0) return undefined;
  const { classes } = model;
  const growing = growForest(model.columns, model.labels, {
    ...{ classes, trees: 24, columns, columnShare: 0.7, mostRows: 10_000, leastLeaf: 3, seed },
  });
  let step = growing.next();
  while (step.done !== true) step = growing.next();
  return step.value;
}

/** Mean shares of votes over rows. */
interface MeanVotes {
  /** For the class that is asked for. */
  readonly own: number;
  /** For the label that the row has. */
  readonly label: number;
  /** For the strongest class besides the one that is asked for. */
  readonly rival: number;
}

/** @returns undefined where too few trees can be asked */
function ask(
  places: readonly number[],
  one: number,
  { rows, labels }: CountedRows,
  forest: RandomForest,
  without: readonly number[],
): MeanVotes | undefined {
  const { classes } = forest;
  const { shares, trees } = outOfBag(
    forest,
    Int32Array.from(places, (at) => rows[at] ?? 0),
    without,
  );
  const sums = { own: 0, label: 0, rival: 0 };
  let count = 0;
  places.forEach((place, at) => {
    const from = at * classes;
    if (Number.isNaN(shares[from] ?? Number.NaN)) return;
    let rival = 0;
    for (let other = 0; other < classes; other++) if (other !== one) rival = Math.max(rival, shares[from + other] ?? 0);
    count++;
    sums.own += shares[from + one] ?? 0;
    sums.label += shares[from + (labels[place] ?? 0)] ?? 0;
    sums.rival += rival;
  });
  if (trees < leastTrees || count === 0) return undefined;
  return { own: sums.own / count, label: sums.label / count, rival: sums.rival / count };
}

/**
 * Rows with values near these, but not these. A feature works by degrees: what lies beside it works, too, and so does the rest of a
 * combination without one of its values. A trigger works alone.
 */
function nearRows({ cells }: Pattern, inside: ReadonlySet<number>, counted: CountedRows, model: ClassModel): number[] {
  const [first = 0] = inside;
  const ranges = cells.map(({ column }) => {
    const { codes = new Uint8Array(0), bins = 1, ordered = true } = model.columns[column] ?? {};
    const bin = codes[counted.rows[first] ?? 0] ?? 0;
    const reach = ordered ? Math.max(1, Math.round(bins / 16)) : 0;
    return { codes, low: bin - reach, high: bin + reach };
  });
  return spread(counted, (at) => {
    if (inside.has(at)) return false;
    const row = counted.rows[at] ?? 0;
    return ranges.every(({ codes, low, high }) => (codes[row] ?? 0) >= low && (codes[row] ?? 0) <= high);
  });
}

/** Rows with all the values but one. */
function partlyMatching(
  { cells }: Pattern,
  left: CellValue,
  inside: ReadonlySet<number>,
  counted: CountedRows,
): number[] {
  const rest = cells.filter((cell) => cell !== left);
  if (rest.length === 0) return [];
  const rows = matching(counted, rest).filter((at) => !inside.has(at));
  const step = Math.max(1, Math.floor(rows.length / mostRows));
  return rows.filter((_, at) => at % step === 0).slice(0, mostRows);
}

/** By how much the rows have the label more often than trees without the columns expect; 0 for too few rows. */
function excessOf(
  rows: readonly number[],
  { class: one, cells }: Pattern,
  counted: CountedRows,
  forest: RandomForest,
): number {
  if (rows.length < leastRows) return 0;
  const expected = ask(
    rows,
    one,
    counted,
    forest,
    cells.map(({ column }) => column),
  );
  return rows.filter((at) => counted.labels[at] === one).length / rows.length - (expected?.own ?? 0);
}
