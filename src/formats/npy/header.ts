// The header of an npy file: what one element is, in which order, and how many. Specification: `numpy/lib/format.py`.
import type { ByteReader } from '#core/byte-reader';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import type { Oddity } from '../views/oddity.ts';
import { type Literal, parseLiteral } from './parse-literal.ts';

export interface NpyHeader {
  readonly descr: Literal;
  readonly shape: Literal;
  /** The first index runs fastest. */
  readonly fortran: boolean;
}

/** Whether these are the first bytes of an npy file. */
export function startsWithMagic(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, magic.length)).toString('latin1') === magic;
}

/**
 * Reads up to the first element.
 * @param oddities - what is odd about the header is added
 * @throws {FormatError} FORMAT_MALFORMED, FORMAT_TRUNCATED, FORMAT_UNSUPPORTED, FORMAT_LIMIT
 */
export function readNpyHeader(reader: ByteReader, oddities: Oddity[]): NpyHeader {
  return readFields(readText(reader, oddities), oddities);
}

function readText(reader: ByteReader, oddities: Oddity[]): string {
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
function readFields(header: string, oddities: Oddity[]): NpyHeader {
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
  return { descr, shape, fortran: order.value === true };
}

function malformed(message: string): FormatError {
  return new FormatError('FORMAT_MALFORMED', message, { offset: 10 });
}

const magic = '\u0093NUMPY';
const numpyHeaderLimit = 10_000;
