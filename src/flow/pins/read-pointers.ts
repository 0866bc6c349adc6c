// The addresses of a list, row by row.
import { AssayError } from '#core/errors';
import { parseExpectedHash } from '#core/pins/expected-hash';
import type { HashAlgorithm, Pointer } from '#core/pins/pin';
import type { PinHeader } from '#core/pins/pin-lines';
import { rowFormatNamed, rowFormatOf } from '#formats/rows/row-format-of';
import { FileSource } from '#store/file-source';

export interface PointerColumns {
  /** Name of a format of rows; by the ending of the file when absent. */
  readonly format?: string;
  /** Column of the addresses; `url` when absent, and of text the line. */
  readonly url?: string;
  /** Column of the hashes that the supplier gives. */
  readonly hash?: string;
  /** When hashes are written without one. */
  readonly algorithm?: HashAlgorithm;
}

export interface PointerList {
  readonly header: PinHeader;
  readonly rows: number;
  /** Reads the list again. @throws {AssayError} PINS_MALFORMED when it is not the list any more */
  pointers(): Generator<Pointer, void>;
}

/**
 * Reads the list once, to know that it can be read and what it is.
 * @throws {FormatError} when it has no rows or no such column; {FileError}; {AssayError} USAGE for a format that is none
 */
export function openPointers(path: string, columns: PointerColumns): PointerList {
  const first = new PointerFile(path, columns);
  let rows = 0;
  for (const _ of first.pointers()) rows += 1;
  const header = first.finish();
  return {
    header,
    rows,
    *pointers() {
      const again = new PointerFile(path, columns);
      yield* again.pointers();
      if (again.finish().list !== header.list) {
        throw new AssayError('PINS_MALFORMED', `${path} changed while its addresses were looked at`, { path });
      }
    },
  };
}

class PointerFile {
  readonly #source: FileSource;
  readonly #columns: PointerColumns;
  readonly #format: string;
  readonly #url: string;

  constructor(path: string, columns: PointerColumns) {
    const format = columns.format === undefined ? rowFormatOf(path) : rowFormatNamed(columns.format);
    if (format === undefined) {
      throw new AssayError('USAGE', `${path}: no format of rows has this ending; name one with --format`, { path });
    }
    this.#columns = columns;
    this.#format = format.name;
    this.#url = columns.url ?? (format.name === 'text' ? 'line' : 'url');
    this.#source = FileSource.open(path);
  }

  *pointers(): Generator<Pointer, void> {
    const { hash, algorithm } = this.#columns;
    const fields = [this.#url, ...(hash === undefined ? [] : [hash])];
    let isDone = false;
    try {
      const reader = rowFormatNamed(this.#format).open(this.#source, { fields });
      for (const { number, fields: found } of reader.rows()) {
        const expected = expectedOf(this.#text(found[3]), algorithm);
        yield { row: number, url: this.#text(found[2]) ?? '', ...(expected === undefined ? {} : { expected }) };
      }
      isDone = true;
    } finally {
      if (!isDone) this.#source.close();
    }
  }

  finish(): PinHeader {
    const { hash } = this.#columns;
    return {
      list: this.#source.finish(),
      format: this.#format,
      url: this.#url,
      ...(hash === undefined ? {} : { hash }),
    };
  }

  /** Fields of JSON come as JSON. */
  #text(field: Uint8Array | undefined): string | undefined {
    if (field === undefined) return undefined;
    const text = Buffer.from(field).toString('utf8').toWellFormed();
    if (!this.#format.startsWith('json')) return text.trim();
    // Whatever is no string stands as it is written, and is no address.
    const value: unknown = text.startsWith('"') ? JSON.parse(text) : undefined;
    return typeof value === 'string' ? value.toWellFormed().trim() : text;
  }
}

function expectedOf(text: string | undefined, algorithm: HashAlgorithm | undefined): Pointer['expected'] {
  if (text === undefined || text === '') return undefined;
  return parseExpectedHash(algorithm === undefined || text.includes(':') ? text : `${algorithm}:${text}`);
}
