// MATLAB 4 data files: one matrix after the other, each with a header of five numbers. Specification: MAT-file format,
// chapter 2; scipy reads it in scipy/io/matlab/_mio4.py.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { wholeInert } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'matlab-4',
  title: 'MATLAB 4 data',
  specification: 'https://www.mathworks.com/help/pdf_doc/matlab/matfile_format.pdf',
  loading: 'scipy and MATLAB read it as matrices; nothing runs.',
  extensions: ['mat'],
  // It has no magic, so the name must say so.
  identify: (sample: Sample): Match =>
    sample.extension === 'mat' && byteOrder(sample.head) !== undefined ? 'name' : 'no',
  read,
};

function read(source: ByteSource, context: ReadContext): InertView {
  const order = byteOrder(source.read(0, headerBytes));
  if (order === undefined) throw new FormatError('FORMAT_MALFORMED', 'not a MATLAB 4 matrix', { offset: 0 });
  const reader = new ByteReader(source, context.budget, { littleEndian: order === 'little' });
  while (reader.remaining > 0) skipMatrix(reader);
  return wholeInert(format);
}

function skipMatrix(reader: ByteReader): void {
  const at = reader.position;
  reader.budget.spend(1, at);
  const type = reader.u32();
  const elementBytes = elementSizes[Math.floor(type / 10) % 10];
  const [rows, columns, complex, nameBytes] = [reader.u32(), reader.u32(), reader.u32(), reader.u32()];
  if (!isType(type) || elementBytes === undefined || complex > 1) {
    throw new FormatError('FORMAT_MALFORMED', `no matrix starts at byte ${at}`, { offset: at });
  }
  reader.skip(nameBytes + rows * columns * elementBytes * (1 + complex));
}

/** The first number is small in the order the file is written in. */
function byteOrder(head: Uint8Array): 'little' | 'big' | undefined {
  if (head.length < headerBytes) return undefined;
  const bytes = Buffer.from(head.subarray(0, headerBytes));
  if (isType(bytes.readUInt32LE(0)) && bytes.readUInt32LE(12) <= 1) return 'little';
  return isType(bytes.readUInt32BE(0)) && bytes.readUInt32BE(12) <= 1 ? 'big' : undefined;
}

/** Thousands: machine 0 to 4; hundreds: 0; tens: number type 0 to 5; ones: full, text, sparse. */
function isType(type: number): boolean {
  return type < 5000 && Math.floor(type / 100) % 10 === 0 && Math.floor(type / 10) % 10 <= 5 && type % 10 <= 2;
}

const headerBytes = 20;
/** Double, single, 32-bit, 16-bit signed, 16-bit unsigned, 8-bit. */
const elementSizes: readonly number[] = [8, 4, 4, 2, 2, 1];
