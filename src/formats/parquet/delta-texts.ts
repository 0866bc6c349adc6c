// Texts whose lengths, or beginnings, are packed differences. Source: apache/parquet-format, Encodings.md (DELTA_LENGTH_BYTE_ARRAY,
// DELTA_BYTE_ARRAY).
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { readDeltas } from './bit-runs.ts';

/** Value i is bytes[starts[i], ends[i]). */
export interface ByteValues {
  readonly kind: 'bytes';
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** Lengths, then the texts one after another. @throws {FormatError} */
export function deltaLengths(bytes: Uint8Array, count: number): ByteValues {
  const { values, end } = readDeltas(bytes, 0, count);
  if (values.length !== count) throw truncated();
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  let at = end;
  for (let value = 0; value < count; value += 1) {
    const length = Number(values[value]);
    if (length < 0 || length > bytes.length - at) throw truncated();
    starts[value] = at;
    at += length;
    ends[value] = at;
  }
  return { kind: 'bytes', bytes, starts, ends };
}

/** Each value begins as the one before it. ATTACKER: so the values may be far longer than the page together. @throws {FormatError} */
export function deltaBytes(bytes: Uint8Array, count: number): ByteValues {
  const prefixes = readDeltas(bytes, 0, count);
  const suffixes = readDeltas(bytes, prefixes.end, count);
  if (prefixes.values.length !== count || suffixes.values.length !== count) throw truncated();
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  let size = 0;
  for (let value = 0; value < count; value += 1) {
    const [prefix, suffix] = [Number(prefixes.values[value]), Number(suffixes.values[value])];
    if (prefix < 0 || suffix < 0) throw malformed();
    size += prefix + suffix;
    if (size > limits.pageBytes.value) {
      throw new FormatError('FORMAT_LIMIT', 'the values of a page are too long', { limit: 'pageBytes' });
    }
  }
  const output = new Uint8Array(size);
  let from = suffixes.end;
  let to = 0;
  let before = 0;
  for (let value = 0; value < count; value += 1) {
    const prefix = Number(prefixes.values[value]);
    const suffix = Number(suffixes.values[value]);
    if (prefix > to - before || suffix > bytes.length - from) throw truncated();
    starts[value] = to;
    output.copyWithin(to, before, before + prefix);
    output.set(bytes.subarray(from, from + suffix), to + prefix);
    before = to;
    to += prefix + suffix;
    from += suffix;
    ends[value] = to;
  }
  return { kind: 'bytes', bytes: output, starts, ends };
}

function truncated(): FormatError {
  return new FormatError('FORMAT_TRUNCATED', 'the values of a page end early');
}

function malformed(): FormatError {
  return new FormatError('FORMAT_MALFORMED', 'the values of a page have impossible lengths');
}
