// One pass over a table on disk.
import { type Sha256, Sha256Stream } from '#core/digest';
import { AssayError, FileError } from '#core/errors';
import { quote } from '#core/quote';
import type { CellReader } from '#formats/tables/cell-block';
import { joinCells } from '#formats/tables/join-cells';
import { FileSource } from '#store/file-source';
import type { TableFiles } from './table-file.ts';
import { type TableFileOptions, tableReader } from './table-reader.ts';

/** Ends with `finish`, or with `close` when it was not read to the end. */
export interface TablePass {
  readonly reader: CellReader;
  /** Digest of the file, or of the digests of all. @throws {FileError} FILE_CHANGED when one changed while it was read */
  readonly finish: () => Sha256;
  readonly close: () => void;
}

/** @throws {FileError} when a file cannot be opened @throws {FormatError} when one is not what its ending says */
export function startPass({ paths, ending }: TableFiles, options: TableFileOptions): TablePass {
  const digests: Sha256[] = [];
  let source: FileSource | undefined;
  const open = (path: string): CellReader => {
    if (source !== undefined) digests.push(source.finish());
    source = FileSource.open(path);
    return tableReader(source, ending, options);
  };
  const close = (): void => source?.close();
  const [first = '', ...others] = paths;
  try {
    const reader = open(first);
    const whole =
      others.length === 0
        ? reader
        : joinCells(
            reader,
            others.map((path) => () => open(path)),
          );
    const finish = (): Sha256 => {
      if (source !== undefined) digests.push(source.finish());
      return joined(digests);
    };
    return { reader: whole, finish, close };
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * Every call is one pass.
 * @throws {FileError} FILE_CHANGED when a pass meets other bytes than the one before @throws {AssayError} DATA_DIGEST
 */
export function passesOver(
  files: TableFiles,
  options: TableFileOptions,
  path: string,
): <T>(look: (reader: CellReader) => Promise<T>) => Promise<T> {
  let known = files.sha256;
  return async (look) => {
    const pass = startPass(files, options);
    try {
      const value = await look(pass.reader);
      const sha256 = pass.finish();
      known ??= sha256;
      if (known !== sha256) throw otherBytes(files, path);
      return value;
    } finally {
      pass.close();
    }
  };
}

function otherBytes({ sha256 }: TableFiles, path: string): AssayError {
  if (sha256 === undefined) return new FileError('FILE_CHANGED', `${quote(path)} changed while it was read`, { path });
  return new AssayError('DATA_DIGEST', `the table has another SHA-256 than ${quote(path)} says`, { path });
}

function joined(digests: readonly Sha256[]): Sha256 {
  const [first] = digests;
  if (first !== undefined && digests.length === 1) return first;
  const stream = new Sha256Stream();
  for (const digest of digests) stream.update(Buffer.from(digest, 'hex'));
  return stream.finish();
}
