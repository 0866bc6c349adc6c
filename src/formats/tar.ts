// tar: v7, ustar, pax (POSIX.1-2001) and GNU archives, read as GNU tar and Python's tarfile do.
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { hiddenBytes, trailingPart } from './compression/stream-archive.ts';
import { skipZeros } from './compression/zeros.ts';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { type GlobalRecords, padded, readTarEntry, type TarEntry } from './tar/entry.ts';
import { blockBytes, parseTarHeader } from './tar/header.ts';
import { type TarContent, TarNames } from './tar/member-oddities.ts';
import { openSparse, readOldSparse, readPaxSparse, type SparseMap } from './tar/sparse.ts';
import type { ArchiveView } from './views/archive.ts';
import type { Oddity } from './views/oddity.ts';
import type { Part } from './views/part.ts';

export const format: Format = {
  id: 'tar',
  title: 'tar archive',
  specification: 'POSIX.1-2001 pax interchange format; GNU tar 1.35 basic format',
  loading: 'Unpacked by NeMo, WebDataset, torch 0.1 and archive tools; unpacking may write outside the folder.',
  extensions: ['tar'],
  identify: identifyTar,
  read: (source, context) => new TarReading(source, context).read(),
};

function identifyTar({ head, extension }: Sample): Match {
  if (parseTarHeader(head.subarray(0, blockBytes)) !== undefined) return 'content';
  return extension === 'tar' ? 'name' : 'no';
}

// Two files of the same name are compared this far; longer ones of one size are taken to differ.
const comparedBytes = 64 * 1024;

class TarReading {
  readonly #source: ByteSource;
  readonly #context: ReadContext;
  readonly #parts: Part[] = [];
  readonly #oddities: Oddity[] = [];
  readonly #names = new TarNames();
  readonly #globals: GlobalRecords = new Map();

  constructor(source: ByteSource, context: ReadContext) {
    this.#source = source;
    this.#context = context;
  }

  read(): ArchiveView {
    const view = { kind: 'archive', container: 'tar', parts: this.#parts, oddities: this.#oddities } as const;
    let at = 0;
    while (at < this.#source.size) {
      try {
        const entry = readTarEntry(this.#source, at, this.#globals, this.#context.budget);
        const next = entry === undefined ? this.#afterEnd(at) : this.#add(entry);
        if (next === undefined) break;
        at = next;
      } catch (error) {
        if (!(error instanceof FormatError) || at === 0) throw error;
        this.#note('not-followed', `The archive cannot be read on: ${error.message}.`, at);
        return { ...view, covered: [{ from: 0, to: at }] };
      }
    }
    return view;
  }

  /** @returns the offset of what follows */
  #add(entry: TarEntry): number {
    this.#oddities.push(...this.#names.note(entry, (a, b) => this.#sameContent(a, b)));
    if ('123456'.includes(entry.type)) return this.#afterContentless(entry);
    const sparse = this.#sparseMap(entry);
    // The blocks of an old sparse map stand between header and content and are not part of the size.
    const oldMap = entry.type === 'S' ? (sparse?.mapBytes ?? 0) : 0;
    const from = entry.dataFrom + oldMap;
    const to = from + entry.size;
    if (to > this.#source.size) {
      const missing = to - this.#source.size;
      this.#note('not-followed', `The member ${quote(entry.name)} is cut: ${missing} bytes are missing.`, entry.from);
    }
    if (entry.type !== 'V') this.#addPart(entry, sparse, from, Math.min(to, this.#source.size));
    return from + padded(entry.size);
  }

  #addPart(entry: TarEntry, sparse: SparseMap | undefined, from: number, to: number): void {
    if (this.#parts.length >= limits.partsPerFile.value) {
      const fields = { offset: from, limit: 'partsPerFile' };
      throw new FormatError('FORMAT_LIMIT', 'there are more members than are followed', fields);
    }
    const range = { from, to };
    const contentFrom = from + (entry.type === 'S' ? 0 : (sparse?.mapBytes ?? 0));
    const stored = new SliceSource(this.#source, contentFrom, to);
    if (sparse === undefined) {
      this.#parts.push({ name: entry.name, source: stored, range, stored: true });
      return;
    }
    try {
      this.#parts.push({ name: entry.name, source: openSparse(stored, sparse, this.#context.budget), range });
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      const kind = error.code === 'FORMAT_LIMIT' ? 'bomb' : 'not-followed';
      this.#note(
        kind,
        `The member ${quote(entry.name)} cannot be opened with its holes: ${error.message}.`,
        entry.from,
      );
      this.#parts.push({ name: entry.name, source: stored, range });
    }
  }

  #sparseMap(entry: TarEntry): SparseMap | undefined {
    if (entry.type === 'S') return readOldSparse(this.#source, entry.header, entry.dataFrom, this.#context.budget);
    return readPaxSparse(this.#source, entry.pax, entry.dataFrom, this.#context.budget);
  }

  /** Links, folders and devices have no content; Python does not skip any that their size field states, others do. */
  #afterContentless(entry: TarEntry): number {
    const skipped = entry.dataFrom + padded(entry.size);
    if (entry.size === 0) return skipped;
    const here = this.#isHeader(entry.dataFrom);
    const there = this.#isHeader(skipped);
    const what = `The member ${quote(entry.name)} has no content by its type and ${entry.size} bytes by its size`;
    if (here && there) {
      this.#note(
        'two-readings',
        `${what}; readers that skip them see other members than those that do not.`,
        entry.from,
      );
    } else this.#note('tolerated', `${what}.`, entry.from);
    return here ? entry.dataFrom : skipped;
  }

  /** Zero blocks end an archive, and so does for Python any block that is no header. */
  #afterEnd(at: number): number | undefined {
    const budget = this.#context.budget;
    const filled = skipZeros(this.#source, at, budget);
    if (filled === this.#source.size) return undefined;
    const from = at + Math.floor((filled - at) / blockBytes) * blockBytes;
    if (this.#isHeader(from) && from > at) {
      this.#note('hidden-bytes', 'More members stand after the end mark; most readers stop before them.', from);
      return from;
    }
    if (at === 0) throw new FormatError('FORMAT_MALFORMED', 'the first block is no tar header', { offset: 0 });
    const next = this.#nextHeader(from);
    if (next !== undefined && from === at) {
      const message = 'A block is no valid header: Python ends there, GNU tar goes on with the next one that is.';
      this.#note('two-readings', message, at);
    } else this.#oddities.push(hiddenBytes(this.#source, from, 'archive'));
    const end = next ?? this.#source.size;
    this.#parts.push({
      ...trailingPart(this.#source, from),
      source: new SliceSource(this.#source, from, end),
      range: { from, to: end },
    });
    return next;
  }

  #nextHeader(from: number): number | undefined {
    for (let at = from + blockBytes; at + blockBytes <= this.#source.size; at += blockBytes) {
      this.#context.budget.spend(64, at);
      if (this.#isHeader(at)) return at;
    }
    return undefined;
  }

  #isHeader(at: number): boolean {
    return parseTarHeader(this.#source.read(at, blockBytes)) !== undefined;
  }

  #sameContent(a: TarContent, b: TarContent): boolean {
    if (a.size > comparedBytes) return false;
    this.#context.budget.spend(1 + a.size / 8, b.dataFrom);
    const first = this.#source.read(a.dataFrom, a.size).slice();
    return Buffer.compare(first, this.#source.read(b.dataFrom, b.size)) === 0;
  }

  #note(kind: Oddity['kind'], message: string, offset: number): void {
    this.#oddities.push({ kind, message, where: { offset } });
  }
}
