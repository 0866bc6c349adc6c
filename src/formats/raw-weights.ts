// Weights that lie beside a model that describes them: ONNX external data, the `.bin` of an OpenVINO or ncnn model, the
// weight file of a Core ML package. Numbers only; the model beside them says what they mean.
import { ByteReader } from '#core/byte-reader';
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import type { InertView } from './views/inert.ts';
import type { Part } from './views/part.ts';

export const format: Format = {
  id: 'raw-weights',
  title: 'Weights without a header',
  specification: 'https://github.com/onnx/onnx/blob/main/docs/ExternalData.md',
  loading: 'Mapped by the loader of the model beside it; raw numbers, nothing runs.',
  extensions: ['onnx_data', 'bin'],
  identify: (sample: Sample): Match => {
    if (isBlobStorage(sample.head)) return 'content';
    return weightsName.test(sample.name) || sample.extension === 'bin' ? 'name' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): InertView => {
    const blobs = isBlobStorage(source.read(0, 128));
    if (!blobs && !weightsName.test(context.name) && !besideModel(context)) {
      throw new FormatError('FORMAT_UNSUPPORTED', 'no model beside the file says what these bytes are', { offset: 0 });
    }
    return { kind: 'inert', format: 'raw-weights', oddities: [], parts: blobs ? readBlobs(source, context) : [] };
  },
};

/** Entries of a blob storage: mark, data type, u64 size and u64 offset of the numbers, in blocks of 64 bytes. */
function readBlobs(source: ByteSource, context: ReadContext): readonly Part[] {
  const reader = new ByteReader(source, context.budget);
  const count = reader.assertCount(reader.u32(), 64);
  const parts: Part[] = [];
  let at = 64;
  for (let index = 0; index < count; index += 1) {
    reader.seek(at);
    if (reader.u32() !== blobMark) throw new FormatError('FORMAT_MALFORMED', 'a blob has no mark', { offset: at });
    reader.skip(4);
    const size = reader.u64Number();
    const from = reader.u64Number();
    reader.seek(from);
    reader.skip(size);
    const name = `blob ${index}`;
    if (from < at + 64) throw new FormatError('FORMAT_MALFORMED', 'a blob overlaps its own header', { offset: at });
    context.budget.spendPart(at);
    const range = { from, to: from + size };
    parts.push({ name, source: new SliceSource(source, from, range.to), range, stored: true, raw: true });
    at = Math.ceil(range.to / 64) * 64;
  }
  return parts;
}

const blobMark = 0xdeadbeef;
// ONNX external data as exporters name it.
const weightsName = /\.onnx[._]data(?:_\d{1,4})?$|\.onnx\.weights$/i;

/** `x.bin` beside `x.xml` (OpenVINO) or `x.param` (ncnn). */
function besideModel(context: ReadContext): boolean {
  const stem = /([^/]*)\.bin$/i.exec(context.name)?.[1];
  return (
    stem !== undefined && ['xml', 'param'].some((extension) => context.sibling(`${stem}.${extension}`) !== undefined)
  );
}

/** Core ML's MIL blob storage: version 2 at byte 4, the first entry's mark 0xdeadbeef at byte 64. */
function isBlobStorage(head: Uint8Array): boolean {
  return (
    head[4] === 2 && head[5] === 0 && head[64] === 0xef && head[65] === 0xbe && head[66] === 0xad && head[67] === 0xde
  );
}
