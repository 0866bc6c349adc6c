// `assay data profile`: seven characteristics of a data set, each computed or said to be unknown.
import { findPersonalData, type PersonalData } from '#checks/dataset/personal/find-personal';
import type { ContractCheck } from '#core/dataset/data-contract';
import type { DataProfile, ProfileCharacteristic, ProfiledColumn } from '#core/dataset/data-profile';
import type { Column, DataSet, TableSet } from '#core/dataset/data-set';
import { escapeInvisible, quote } from '#core/quote';

export interface ProfileOptions {
  readonly path: string;
  readonly now: Date;
  readonly seed: number;
  /** What a contract found in the same data. */
  readonly check?: ContractCheck;
}

const bins = 10;
const shownNames = 10;
const dayMs = 86_400_000;

export function profileDataSet(set: DataSet, { path, now, seed, check }: ProfileOptions): DataProfile {
  const personal = set.kind === 'table' ? findPersonalData(set, seed) : undefined;
  return {
    schema: 'assay.data-profile/1',
    path,
    kind: set.kind,
    characteristics: [
      sizeOf(set),
      integrityOf(set),
      qualityOf(check),
      labelsOf(set),
      ageOf(set, now),
      coverageOf(set),
      sensitivityOf(personal),
    ],
    columns: set.kind === 'table' ? set.columns.map(profileColumn) : [],
    minimisation: personal === undefined ? [] : minimised(personal),
    limitations: (personal?.notLookedFor ?? ['whether the data speak of persons']).map(
      (what) => `Not looked for: ${what}.`,
    ),
  };
}

type Measures = Readonly<Record<string, number>>;

function known(
  characteristic: ProfileCharacteristic['characteristic'],
  text: string,
  measures: Measures,
): ProfileCharacteristic {
  const list = Object.entries(measures).map(([name, value]) => ({ name, value }));
  return { characteristic, known: true, text, measures: list };
}

function unknown(characteristic: ProfileCharacteristic['characteristic'], why: string): ProfileCharacteristic {
  return { characteristic, known: false, text: `unknown: ${why}`, measures: [] };
}

function sizeOf(set: DataSet): ProfileCharacteristic {
  if (set.kind === 'table') {
    const { columns, count } = set;
    return known('size', `${count} rows of ${columns.length} columns`, { rows: count, columns: columns.length });
  }
  if (set.kind === 'text') return known('size', `${set.count} texts`, { rows: set.count });
  const { count, height, width, channels } = set;
  return known('size', `${count} pictures of ${height} x ${width} x ${channels}`, {
    rows: count,
    height,
    width,
    channels,
  });
}

function integrityOf({ count, excluded }: DataSet): ProfileCharacteristic {
  const left = excluded.reduce((sum, one) => sum + one.count, 0);
  if (count + left === 0) return unknown('integrity', 'there are no rows');
  const share = count / (count + left);
  return known('integrity', `${(100 * share).toFixed(2)} % of the rows can be read, ${left} cannot`, {
    share,
    unreadable: left,
  });
}

function qualityOf(check: ContractCheck | undefined): ProfileCharacteristic {
  if (check === undefined) return unknown('quality', 'no contract was named (--contract)');
  const violated = check.rules.filter(({ outcome }) => outcome === 'fail').length;
  const violations = check.rules.reduce((sum, one) => sum + one.violations, 0);
  const text = `${violations} violations, ${violated} of ${check.rules.length} rules not kept`;
  return known('quality', text, { violations, violated, rules: check.rules.length });
}

function labelsOf({ labels }: DataSet): ProfileCharacteristic {
  if (labels === undefined) return unknown('class labels', 'no labels were named (--label)');
  const counts = countsOf(labels.codes, labels.names.length);
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const present = counts.filter((count) => count > 0);
  if (rows === 0) return unknown('class labels', 'no row has a label');
  const [least, most] = [Math.min(...present), Math.max(...present)];
  const text = `${present.length} classes, of ${least} to ${most} rows; ${labels.codes.length - rows} rows without`;
  return known('class labels', text, {
    classes: present.length,
    smallest: least,
    largest: most,
    unlabelled: labels.codes.length - rows,
  });
}

function ageOf({ times }: DataSet, now: Date): ProfileCharacteristic {
  const dated = times?.filter((time) => Number.isFinite(time)) ?? new Float64Array(0);
  if (dated.length === 0)
    return unknown('age', times === undefined ? 'no times were named (--time)' : 'no row has a time');
  let [oldest, newest] = [Infinity, -Infinity];
  for (const time of dated) {
    if (time < oldest) oldest = time;
    if (time > newest) newest = time;
  }
  const days = (time: number): number => Math.floor((now.getTime() - time) / dayMs);
  const future = dated.filter((time) => time > now.getTime()).length;
  const text = `newest ${days(newest)} days old, oldest ${days(oldest)}; ${future} rows from the future`;
  return known('age', text, { newestDays: days(newest), oldestDays: days(oldest), future });
}

