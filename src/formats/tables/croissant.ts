// Croissant: what a data set consists of, as JSON-LD. Read is what says where rows and their labels are, and the digests of files.
// Source: MLCommons Croissant 1.0, "Resources" and "RecordSets"; docs.mlcommons.org/croissant/docs/croissant-spec.html.

/** A file of the data set. */
export interface CroissantFile {
  readonly id: string;
  readonly name: string;
  /** An address, or a path from the description on. */
  readonly contentUrl: string;
  /** Lower case hexadecimal digits, as written otherwise. */
  readonly sha256?: string;
  /** Lies in another file, so it is not there by itself. */
  readonly isContained: boolean;
}

/** Files by patterns. */
export interface CroissantFileSet {
  readonly id: string;
  readonly includes: readonly string[];
}

export interface CroissantField {
  readonly name: string;
  /** Of the file or set of files that it is taken from. */
  readonly from?: string;
  /** The column there; absent: it is taken in another way. */
  readonly column?: string;
  /** A data type says that this is the class of the record. */
  readonly isLabel: boolean;
}

export interface CroissantRecordSet {
  readonly name: string;
  readonly fields: readonly CroissantField[];
}

export interface Croissant {
  readonly files: readonly CroissantFile[];
  readonly fileSets: readonly CroissantFileSet[];
  readonly recordSets: readonly CroissantRecordSet[];
}

/** Undefined when the document is no description by Croissant. @param document - parsed JSON */
export function parseCroissant(document: unknown): Croissant | undefined {
  const isOne = many(document, 'conformsTo').some((value) => /mlcommons\.org\/croissant/i.test(idOf(value)));
  if (!isOne) return undefined;
  const parts = many(document, 'distribution');
  return {
    files: parts.filter((part) => isOfType(part, 'FileObject')).map(fileOf),
    fileSets: parts
      .filter((part) => isOfType(part, 'FileSet'))
      .map((part) => ({ id: idOf(part), includes: many(part, 'includes').map(String) })),
    recordSets: many(document, 'recordSet').map((set) => ({
      name: text(set, 'name') ?? idOf(set),
      fields: many(set, 'field').map(fieldOf),
    })),
  };
}

function fileOf(part: unknown): CroissantFile {
  const sha256 = text(part, 'sha256');
  return {
    id: idOf(part),
    name: text(part, 'name') ?? idOf(part),
    contentUrl: text(part, 'contentUrl') ?? '',
    isContained: many(part, 'containedIn').length > 0,
    ...(sha256 === undefined ? {} : { sha256: sha256.toLowerCase() }),
  };
}

function fieldOf(field: unknown): CroissantField {
  const [source] = many(field, 'source');
  const [from] = [...many(source, 'fileObject'), ...many(source, 'fileSet')];
  const [extract] = many(source, 'extract');
  const column = text(extract, 'column');
  const name = text(field, 'name') ?? idOf(field);
  return {
    // Names may be written with the name of their record set before them.
    name: name.slice(name.lastIndexOf('/') + 1),
    isLabel: many(field, 'dataType').some((type) => /(^|[:/#])label$/i.test(idOf(type))),
    ...(from === undefined ? {} : { from: idOf(from) }),
    ...(column === undefined ? {} : { column }),
  };
}

function isOfType(node: unknown, type: string): boolean {
  return many(node, '@type').some((value) => typeof value === 'string' && value.replace(/^.*[:/#]/, '') === type);
}

/** JSON-LD writes one value, or a list of them. The names of Croissant and schema.org may have a prefix. */
function many(node: unknown, name: string): readonly unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  const found = Object.entries(node).find(([key]) => key === name || key === `cr:${name}` || key === `sc:${name}`)?.[1];
  if (found === undefined || found === null) return [];
  return Array.isArray(found) ? found : [found];
}

function text(node: unknown, name: string): string | undefined {
  const [value] = many(node, name);
  return typeof value === 'string' ? value : undefined;
}

/** A reference is an object with an id, or the id alone. */
function idOf(node: unknown): string {
  if (typeof node === 'string') return node;
  return text(node, '@id') ?? text(node, 'name') ?? '';
}
