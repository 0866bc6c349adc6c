// Where the tensors of a safetensors file lie, and whether they fill the data without hole or overlap.
import { FormatError } from '#core/errors';
import { quote } from '#core/quote';
import type { Tensor } from '../views/tensors.ts';
import { dtypeBits } from './dtypes.ts';
import type { TensorEntry } from './tensor-entry.ts';

const maxUsize = (1n << 64n) - 1n;

/**
 * Sorts the tensors by offset and checks that they fill the data exactly.
 * @param dataStart - offset in the file at which the data starts
 * @param dataEnd - the file's size
 * @throws {FormatError} FORMAT_MALFORMED for holes, overlaps and sizes that do not fit, FORMAT_TRUNCATED when data lacks
 * @source safetensors 0.8.0, `Metadata::validate` and `SafeTensors::read_metadata`
 */
export function layOutTensors(entries: readonly TensorEntry[], dataStart: number, dataEnd: number): readonly Tensor[] {
  const sorted = [...entries].sort((a, b) => compare(a.begin, b.begin) || compare(a.end, b.end));
  let end = 0n;
  for (const entry of sorted) {
    if (entry.begin !== end || entry.end < entry.begin) {
      throw malformed(`tensor ${quote(entry.name)} starts at ${entry.begin}, ${end} is expected`, entry.offset);
    }
    end = entry.end;
    if (byteSize(entry) !== entry.end - entry.begin) {
      throw malformed(`tensor ${quote(entry.name)} has another size than its shape and type say`, entry.offset);
    }
  }
  const present = BigInt(dataEnd - dataStart);
  if (end > present)
    throw new FormatError('FORMAT_TRUNCATED', 'the tensors reach past the end of the file', { offset: dataEnd });
  if (end < present) {
    const offset = dataStart + Number(end);
    throw malformed(`${present - end} bytes follow the last tensor; the reference reader refuses the file`, offset);
  }
  return sorted.map((entry) => place(entry, dataStart));
}

function byteSize(entry: TensorEntry): bigint {
  let elements = 1n;
  for (const dimension of entry.shape) elements = withinUsize(elements * dimension, entry);
  const bits = withinUsize(elements * (dtypeBits.get(entry.dtype) ?? 0n), entry);
  if (bits % 8n !== 0n) throw malformed(`tensor ${quote(entry.name)} does not fill whole bytes`, entry.offset);
  return bits / 8n;
}

function withinUsize(value: bigint, entry: TensorEntry): bigint {
  if (value > maxUsize) throw malformed(`the shape of tensor ${quote(entry.name)} overflows`, entry.offset);
  return value;
}

function place(entry: TensorEntry, dataStart: number): Tensor {
  return {
    name: entry.name,
    dtype: entry.dtype,
    shape: entry.shape.map(Number),
    from: dataStart + Number(entry.begin),
    to: dataStart + Number(entry.end),
  };
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', message, { offset });
}
