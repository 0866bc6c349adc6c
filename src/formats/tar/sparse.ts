// Members with holes, in the four ways GNU tar writes them: the old block form, and pax versions 0.0, 0.1 and 1.0.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import { blockBytes, parseTarNumber, type TarHeader } from './header.ts';

/** A stretch of content; everything between is zero. */
export interface Segment {
  readonly offset: number;
  readonly length: number;
}

export interface SparseMap {
  readonly segments: readonly Segment[];
  /** Size with the holes. */
  readonly size: number;
  /** Bytes of the map itself that stand in front of the content. */
  readonly mapBytes: number;
}

const maxSegments = 100_000;

/** The map of a type `S` member. @param at - offset of the block after the header */
export function readOldSparse(source: ByteSource, header: TarHeader, at: number, budget: WorkBudget): SparseMap {
  const segments: Segment[] = [];
  let block = header.block.subarray(386, 386 + 97);
  let entries = 4;
  let next = at;
  for (;;) {
    for (let i = 0; i < entries; i++) {
      const length = parseTarNumber(block.subarray(24 * i + 12, 24 * i + 24)) ?? 0;
      const offset = parseTarNumber(block.subarray(24 * i, 24 * i + 12)) ?? 0;
      if (length > 0) segments.push({ offset, length });
    }
    budget.spend(entries, next);
    const more = entries === 4 ? block[96] : block[504];
    if (more === 0 || more === undefined) break;
    block = source.read(next, blockBytes).slice();
    if (block.length < blockBytes) throw truncated(next);
    entries = 21;
    next += blockBytes;
  }
  const size = parseTarNumber(header.block.subarray(483, 495)) ?? 0;
  return { segments, size, mapBytes: next - at };
}

/** The map that pax records describe; undefined when they describe none. @param at - offset of the member's data */
export function readPaxSparse(
  source: ByteSource,
  records: readonly (readonly [string, string])[],
  at: number,
  budget: WorkBudget,
): SparseMap | undefined {
  const values = new Map(records);
  const size = Number(values.get('GNU.sparse.realsize') ?? values.get('GNU.sparse.size') ?? Number.NaN);
  if (!Number.isSafeInteger(size)) return undefined;
  if (values.get('GNU.sparse.major') === '1') return readMapInData(source, at, size, budget);
  const map = values.get('GNU.sparse.map');
  const numbers =
    map === undefined
      ? records
          .filter(([key]) => key === 'GNU.sparse.offset' || key === 'GNU.sparse.numbytes')
          .map(([, value]) => value)
      : map.split(',');
  budget.spend(numbers.length, at);
  return { segments: pairs(numbers.map(Number), at), size, mapBytes: 0 };
}

/** The content with its holes. @throws {FormatError} FORMAT_MALFORMED, FORMAT_LIMIT when the holes are too large */
export function openSparse(source: ByteSource, map: SparseMap, budget: WorkBudget): ByteSource {
  let dataAt = 0;
  let end = 0;
  const placed = map.segments.map(({ offset, length }) => {
    if (!Number.isSafeInteger(offset) || offset < end || offset + length > map.size) throw malformed(dataAt);
    end = offset + length;
    dataAt += length;
    return { offset, length, dataAt: dataAt - length };
  });
  if (dataAt > source.size) throw truncated(source.size);
  budget.spendDecompressed(map.size - dataAt);
  return new SparseSource(source, placed, map.size);
}

class SparseSource implements ByteSource {
  readonly #source: ByteSource;
  readonly #segments: readonly (Segment & { readonly dataAt: number })[];
  readonly size: number;

  constructor(source: ByteSource, segments: readonly (Segment & { readonly dataAt: number })[], size: number) {
    this.#source = source;
    this.#segments = segments;
    this.size = size;
  }

  read(offset: number, length: number): Uint8Array {
    const end = Math.min(offset + length, this.size);
    const bytes = new Uint8Array(Math.max(0, end - offset));
    for (let i = this.#firstAfter(offset); i < this.#segments.length; i++) {
      const segment = this.#segments[i];
      if (segment === undefined || segment.offset >= end) break;
      const from = Math.max(offset, segment.offset);
      const count = Math.min(end, segment.offset + segment.length) - from;
      bytes.set(this.#source.read(segment.dataAt + from - segment.offset, count), from - offset);
    }
    return bytes;
  }

  /** Index of the first segment that ends after `offset`. */
  #firstAfter(offset: number): number {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const segment = this.#segments[middle];
      if (segment !== undefined && segment.offset + segment.length <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Version 1.0: decimal lines in front of the data, padded to a block. */
function readMapInData(source: ByteSource, at: number, size: number, budget: WorkBudget): SparseMap {
  const numbers: number[] = [];
  let wanted = 1;
  let position = at;
  while (numbers.length < wanted) {
    const line = Buffer.from(source.read(position, 24)).toString('latin1');
    const end = line.indexOf('\n');
    if (!/^[0-9]{1,20}\n/.test(line)) throw malformed(position);
    numbers.push(Number(line.slice(0, end)));
    position += end + 1;
    if (numbers.length === 1) wanted += 2 * Math.min(numbers[0] ?? 0, maxSegments);
    budget.spend(4, position);
  }
  const mapBytes = Math.ceil((position - at) / blockBytes) * blockBytes;
  return { segments: pairs(numbers.slice(1), at), size, mapBytes };
}

function pairs(numbers: readonly number[], at: number): Segment[] {
  if (numbers.length > 2 * maxSegments || numbers.some((value) => !Number.isSafeInteger(value))) throw malformed(at);
  const segments: Segment[] = [];
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    const length = numbers[i + 1] ?? 0;
    if (length > 0) segments.push({ offset: numbers[i] ?? 0, length });
  }
  return segments;
}

function malformed(offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', 'the map of a sparse member is wrong', { offset });
}

function truncated(offset: number): FormatError {
  return new FormatError('FORMAT_TRUNCATED', 'a sparse member is cut', { offset });
}
