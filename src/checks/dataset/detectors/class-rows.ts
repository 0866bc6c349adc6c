// What all detectors that look at one class at a time do around their method: check the input, set aside rows that no method can take,
// and say which classes were left out and why.
import { CheckError } from '#core/errors';
import type { RowMatrix } from '#numeric/linear/row-products';
import type { DetectorInput, DetectorResult } from './detector.ts';

/** The usable rows of one class. */
export interface ClassRows {
  readonly class: number;
  /** Row numbers in the input, rising. */
  readonly rows: Int32Array;
  /** Their features, in that order. */
  readonly matrix: RowMatrix;
}

export interface ClassMethod {
  /** Classes with fewer usable rows get no score. */
  readonly leastRows: number;
  /** Scores in the order of the rows of the class; undefined where they do not differ in any way that the method could measure. */
  readonly score: (group: ClassRows) => ArrayLike<number> | undefined;
}

/**
 * Runs a method over every class.
 * @returns NaN for rows that are set aside, each with its reason and count in the notes
 * @throws {CheckError} CHECK_SHAPE when arrays and counts of the input do not fit together
 */
export function scoreClasses(input: DetectorInput, { leastRows, score }: ClassMethod): DetectorResult {
  const { rowsByClass, notes } = usableRows(input);
  const scores = new Float64Array(input.features.count).fill(Number.NaN);
  const tooFew: number[] = [];
  const alike: number[] = [];
  rowsByClass.forEach((rows, index) => {
    input.onProgress?.(index / input.classes);
    if (rows.length === 0) return;
    const ofClass =
      rows.length < leastRows ? undefined : score({ class: index, rows, matrix: takeRows(input.features, rows) });
    if (ofClass !== undefined) for (const [place, row] of rows.entries()) scores[row] = ofClass[place] ?? Number.NaN;
    else if (rows.length < leastRows) tooFew.push(index);
    else alike.push(index);
  });
  input.onProgress?.(1);
  if (tooFew.length > 0) notes.push(`fewer than ${leastRows} usable rows: ${classList(tooFew)}`);
  if (alike.length > 0) notes.push(`rows that do not differ: ${classList(alike)}`);
  return { scores, notes };
}

export interface UsableRows {
  /** Per class the row numbers that can be used, rising. */
  readonly rowsByClass: readonly Int32Array[];
  /** To be added to. */
  readonly notes: string[];
}

/**
 * The rows that a method can use, by class.
 * @throws {CheckError} CHECK_SHAPE when arrays and counts of the input do not fit together
 */
export function usableRows({ features, labels, classes, probabilities }: DetectorInput): UsableRows {
  const { count, width, values } = features;
  assertShape(values.length === count * width, `features: ${values.length} numbers for [${count}, ${width}]`);
  assertShape(labels.length === count, `${labels.length} labels for ${count} rows`);
  assertShape(Number.isInteger(classes) && classes >= 1, `${classes} classes`);
  assertShape(
    probabilities === undefined || probabilities.length === count * classes,
    `probabilities: ${probabilities?.length} numbers for [${count}, ${classes}]`,
  );
  const byClass = Array.from({ length: classes }, (): number[] => []);
  let notUsable = 0;
  let unlabelled = 0;
  for (let row = 0; row < count; row++) {
    const own = byClass[labels[row] ?? -1];
    if (own === undefined) unlabelled += 1;
    else if (inRange(values, row * width, width) && inRange(probabilities, row * classes, classes)) own.push(row);
    else notUsable += 1;
  }
  const notes: string[] = [];
  if (unlabelled > 0) notes.push(`${unlabelled} rows with a label out of range`);
  if (notUsable > 0) notes.push(`${notUsable} rows with numbers that are not finite or beyond 1e30`);
  const empty = byClass.flatMap((rows, index) => (rows.length === 0 ? [index] : []));
  if (empty.length > 0) notes.push(`no usable row: ${classList(empty)}`);
  if (width === 0) notes.push('features without any column');
  return { rowsByClass: byClass.map((rows) => Int32Array.from(rows)), notes };
}

/** The features of some rows, copied together. */
export function takeRows({ values, width }: RowMatrix, rows: ArrayLike<number>): RowMatrix {
  const taken = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const from = (rows[i] ?? 0) * width;
    taken.set(values.subarray(from, from + width), i * width);
  }
  return { values: taken, count: rows.length, width };
}

/** Classes by number, the first ten of them. */
export function classList(classes: readonly number[]): string {
  const more = classes.length > 10 ? ` and ${classes.length - 10} more` : '';
  return `${classes.length === 1 ? 'class' : 'classes'} ${classes.slice(0, 10).join(', ')}${more}`;
}

function assertShape(fits: boolean, what: string): void {
  if (!fits) throw new CheckError('CHECK_SHAPE', what);
}

/** No NaN, and small enough that sums of products stay in range of 32-bit floats after scaling. */
function inRange(values: Float32Array | undefined, from: number, count: number): boolean {
  if (values === undefined) return true;
  for (let i = from; i < from + count; i++) if (!(Math.abs(values[i] ?? 0) <= 1e30)) return false;
  return true;
}
