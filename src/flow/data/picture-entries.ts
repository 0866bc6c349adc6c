// Pictures that are files of their own, before they are a set: where their bytes are, and what they are said to show.
import type { Exclusion, RowId } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';

export interface PictureEntry {
  /** Relative path, with `/`, or the number of the row where several are in one file. */
  readonly id: RowId;
  readonly label?: string;
  /** Bytes of the file. */
  readonly size: number;
  /** The bytes, the same ones each time. @throws {FileError | FormatError} */
  readonly read: () => Uint8Array;
}

/** Collects what cannot be taken, by reason. */
export class Exclusions {
  readonly #byReason = new Map<string, { count: number; rows: RowId[] }>();

  add(reason: string, row: RowId): void {
    const known = this.#byReason.get(reason) ?? { count: 0, rows: [] };
    known.count += 1;
    if (known.rows.length < listedRows) known.rows.push(row);
    this.#byReason.set(reason, known);
  }

  /** Adds why a picture cannot be used. @throws the error when the trouble is not with its file or format */
  addError(error: unknown, row: RowId): void {
    if (!(error instanceof AssayError) || !/^(?:FILE|FORMAT)_/.test(error.code)) throw error;
    this.add(reasonOf(error), row);
  }

  list(): readonly Exclusion[] {
    return [...this.#byReason].map(([reason, { count, rows }]) => ({ reason, count, rows }));
  }
}

/** One of few sentences, so that thousands of pictures have some lines together. */
function reasonOf({ code, message }: AssayError): string {
  if (code === 'FORMAT_TRUNCATED') return 'the picture is cut off';
  if (code === 'FORMAT_MALFORMED') return 'the picture is damaged';
  if (code === 'FORMAT_LIMIT')
    return `the picture has more than ${limits.imagePixels.value} pixels, or takes far more work than its size`;
  if (code === 'FILE_CHANGED') return 'the file changed while it was being read';
  return code.startsWith('FILE_') ? `the file ${message}` : message;
}

const listedRows = 10;
