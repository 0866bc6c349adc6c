// npy: numpy's file for one array. Specification: numpy's format text and `numpy/lib/format.py`, which reads it.
import { ByteReader } from '#core/byte-reader';
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { findHiddenBytes } from './hidden/hidden-bytes.ts';
import { elementCount, readDataType } from './npy/data-type.ts';
import { type Literal, parseLiteral } from './npy/parse-literal.ts';
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

const magic = '\u0093NUMPY';

function identify(sample: Sample): Match {
  return startsWithMagic(sample.head) ? 'content' : sample.extension === 'npy' ? 'name' : 'no';
}

function startsWithMagic(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, magic.length)).toString('latin1') === magic;
}

function read(source: ByteSource, context: ReadContext): TensorsView {
  const reader = new ByteReader(source, context.budget);
  const oddities: Oddity[] = [];
  const fields = readFields(readHeader(reader, oddities), oddities);
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

function readHeader(reader: ByteReader, oddities: Oddity[]): string {
  if (!startsWithMagic(reader.bytes(magic.length))) {
    throw new FormatError('FORMAT_MALFORMED', 'the file does not start with the numpy magic', { offset: 0 });
  }
  const major = reader.u8();
  const minor = reader.u8();
  if (major < 1 || major > 3 || minor !== 0) {
    throw new FormatError('FORMAT_UNSUPPORTED', `version ${major}.${minor} does not exist`, { offset: 6 });
  }
  const at = reader.position;
  const length = major === 1 ? reader.u16() : reader.u32();
  if (length > limits.npyHeader.value) {
    throw new FormatError('FORMAT_LIMIT', 'the header is too long to hold', { offset: at, limit: 'npyHeader' });
  }
  if (length > numpyHeaderLimit) {
    const message = 'the header is longer than 10,000 characters, which numpy reads only together with pickles';
    oddities.push({ kind: 'tolerated', message, where: { offset: at } });
  }
  return Buffer.from(reader.bytes(length)).toString(major === 3 ? 'utf8' : 'latin1');
}

/** numpy refuses more or fewer than these three. */
function readFields(header: string, oddities: Oddity[]): { descr: Literal; shape: Literal } {
  const literal = parseLiteral(header);
  if (literal.kind !== 'dict') throw malformed('the header is not a dictionary');
  const fields = new Map<string, Literal>();
  for (const [key, value] of literal.pairs) {
    if (key.kind !== 'text') throw malformed('a header key is not a string');
    if (fields.has(key.text)) {
      const message = `header field ${quote(key.text)} stands twice: numpy takes the last, other readers the first`;
      oddities.push({ kind: 'two-readings', message, where: { offset: 10 } });
    }
    fields.set(key.text, value);
  }
  const descr = fields.get('descr');
  const shape = fields.get('shape');
  const order = fields.get('fortran_order');
  if (fields.size !== 3 || descr === undefined || shape?.kind !== 'tuple' || order?.kind !== 'constant') {
    throw malformed('the header must have exactly descr, fortran_order and shape');
  }
  return { descr, shape };
}

/** Several arrays may stand one after the other; numpy.load reads one per call. */
function afterArray(source: ByteSource, at: number): { oddities: readonly Oddity[]; parts: readonly Part[] } {
  if (!startsWithMagic(source.read(at, magic.length)))
    return findHiddenBytes(source, at, source.size, 'after the array');
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

function malformed(message: string): FormatError {
  return new FormatError('FORMAT_MALFORMED', message, { offset: 10 });
}

const numpyHeaderLimit = 10_000;
