// npy: numpy's file for one array. Specification: numpy's format text and `numpy/lib/format.py`, which reads it.
import { ByteReader } from '#core/byte-reader';
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { findHiddenBytes } from './hidden/hidden-bytes.ts';
import { elementCount, readDataType } from './npy/data-type.ts';
import { readNpyHeader, startsWithMagic } from './npy/header.ts';
import type { Literal } from './npy/parse-literal.ts';
import type { Oddity } from './views/oddity.ts';
import type { Part } from './views/part.ts';
import type { TensorsView } from './views/tensors.ts';

export const format: Format = {
  id: 'npy',
  title: 'numpy array',
  specification: 'https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html',
  loading:
    'numpy.load reads numbers as they are; an array of objects is a pickle, which runs code when allow_pickle is set.',
  extensions: ['npy'],
  identify,
  read,
};

function identify(sample: Sample): Match {
  return startsWithMagic(sample.head) ? 'content' : sample.extension === 'npy' ? 'name' : 'no';
}

function read(source: ByteSource, context: ReadContext): TensorsView {
  const reader = new ByteReader(source, context.budget);
  const oddities: Oddity[] = [];
  const fields = readNpyHeader(reader, oddities);
  const type = readDataType(fields.descr);
  const elements = elementCount(fields.shape);
  const from = reader.position;
  const to = type.objects ? source.size : from + elements * type.bytes;
  if (!(to <= source.size)) {
    throw new FormatError('FORMAT_TRUNCATED', 'the array has fewer bytes than its shape says', { offset: source.size });
  }
  const shape = fields.shape.kind === 'tuple' ? fields.shape.items.map(integer) : [];
  const name = type.objects ? 'objects' : 'array';
  const range = { from, to };
  const readAs = type.objects ? { readAs: ['pickle'] } : { raw: true };
  const rest = afterArray(source, to);
  return {
    kind: 'tensors',
    format: format.id,
    tensors: [{ name, dtype: describe(fields.descr), shape, from, to }],
    metadata: [],
    oddities: [...oddities, ...rest.oddities],
    parts: [{ name, source: new SliceSource(source, from, to), range, stored: true, ...readAs }, ...rest.parts],
  };
}

/** Several arrays may stand one after the other; numpy.load reads one per call. */
function afterArray(source: ByteSource, at: number): { oddities: readonly Oddity[]; parts: readonly Part[] } {
  if (!startsWithMagic(source.read(at, 8))) return findHiddenBytes(source, at, source.size, 'after the array');
  const range = { from: at, to: source.size };
  const part = { name: 'next array', source: new SliceSource(source, at, source.size), range, stored: true };
  return { oddities: [], parts: [{ ...part, readAs: ['npy'] }] };
}

function integer(literal: Literal): number {
  return literal.kind === 'integer' ? literal.value : 0;
}

function describe(descr: Literal): string {
  return descr.kind === 'text' ? descr.text : 'structured';
}
