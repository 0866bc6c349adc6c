// What a description of a data set says: its files with their digests, its columns with their types, its classes with their rows.
import { basename } from 'node:path';
import type { Coding, Column } from '#core/dataset/data-set';
import { FileSource } from '#store/file-source';
import { type DataListing, listData } from '#store/list-data';
import { type OpenDataOptions, openDataSet } from './open-data-set.ts';
import { openTableFiles } from './open-tables.ts';
import { type TableFiles, tableFilesIn } from './table-file.ts';

export interface DataDescription {
  readonly name: string;
  readonly rows: number;
  readonly classes?: readonly { readonly name: string; readonly rows: number }[];
  readonly files: readonly DescribedFile[];
  /** Of a table. */
  readonly columns?: readonly DescribedColumn[];
}

interface DescribedFile {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

interface DescribedColumn {
  readonly name: string;
  readonly type: 'integer' | 'float' | 'text';
  readonly role?: 'label';
}

/** Reads the whole set, and every file of it once more for its digest. @throws as `openDataSet` */
export async function describeDataSet(path: string, options: OpenDataOptions): Promise<DataDescription> {
  const listing = listData(path);
  const set = await openDataSet(path, options);
  set.close?.();
  const tables = set.kind === 'images' ? undefined : tableFilesIn(listing);
  const name = basename(listing.file ?? listing.folder).replace(/\.[^.]+$/, '');
  const classes = set.labels === undefined ? {} : { classes: classesOf(set.labels) };
  const about = { name, rows: set.count, ...classes, files: filesOf(listing, tables) };
  if (tables === undefined) return about;
  const { label } = options;
  const all =
    set.kind === 'table' ? set : await openTableFiles(tables, { ...(label === undefined ? {} : { label }) }, path);
  const columns = all.kind === 'table' ? all.columns.filter(isOutermost(tables)).map(describeColumn) : [];
  const labels: readonly DescribedColumn[] =
    label === undefined || set.labels === undefined
      ? []
      : [{ name: label, type: typeOfNames(set.labels), role: 'label' }];
  return { ...about, columns: [...columns, ...labels] };
}

function filesOf({ file, files }: DataListing, tables: TableFiles | undefined): readonly DescribedFile[] {
  const chosen = files.filter(({ name, path }) =>
    tables === undefined ? file === undefined || name === file : tables.paths.includes(path),
  );
  return chosen.map(({ name, path, size }) => ({ name, size, sha256: FileSource.open(path).finish() }));
}

/** Croissant has no plain way to name a member of a structure; in delimited text a point is part of a name. */
function isOutermost({ ending }: TableFiles): (column: Column) => boolean {
  return ({ name }) => ['csv', 'tsv', 'tab'].includes(ending) || !name.includes('.');
}

function describeColumn(column: Column): DescribedColumn {
  if (column.kind === 'category') return { name: column.name, type: 'text' };
  const isWhole =
    column.missing + column.notFinite === 0 && column.values.every((value) => Number.isSafeInteger(value));
  return { name: column.name, type: isWhole ? 'integer' : 'float' };
}

function typeOfNames({ names }: Coding): DescribedColumn['type'] {
  return names.every((name) => /^-?[0-9]{1,15}$/.test(name)) ? 'integer' : 'text';
}

function classesOf({ names, codes }: Coding): NonNullable<DataDescription['classes']> {
  const rows = new Float64Array(names.length);
  for (const code of codes) if (code >= 0) rows[code] = (rows[code] ?? 0) + 1;
  return names.map((name, code) => ({ name, rows: rows[code] ?? 0 }));
}
