// A description of a data set in Croissant 1.0, JSON-LD. Source: docs.mlcommons.org/croissant/docs/croissant-spec.html.

export interface DescribedFile {
  /** Path from the description on, steps separated by `/`. */
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

export interface DescribedColumn {
  readonly name: string;
  readonly type: 'integer' | 'float' | 'text';
  readonly role?: 'label';
}

export interface DescribedData {
  readonly name: string;
  readonly rows: number;
  /** Classes with their rows, where there are labels. */
  readonly classes?: readonly { readonly name: string; readonly rows: number }[];
  readonly files: readonly DescribedFile[];
  /** Of a table; absent: the rows are files, or arrays. */
  readonly columns?: readonly DescribedColumn[];
}

/** Deterministic: files and columns stand in the order given. */
export function croissant({ name, rows, classes, files, columns }: DescribedData): object {
  const counted = classes?.map((one) => `${one.name}: ${one.rows}`).join(', ');
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    name,
    description: `${rows} rows${counted === undefined ? '' : ` (${counted})`}`,
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    distribution: files.map(({ name: path, size, sha256 }) => ({
      '@type': 'cr:FileObject',
      '@id': path,
      name: path,
      contentUrl: path,
      contentSize: `${size} B`,
      encodingFormat: encodingOf(path),
      sha256,
    })),
    ...(columns === undefined ? {} : { recordSet: files.map((file) => recordSetOf(file.name, files.length, columns)) }),
  };
}

/** Each file of a table is a record set of its own: a set of files has no digests. */
function recordSetOf(file: string, files: number, columns: readonly DescribedColumn[]): object {
  const id = files === 1 ? 'rows' : `rows of ${file}`;
  return {
    '@type': 'cr:RecordSet',
    '@id': id,
    name: id,
    field: columns.map(({ name, type, role }) => ({
      '@type': 'cr:Field',
      '@id': `${id}/${name}`,
      name: `${id}/${name}`,
      dataType: role === 'label' ? [dataTypes[type], 'cr:Label'] : dataTypes[type],
      source: { fileObject: { '@id': file }, extract: { column: name } },
    })),
  };
}

function encodingOf(path: string): string {
  return encodings[/\.([^.]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

const dataTypes = { integer: 'sc:Integer', float: 'sc:Float', text: 'sc:Text' } as const;
const encodings: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  tab: 'text/tab-separated-values',
  json: 'application/json',
  jsonl: 'application/jsonlines',
  ndjson: 'application/jsonlines',
  jsonlines: 'application/jsonlines',
  parquet: 'application/x-parquet',
  pq: 'application/x-parquet',
  arrow: 'application/vnd.apache.arrow.file',
  txt: 'text/plain',
  eml: 'message/rfc822',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gz: 'application/gzip',
  tar: 'application/x-tar',
  zip: 'application/zip',
};
/** As the specification gives it. */
const context = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
} as const;
