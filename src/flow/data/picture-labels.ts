// A list beside pictures that says what each shows: `metadata.csv`, `metadata.jsonl` (Hugging Face imagefolder), `labels.csv`.
import { FileError, FormatError } from '#core/errors';
import type { RowFormat } from '#formats/rows/row-format';
import { rowFormatOf } from '#formats/rows/row-format-of';
import { FileSource } from '#store/file-source';
import type { DataFile } from '#store/list-data';

export interface PictureLabels {
  /** Name of the list, relative to the data set. */
  readonly name: string;
  /** Label by path of the picture, relative to the data set. */
  readonly labels: ReadonlyMap<string, string>;
  /** What is odd about the list, in sentences. */
  readonly notes: readonly string[];
}

export function isPictureList(name: string): boolean {
  return /(?:^|\/)(?:metadata|labels)\.(?:csv|tsv|jsonl)$/i.test(name);
}

/**
 * @param label - the column of the label; absent: the first that is named like one
 * @returns undefined when the list has no column of paths or none of labels
 * @throws {FileError} FORMAT_... with the name of the list, FILE_CHANGED and others
 */
export function readPictureLabels(list: DataFile, label?: string): PictureLabels | undefined {
  const source = FileSource.open(list.path);
  try {
    const format = rowFormatOf(list.name);
    const columns = format === undefined ? undefined : findColumns(source, format, label);
    if (format === undefined || columns === undefined) return undefined;
    const read = collect(source, format, columns, folderOf(list.name));
    source.finish();
    return { name: list.name, ...read };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FileError(error.code, `${list.name}: ${error.message}`, { ...error.fields, path: list.name });
  } finally {
    source.close();
  }
}

interface Columns {
  readonly path: string;
  readonly label: string;
}

/** JSON lines have no header: the names that are possible are looked for in the first row. */
function findColumns(source: FileSource, format: RowFormat, label: string | undefined): Columns | undefined {
  const labels = label === undefined ? labelNames : [label];
  const { columns } = format.open(source, {}).reading;
  const present = columns ?? firstMembers(source, format, [...pathNames, ...labels]);
  const named = (names: readonly string[]): string | undefined =>
    names.flatMap((name) => present.find((column) => column.toLowerCase() === name.toLowerCase()) ?? [])[0];
  const path = named(pathNames);
  const found = named(labels);
  return path === undefined || found === undefined ? undefined : { path, label: found };
}

function firstMembers(source: FileSource, format: RowFormat, names: readonly string[]): readonly string[] {
  for (const { fields } of format.open(source, { fields: names }).rows()) {
    return names.filter((_, at) => fields[at + 2] !== undefined);
  }
  return [];
}

function collect(
  source: FileSource,
  format: RowFormat,
  columns: Columns,
  folder: string,
): Pick<PictureLabels, 'labels' | 'notes'> {
  const labels = new Map<string, string>();
  let twice = 0;
  for (const { fields } of format.open(source, { key: columns.path, label: columns.label }).rows()) {
    const [path, label] = fields.map((field) => (field === undefined ? undefined : textOf(field, format.name)));
    if (path === undefined || label === undefined || label === '') continue;
    const name = `${folder}${path.replace(/^\.\//, '')}`;
    const known = labels.get(name);
    if (known !== undefined && known !== label) twice += 1;
    labels.set(name, label);
  }
  const notes =
    twice === 0 ? [] : [`${twice} rows of the list give a picture another label than a row before; the last counts.`];
  return { labels, notes };
}

/** JSON members come as canonical JSON. */
function textOf(field: Uint8Array, format: string): string {
  const text = Buffer.from(field).toString('utf8');
  return format === 'json-lines' && text.startsWith('"') ? String(JSON.parse(text)) : text;
}

/** With the slash; empty at the top. */
function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1);
}

const pathNames = ['file_name', 'filename', 'file', 'image', 'image_path', 'path', 'id', 'image_id'];
/** What columns of labels are called, the likeliest first. */
export const labelNames: readonly string[] = ['label', 'labels', 'class', 'class_name', 'category', 'target', 'y'];
