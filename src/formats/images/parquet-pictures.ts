// Pictures in a column of a Parquet file, as Hugging Face publishes them: a structure of `bytes` and `path`, or bytes alone.
import type { ByteSource } from '#core/byte-source';
import { WorkBudget } from '#core/work-budget';
import { parseParquetFooter } from '../parquet/footer.ts';
import type { PageBudget } from '../parquet/page-content.ts';
import { readPages } from '../parquet/read-page.ts';
import type { ParquetColumn } from '../parquet/schema.ts';

export interface ParquetPictures {
  readonly rows: number;
  /** Names of all columns. */
  readonly columns: readonly string[];
  /**
   * The files of the pictures in the order of the rows, undefined where a row has none; each valid until the next. Once.
   * @throws {FormatError}
   */
  readonly files: () => Generator<Uint8Array | undefined, void>;
}

/**
 * @returns undefined when no column is one of pictures by its name and type @throws {FormatError} when it is no Parquet file
 * @limits 4 decompressed bytes per byte of the file, beyond a base of 1 MiB: pictures do not compress
 */
export function openParquetPictures(source: ByteSource): ParquetPictures | undefined {
  const work = new WorkBudget(source.size);
  const footer = parseParquetFooter(source, work);
  const index = footer.columns.findIndex(isPictures);
  const column = footer.columns[index];
  if (column === undefined) return undefined;
  const budget: PageBudget = { work, left: mostPictureBytes(source.size) };
  return {
    rows: footer.rows,
    columns: footer.columns.map(({ name }) => name),
    files: function* () {
      for (const { chunks } of footer.groups) {
        const chunk = chunks[index];
        if (chunk !== undefined) yield* filesOf(source, chunk, column, budget);
      }
    },
  };
}

/** How many bytes of pictures are read of a file of this size. */
export function mostPictureBytes(fileBytes: number): number {
  return 1024 * 1024 + 4 * fileBytes;
}

function isPictures({ name, physical, logical, maxRepetition }: ParquetColumn): boolean {
  return physical === 'bytes' && logical.kind === 'binary' && maxRepetition === 0 && pictureColumn.test(name);
}

function* filesOf(
  source: ByteSource,
  chunk: Parameters<typeof readPages>[1],
  column: ParquetColumn,
  budget: PageBudget,
): Generator<Uint8Array | undefined, void> {
  for (const { count, definitions, values, indices } of readPages(source, chunk, column, budget)) {
    let next = 0;
    for (let entry = 0; entry < count; entry++) {
      const missing = definitions !== undefined && definitions[entry] !== column.maxDefinition;
      if (missing || values.kind !== 'bytes') yield undefined;
      else {
        const at = indices === undefined ? next : (indices[next] ?? 0);
        yield values.bytes.subarray(values.starts[at], values.ends[at]);
        next += 1;
      }
    }
  }
}

const pictureColumn = /^(?:image|img|picture|photo|jpg|png|webp|pixels)(?:\.bytes)?$|\.bytes$/i;
