// `assay data contract infer`: rules that the rows at hand keep, wide enough for more rows of the same kind.
import type { Json } from '#core/canonical-json';
import type { DataContract } from '#core/dataset/data-contract';
import type { TableBlocks } from '#core/dataset/table-block';
import { AssayError } from '#core/errors';
import { clopperPearsonInterval } from '#numeric/statistics/binomial-interval';
import { ColumnSeen } from './column-seen.ts';

export interface InferredContract {
  readonly contract: DataContract;
  readonly rows: number;
  /** Per column what was seen, in a line. */
  readonly seen: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

export interface InferContractOptions {
  /** Column of the classes. */
  readonly label?: string;
  readonly now: Date;
  readonly onProgress?: (rows: number) => void;
}

/** How rules follow from what was seen; printed with every inferred contract. */
export const inference: readonly string[] = [
  'type: what all values are written as; where up to 1 % are written otherwise, that share is allowed and named',
  'missing: the share that was seen, with the upper end of its 99 % interval',
  'range: what was seen and a quarter of its span on both sides; numbers that were never negative stay so',
  'allowed-values: at most 30 different texts, each seen at least 5 times, or all seen 20 times on average',
  'pattern: a known form that every text has; length: up to twice the longest',
  'unique: every value occurred once, in at least 50 rows, and they are texts or whole numbers',
  'freshness: nothing from the future, where nothing from the future was seen',
  'drift: level .01 over all columns together, distance .1, stability index .25; asked when --baseline names a version',
  'of pictures: blank ones up to the upper end of the 99 % interval of the share that was seen; joint-drift of brightness and contrast',
  'row-count: at least half of the rows that were seen; class-balance: half to twice the share that was seen',
];

/** @param label - column of the classes. @throws {AssayError} DATA_COLUMN, DATA_EMPTY; what reading the table throws */
export async function inferContract(
  table: TableBlocks,
  { label, now, onProgress }: InferContractOptions,
): Promise<InferredContract> {
  if (label !== undefined && !table.names.includes(label)) {
    throw new AssayError('DATA_COLUMN', `there is no column ${label}`, { value: label });
  }
  const columns = table.names.map((name) => new ColumnSeen(name, now.getTime()));
  let rows = 0;
  for await (const block of table.blocks()) {
    for (const [at, column] of columns.entries()) column.add(block, at);
    rows += block.count;
    onProgress?.(rows);
  }
  if (rows === 0) throw new AssayError('DATA_EMPTY', 'nothing can be inferred from no rows');
  const labels = columns.find(({ name }) => name === label)?.names;
  const set: Record<string, Json> = {
    columns: { names: [...table.names], others: false },
    'row-count': { least: Math.floor(rows / 2) },
    ...(label === undefined || labels === undefined || labels.size === 0
      ? {}
      : { 'class-balance': balanceOf(label, labels, rows) }),
  };
  return {
    contract: {
      schema: 'assay.data-contract/1',
      columns: Object.fromEntries(columns.map((column) => [column.name, rulesOf(column, column.name === label)])),
      set,
    },
    rows,
    seen: Object.fromEntries(columns.map((column) => [column.name, described(column)])),
    notes: label !== undefined && labels === undefined ? [`${label} has more different values than classes are`] : [],
  };
}

function rulesOf(column: ColumnSeen, isLabel: boolean): Readonly<Record<string, Json>> {
  const { rows, missing, values, shape, texts, longest, future, newest, scripts } = column;
  const type = typeOf(column);
  const names = type.is === 'time' ? undefined : namesOf(column, isLabel);
  const isNumeric = type.is === 'number' || type.is === 'integer';
  const share = missing === 0 && isLabel ? 0 : round(clopperPearsonInterval(missing, rows, 0.98).high, 4);
  return {
    ...(values === 0 ? {} : { type }),
    missing: missing === rows ? { allow: 1 } : { allow: share },
    ...(isNumeric && names === undefined ? { range: rangeOf(column) } : {}),
    ...(names === undefined ? {} : { 'allowed-values': { values: names } }),
    ...(type.is === 'text' && texts > 0 && names === undefined ? textRules(shape, longest, [...scripts]) : {}),
    ...(isUnique(column, type.is) ? { unique: {} } : {}),
    ...(type.is === 'time' && future === 0 && newest > -Infinity ? { freshness: { future: false } } : {}),
    ...(isUnique(column, type.is) || values === 0 ? {} : { drift: { level: 0.01, distance: 0.1, psi: 0.25 } }),
  };
}

/** Values that are written in another way, up to this share, are taken for mistakes and allowed by name. */
const mistaken = 0.01;

function typeOf({ values, numbers, integers, notFinite, times, texts, names }: ColumnSeen): {
  is: string;
  allow?: number;
} {
  const isBoolean =
    names !== undefined && names.size === 2 && [...names.keys()].every((name) => /^(true|false)$/i.test(name));
  if (isBoolean) return { is: 'boolean' };
  const others = values - numbers;
  if (numbers > 0 && others <= mistaken * values) {
    const is = integers === numbers && notFinite === 0 ? 'integer' : 'number';
    return others === 0 ? { is } : { is, allow: round((1.5 * others) / values, 4) };
  }
  if (texts > 0 && times === values) return { is: 'time' };
  return { is: 'text' };
}

function rangeOf({ least, most }: ColumnSeen): Readonly<Record<string, number>> {
  const margin = (most - least) / 4;
  const low = least >= 0 ? Math.max(0, least - margin) : least - margin;
  return { least: round(low, 6), most: round(most + margin, 6) };
}

function namesOf({ names, texts, values, integers }: ColumnSeen, isLabel: boolean): string[] | undefined {
  if (names === undefined || names.size === 0) return undefined;
  const all = [...names.keys()].sort();
  if (isLabel) return all;
  if (texts === 0) return names.size <= 2 && integers === values && values >= 20 ? all : undefined;
  const isFrequent = [...names.values()].every((count) => count >= 5) || values >= 20 * names.size;
  return names.size <= 30 && isFrequent ? all : undefined;
}

function textRules(shape: string | undefined, longest: number, scripts: string[]): Readonly<Record<string, Json>> {
  return {
    'readable-text': {},
    length: { least: 0, most: 2 * longest },
    ...(shape === undefined ? {} : { pattern: { is: shape } }),
    ...(scripts.length === 0 ? {} : { scripts: { are: scripts.sort() } }),
  };
}

function isUnique({ repeated, missing, rows }: ColumnSeen, type: string): boolean {
  return !repeated && missing === 0 && rows >= 50 && (type === 'text' || type === 'integer');
}

function balanceOf(column: string, names: ReadonlyMap<string, number>, rows: number): Json {
  const classes = [...names].sort().map(([name, count]): readonly [string, Json] => {
    const share = count / rows;
    return [name, { least: round(share / 2, 4), most: round(Math.min(1, 2 * share), 4) }];
  });
  return { column, classes: Object.fromEntries(classes) };
}

function described({
  values,
  missing,
  notFinite,
  numbers,
  least,
  most,
  names,
  texts,
  longest,
  newest,
}: ColumnSeen): string {
  const parts = [
    `${values} values, ${missing} missing`,
    ...(notFinite > 0 ? [`${notFinite} not finite`] : []),
    ...(numbers > 0 ? [`${numbers} numbers from ${least} to ${most}`] : []),
    ...(texts > 0 ? [`${texts} texts of up to ${longest} characters`] : []),
    ...(newest > -Infinity ? [`newest ${new Date(newest).toISOString().slice(0, 10)}`] : []),
    names === undefined ? 'many different' : `${names.size} different`,
  ];
  return parts.join(', ');
}

/** Upwards for large numbers of places: a rounded bound must not cut off what was seen. */
function round(value: number, places: number): number {
  const rounded = Number(value.toPrecision(places + 2));
  return Number.isFinite(rounded) ? rounded : value;
}
