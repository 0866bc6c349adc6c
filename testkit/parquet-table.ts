// Builds Parquet files page by page, so that every number in them can be wrong.
import { encodings } from '#formats/parquet/decode-values';

/** A thrift field by its number: integers, texts, structures, lists of structures. */
export interface ThriftFields {
  readonly [field: number]: number | bigint | boolean | string | ThriftFields | readonly ThriftFields[];
}

export interface PageSpec {
  readonly header: ThriftFields;
  readonly body: Uint8Array;
}

export interface ColumnSpec {
  /** `SchemaElement`. */
  readonly element: ThriftFields;
  readonly pages: readonly PageSpec[];
  readonly values: number;
  readonly codec?: number;
}

export interface ParquetSpec {
  readonly columns: readonly ColumnSpec[];
  readonly rows: number;
  /** Fields of the metadata of the columns that say something else than is true. */
  readonly meta?: ThriftFields;
}

export function buildParquetTable({ columns, rows, meta = {} }: ParquetSpec): Buffer {
  const parts: Buffer[] = [Buffer.from('PAR1')];
  let at = 4;
  const chunks = columns.map(({ pages, values, codec = 0, element }): ThriftFields => {
    const from = at;
    for (const { header, body } of pages) {
      const bytes = Buffer.concat([encodeThrift(header), body]);
      parts.push(bytes);
      at += bytes.length;
    }
    const size = at - from;
    return {
      2: from,
      3: { 1: Number(element[1]), 4: codec, 5: values, 6: size, 7: size, 9: from, ...meta },
    };
  });
  const footer = encodeThrift({
    1: 1,
    2: [{ 4: 'schema', 5: columns.length }, ...columns.map(({ element }) => element)],
    3: rows,
    4: [{ 1: chunks, 2: at, 3: rows }],
  });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([...parts, footer, length, Buffer.from('PAR1')]);
}

/** A page of version 1. @param sizes - declared sizes, where they are not the true ones */
export function buildPage(
  body: Uint8Array,
  count: number,
  encoding: number,
  sizes: { readonly unpacked?: number } = {},
): PageSpec {
  return {
    header: { 1: 0, 2: sizes.unpacked ?? body.length, 3: body.length, 5: { 1: count, 2: encoding, 3: 3, 4: 3 } },
    body,
  };
}

export function buildDictionary(body: Uint8Array, count: number): PageSpec {
  return { header: { 1: 2, 2: body.length, 3: body.length, 7: { 1: count, 2: encodings.plain } }, body };
}

/** Texts with their lengths, as PLAIN stores them. */
export function plainTexts(...texts: readonly string[]): Buffer {
  return Buffer.concat(
    texts.flatMap((text) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(Buffer.byteLength(text));
      return [length, Buffer.from(text)];
    }),
  );
}

export function encodeThrift(fields: ThriftFields): Buffer {
  const parts: Buffer[] = [];
  for (const [id, value] of Object.entries(fields)) {
    const head = (type: number): Buffer => Buffer.concat([Buffer.of(type), zigzag(BigInt(id))]);
    if (typeof value === 'boolean') parts.push(head(value ? 1 : 2));
    else if (typeof value === 'number' || typeof value === 'bigint') parts.push(head(6), zigzag(BigInt(value)));
    else if (typeof value === 'string')
      parts.push(head(8), varint(BigInt(Buffer.byteLength(value))), Buffer.from(value));
    else if (isList(value))
      parts.push(head(9), Buffer.of(0xfc), varint(BigInt(value.length)), ...value.map(encodeThrift));
    else parts.push(head(12), encodeThrift(value));
  }
  return Buffer.concat([...parts, Buffer.of(0)]);
}

export function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 128n; left >>= 7n) bytes.push(Number(left & 127n) | 128);
  return Buffer.of(...bytes, Number(left));
}

function zigzag(value: bigint): Buffer {
  return varint(value < 0n ? -2n * value - 1n : 2n * value);
}

function isList(value: ThriftFields | readonly ThriftFields[]): value is readonly ThriftFields[] {
  return Array.isArray(value);
}
