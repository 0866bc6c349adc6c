// TFRecord: training examples, and TensorBoard's event files. Specification: TensorFlow's record_writer.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { wholeInert } from './inert/inert-view.ts';
import { maskedCrc32c } from './tfrecord/crc32c.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'tfrecord',
  title: 'TFRecord or TensorBoard events',
  specification: 'https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details',
  loading: 'Read record by record as protobuf messages; nothing runs.',
  extensions: ['tfrecord', 'tfrecords', 'array_record'],
  identify: (sample: Sample): Match => {
    const head = Buffer.from(sample.head.subarray(0, 12));
    if (head.length < 12 || head.readUInt32LE(4) > 0xff) return 'no';
    return maskedCrc32c(head.subarray(0, 8)) === head.readUInt32LE(8) ? 'content' : 'no';
  },
  read,
};

function read(source: ByteSource, context: ReadContext): InertView {
  const reader = new ByteReader(source, context.budget);
  while (reader.remaining > 0) {
    const at = reader.position;
    context.budget.spend(1, at);
    const length = reader.bytes(8);
    if (maskedCrc32c(length) !== reader.u32()) {
      throw new FormatError('FORMAT_MALFORMED', `the length of a record has a wrong checksum at byte ${at}`, {
        offset: at,
      });
    }
    reader.skip(Number(Buffer.from(length).readBigUInt64LE()) + checksumBytes);
  }
  return wholeInert(format);
}

const checksumBytes = 4;
