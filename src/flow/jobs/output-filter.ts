// The output filter: what a job measured goes out as numbers that were made coarse and as words that whoever asked knows already.
//
// A word leaves only when it is in the vocabulary of the kind of job or in the request itself, so no name of a class, column, file or
// row can carry data out. A number of rows leaves only when neither it nor what is left of the whole is small. None is small too:
// where none and one looked different, a rule about one name would tell whether that name is there.
import type { JobKind } from '#core/jobs/job-kind';
import type { JobMetric, JobMetrics, Withheld } from '#core/jobs/job-metrics';
import * as limits from '#core/limits';

/** Something measured, as the kind of job has it. */
export type Measured =
  /** So many of `of` rows. */
  | { readonly name: string; readonly slice?: string; readonly rows: number; readonly of: number }
  /** `rows` as a share of `of`. */
  | { readonly name: string; readonly slice?: string; readonly shareOf: number; readonly rows: number }
  /** How many there are at all. */
  | { readonly name: string; readonly slice?: string; readonly total: number }
  /** A number that no single row decides. */
  | { readonly name: string; readonly slice?: string; readonly measure: number }
  | { readonly name: string; readonly slice?: string; readonly word: string };

export const significantDigits = 3;
export const smallestGroup = 5;

/** @param words - those that may leave: the vocabulary of the kind, and what stands in the request */
export function filterOutputs(
  kind: JobKind,
  measured: readonly Measured[],
  withheld: readonly Withheld[],
  words: ReadonlySet<string>,
): JobMetrics {
  const reasons = new Map<string, number>();
  const note = (why: string): null => {
    reasons.set(why, (reasons.get(why) ?? 0) + 1);
    return null;
  };
  const metrics: JobMetric[] = [];
  let bytes = 0;
  for (const one of measured) {
    const metric = filterOne(one, words, note);
    if (metric === undefined) continue;
    bytes += JSON.stringify(metric).length * 3;
    if (metrics.length >= limits.jobMetrics.value || bytes > limits.jobMetricsBytes.value) note(tooMuch);
    else metrics.push(metric);
  }
  const filtered = [...reasons].map(([why, count]): Withheld => ({ what: 'metrics', why, count }));
  return {
    schema: 'assay.job-metrics/1',
    kind,
    significantDigits,
    smallestGroup,
    metrics,
    withheld: [...withheld.map(coarse), ...filtered],
  };
}

function filterOne(measured: Measured, words: ReadonlySet<string>, note: (why: string) => null): JobMetric | undefined {
  const { name, slice } = measured;
  if (!mayLeave(name, words) || (slice !== undefined && !mayLeave(slice, words))) {
    note(unknownWord);
    return undefined;
  }
  const facts = { name, ...(slice === undefined ? {} : { slice }) };
  if ('word' in measured)
    return { ...facts, value: mayLeave(measured.word, words) ? measured.word : note(unknownWord) };
  if ('measure' in measured)
    return { ...facts, value: Number.isFinite(measured.measure) ? rounded(measured.measure) : note(notFinite) };
  return { ...facts, ...ofRows(measured, note) };
}

type OfRows = Extract<Measured, { readonly rows: number } | { readonly total: number }>;

function ofRows(measured: OfRows, note: (why: string) => null): Pick<JobMetric, 'value' | 'bound'> {
  if ('total' in measured)
    return isSmall(measured.total) ? { value: note(small), bound: 'few' } : { value: rounded(measured.total) };
  const { rows } = measured;
  const whole = 'of' in measured ? measured.of : measured.shareOf;
  if (isSmall(rows)) return { value: note(small), bound: 'few' };
  if (isSmall(whole - rows)) return { value: note(small), bound: 'all-but-few' };
  return { value: rounded('of' in measured ? rows : rows / whole) };
}

/** `column 3`, `rule 12`: a place in an order, which is no word of the data. */
const ordinal = /^(?:column|rule|detector) \d{1,5}$/;

function mayLeave(word: string, words: ReadonlySet<string>): boolean {
  return word.length <= limits.jobWord.value && (words.has(word) || ordinal.test(word));
}

function isSmall(rows: number): boolean {
  return !(rows >= smallestGroup);
}

/** How many rows were withheld is a number of rows as well. */
function coarse({ what, why, count }: Withheld): Withheld {
  return count === undefined || isSmall(count) ? { what, why } : { what, why, count: rounded(count) };
}

export function rounded(value: number): number {
  return Number(value.toPrecision(significantDigits));
}

const small = `it would tell of fewer than ${smallestGroup} rows`;
const unknownWord = 'it holds a word that is neither of Assay nor of the request';
const notFinite = 'it is no number';
const tooMuch = 'the document of metrics has a largest size';