/** The number of classes, sources and values that would be as diverse if all were equally frequent. */
function coverageOf(set: DataSet): ProfileCharacteristic {
  const measures: Record<string, number> = {};
  if (set.labels !== undefined)
    measures.effectiveClasses = effective(countsOf(set.labels.codes, set.labels.names.length));
  if (set.sources !== undefined)
    measures.effectiveSources = effective(countsOf(set.sources.codes, set.sources.names.length));
  if (set.kind === 'table') {
    measures.constantColumns = set.columns.filter((column) => differentOf(column) <= 1).length;
    const cells = set.count * set.columns.length;
    measures.filledShare = cells === 0 ? 0 : 1 - set.columns.reduce((sum, { missing }) => sum + missing, 0) / cells;
  }
  const parts = Object.entries(measures).map(
    ([name, value]) =>
      `${name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} ${Number(value.toPrecision(4))}`,
  );
  return parts.length === 0
    ? unknown('coverage', 'there are neither labels nor sources nor columns')
    : known('coverage', parts.join(', '), measures);
}

function sensitivityOf(personal: PersonalData | undefined): ProfileCharacteristic {
  if (personal === undefined) return unknown('sensitivity', 'pictures and texts are not looked at');
  const { columns, together } = personal;
  const found = columns.map(
    ({ column, what, share }) =>
      `${escapeInvisible(column)}: ${what}${share === undefined ? ' by its name' : ` in ${(100 * share).toFixed(0)} % of the values`}`,
  );
  const groups =
    together === undefined
      ? []
      : [
          `${(100 * together.alone).toFixed(1)} % of the rows are alone with their ${together.columns.map(escapeInvisible).join(', ')}`,
        ];
  const parts = [...found, ...groups];
  const measures = {
    personalColumns: columns.length,
    ...(together === undefined ? {} : { smallestGroup: together.smallest, aloneShare: together.alone }),
  };
  return known('sensitivity', parts.length === 0 ? 'nothing that is known was found' : parts.join('; '), measures);
}

function minimised({ columns, together }: PersonalData): readonly string[] {
  return [
    ...columns.map(({ column, what }) => `Leave out or replace by a keyed digest: ${quote(column)} (${what}).`),
    ...(together === undefined || together.smallest >= 5
      ? []
      : [
          `Make coarser or leave out some of ${together.columns.map(quote).join(', ')}: the smallest group that agrees in all has ${together.smallest} rows.`,
        ]),
  ];
}

function profileColumn(column: Column): ProfiledColumn {
  const facts = { name: column.name, kind: column.kind, missing: column.missing, different: differentOf(column) };
  if (column.kind === 'number') {
    const histogram = histogramOf(column.values);
    return { ...facts, ...(histogram === undefined ? {} : { histogram }) };
  }
  const { codes, names } = column.values;
  const frequent = [...countsOf(codes, names.length)]
    .map((count, code) => ({ value: escapeInvisible((names[code] ?? '').slice(0, 80)), count }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, shownNames);
  return { ...facts, frequent };
}

function differentOf(column: TableSet['columns'][number]): number {
  const cells = column.kind === 'number' ? column.values : column.values.codes;
  const seen = new Set<number>();
  for (let row = 0; row < cells.length && seen.size < mostDifferent; row++) {
    const cell = cells[row] ?? Number.NaN;
    if (!Number.isNaN(cell) && (column.kind === 'number' || cell >= 0)) seen.add(cell);
  }
  return seen.size;
}

function histogramOf(values: Float64Array | Float32Array): ProfiledColumn['histogram'] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!Number.isFinite(least) || !Number.isFinite(most)) return undefined;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const bin =
      most > least ? Math.min(bins - 1, Math.floor((bins * (value / 2 - least / 2)) / (most / 2 - least / 2))) : 0;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { least, most, counts };
}

function countsOf(codes: Int32Array, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** The exponential of the Shannon entropy. @source Hill 1973, order 1 */
function effective(counts: Float64Array): number {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  let entropy = 0;
  for (const count of counts) if (count > 0) entropy -= (count / rows) * Math.log(count / rows);
  return rows === 0 ? 0 : Math.exp(entropy);
}

/** Different values are counted up to here. */
const mostDifferent = 100_000;
