// Walks the versions of a data set backwards until each row is no longer what it is now.
import * as limits from '../limits.ts';
import type { BlamedRow, RowBlame, RowVersion, VersionFacts } from './row-blame.ts';
import type { RecordedFile } from './row-diff.ts';
import { placeOf } from './row-place.ts';
import { type FileRows, RowSet } from './row-set.ts';
import { textAt } from './row-table.ts';
import { RowTrace } from './trace-rows.ts';

/** Which rows of the newest version are asked about; all of them when nothing is given. */
export interface BlameRequest {
  readonly file?: string;
  /** 1 for the first row of the file. */
  readonly row?: number;
  /** The key as it stands, or the text that it is the JSON form of. */
  readonly key?: string;
  /** Rows that are listed; `limits.rowChanges` when absent. */
  readonly mostListed?: number;
}

/**
 * @param versions - oldest first; the last one is asked about, and each is loaded once at most
 * @returns for each row the earliest version that is known to have its content
 * @throws {RangeError} when there is no version
 */
export async function blameRows(versions: readonly RowVersion[], request: BlameRequest = {}): Promise<RowBlame> {
  const newest = versions.at(-1);
  if (newest === undefined) throw new RangeError('there is no version');
  const loaded = await newest.load();
  const blame = new Blame(factsOf(newest), 'unreadable' in loaded ? [] : loaded, request);
  if ('unreadable' in loaded) blame.skip(newest.name, loaded.unreadable);
  for (const version of versions.slice(0, -1).reverse()) {
    if (blame.isDone) break;
    const earlier = await version.load();
    if ('unreadable' in earlier) blame.skip(version.name, earlier.unreadable);
    else blame.step(factsOf(version), earlier);
  }
  return blame.finish();
}

/** A row whose origin is not known yet, in the version that was looked at last. */
interface OpenRow {
  readonly asked: AskedRow;
  /** Position among the rows that were asked about. */
  readonly at: number;
  path: string;
  row: number;
}

interface AskedRow {
  readonly file: FileRows;
  /** 0-based. */
  readonly row: number;
}

class Blame {
  readonly #newest: VersionFacts;
  readonly #most: number;
  readonly #asked: number;
  readonly #gaps = new Set<string>();
  readonly #blamed: { readonly at: number; readonly row: BlamedRow }[] = [];
  readonly #counts = new Map<string, { readonly version: VersionFacts; rows: number }>();
  #files: readonly RecordedFile[];
  /** The version that `#files` belongs to. */
  #version: VersionFacts;
  #open: readonly OpenRow[];
  #isUnsure = false;
  /** Set when a version between `#version` and the next earlier one could not be looked at. */
  #skipped: string | undefined;

  constructor(newest: VersionFacts, files: readonly RecordedFile[], request: BlameRequest) {
    this.#newest = newest;
    this.#version = newest;
    this.#files = files;
    this.#most = request.mostListed ?? limits.rowChanges.value;
    this.#open = askedRows(files, request).map((asked, at) => ({ asked, at, path: asked.file.path, row: asked.row }));
    this.#asked = this.#open.length;
    for (const file of files) {
      const isAsked = request.file === undefined || request.file === file.path;
      if (isAsked && !('table' in file)) this.#gaps.add(`rows of ${file.path} are not recorded: ${file.unrecorded}`);
    }
  }

  get isDone(): boolean {
    return this.#open.length === 0;
  }

  skip(name: string, reason: string): void {
    this.#skipped = `${name} could not be looked at: ${reason}`;
    this.#gaps.add(this.#skipped);
  }

  step(version: VersionFacts, files: readonly RecordedFile[]): void {
    const trace = new RowTrace(files, this.#files);
    this.#open = this.#open.filter((open) => trace.isSame(open.path) || this.#follow(open, version, trace));
    this.#files = files;
    this.#version = version;
    this.#skipped = undefined;
  }

  finish(): RowBlame {
    for (const open of this.#open) this.#settle(open, { as: 'recorded' }, this.#skipped);
    const rows = this.#blamed.sort((a, b) => a.at - b.at).map(({ row }) => row);
    const isMissing = this.#asked === 0;
    const isUnsure = this.#isUnsure || (isMissing && this.#gaps.size > 0);
    return {
      schema: 'assay.row-blame/1',
      outcome: isUnsure ? 'inconclusive' : isMissing ? 'no-such-row' : 'complete',
      of: this.#newest,
      rows,
      unlisted: this.#asked - rows.length,
      versions: [...this.#counts.values()].reverse(),
      gaps: [...this.#gaps],
    };
  }

  /** @returns true when the earlier version has the same row, so that the search goes on there */
  #follow(open: OpenRow, version: VersionFacts, trace: RowTrace): boolean {
    const found = trace.find(open.path, open.row);
    if (found === undefined) {
      const reason = trace.reasonAgainst(open.path);
      const gap = reason === undefined ? undefined : `${version.name}: ${reason}`;
      if (gap !== undefined) this.#gaps.add(gap);
      this.#settle(open, { as: 'added' }, gap ?? this.#skipped);
    } else if (found.kind === undefined) {
      open.path = found.path;
      open.row = found.row;
      return true;
    } else this.#settle(open, { as: found.kind, previous: { version, row: found.place() } }, this.#skipped);
    return false;
  }

  #settle(open: OpenRow, what: Pick<BlamedRow, 'as' | 'previous'>, unsure: string | undefined): void {
    const count = this.#counts.get(this.#version.name);
    if (count === undefined) this.#counts.set(this.#version.name, { version: this.#version, rows: 1 });
    else count.rows += 1;
    this.#isUnsure ||= unsure !== undefined;
    if (open.at >= this.#most) return;
    const row = placeOf(new RowSet([open.asked.file]), open.asked.row);
    const blamed = { row, version: this.#version, ...what, ...(unsure === undefined ? {} : { unsure }) };
    this.#blamed.push({ at: open.at, row: blamed });
  }
}

function askedRows(files: readonly RecordedFile[], { file, row, key }: BlameRequest): readonly AskedRow[] {
  const tables = files.filter((one): one is FileRows => 'table' in one && (file === undefined || one.path === file));
  const keys = key === undefined ? undefined : [Buffer.from(key), Buffer.from(JSON.stringify(key))];
  return tables.flatMap((one) => {
    const { count, keys: column } = one.table;
    const asked: AskedRow[] = [];
    for (let at = 0; at < count; at += 1) {
      if (row !== undefined && at !== row - 1) continue;
      const hasKey = keys?.some((wanted) => column !== undefined && wanted.equals(textAt(column, at))) ?? true;
      if (hasKey) asked.push({ file: one, row: at });
    }
    return asked;
  });
}

function factsOf({ name, assetId, at, by, why }: RowVersion): VersionFacts {
  return { name, assetId, at, ...(by === undefined ? {} : { by }), ...(why === undefined ? {} : { why }) };
}
