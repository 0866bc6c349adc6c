// Two tables as one, by the names of their columns: what is learnt from the rows of one is asked of those of the other.
import type { CategoryColumn, Column, NumberColumn, TableSet } from '#core/dataset/data-set';

export interface JoinedTables {
  /** First the rows of the trusted table, then the new ones. Columns that only one of them has are left out. */
  readonly columns: readonly Column[];
  readonly count: number;
  /** In sentences: columns that could not be compared. */
  readonly notes: readonly string[];
}

export function joinTables(trusted: TableSet, fresh: TableSet): JoinedTables {
  const others = new Map(fresh.columns.map((column) => [column.name, column]));
  const columns: Column[] = [];
  const left: string[] = [];
  for (const column of trusted.columns) {
    const other = others.get(column.name);
    const joined = other === undefined ? undefined : joinColumns(column, other);
    if (joined === undefined) left.push(column.name);
    else columns.push(joined);
  }
  const known = new Set(trusted.columns.map(({ name }) => name));
  left.push(...fresh.columns.filter(({ name }) => !known.has(name)).map(({ name }) => name));
  const names = left.slice(0, listed).join(', ');
  const notes =
    left.length === 0
      ? []
      : [
          `${left.length} columns that are not the same in both tables were not looked at: ${names}${left.length > listed ? ', ...' : ''}.`,
        ];
  return { columns, count: trusted.count + fresh.count, notes };
}

/** Undefined where one is numbers and the other is not, or where texts are known by hashes only. */
function joinColumns(a: Column, b: Column): Column | undefined {
  if (a.kind === 'number' && b.kind === 'number') return joinNumbers(a, b);
  if (a.kind === 'category' && b.kind === 'category') {
    return a.isHashed === true || b.isHashed === true ? undefined : joinNames(a, b);
  }
  return undefined;
}

function joinNumbers(a: NumberColumn, b: NumberColumn): NumberColumn {
  const values = new Float64Array(a.values.length + b.values.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  return { ...a, values, missing: a.missing + b.missing, notFinite: a.notFinite + b.notFinite };
}

function joinNames(a: CategoryColumn, b: CategoryColumn): CategoryColumn {
  const names = [...a.values.names];
  const codeOf = new Map(names.map((name, code) => [name, code]));
  const renamed = b.values.names.map((name) => {
    const known = codeOf.get(name);
    if (known !== undefined) return known;
    codeOf.set(name, names.length);
    names.push(name);
    return names.length - 1;
  });
  const codes = new Int32Array(a.values.codes.length + b.values.codes.length);
  codes.set(a.values.codes);
  b.values.codes.forEach((code, row) => {
    codes[a.values.codes.length + row] = code < 0 ? -1 : (renamed[code] ?? -1);
  });
  return { ...a, values: { names, codes }, missing: a.missing + b.missing };
}

const listed = 5;
