// `fingerprint.pb` beside a SavedModel: five hashes, an id and a version.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { lengthTag, MessageCursor, varintTag } from './protobuf/message-cursor.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'tensorflow-fingerprint',
  title: 'TensorFlow SavedModel fingerprint',
  specification: 'https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/fingerprint.proto',
  loading: 'Read by tf.saved_model for logging only; nothing runs.',
  extensions: ['pb'],
  identify: (sample: Sample): Match => (/(?:^|\/)fingerprint\.pb$/i.test(sample.name) ? 'name' : 'no'),
  read: (source: ByteSource, context: ReadContext): InertView => {
    const message = MessageCursor.open(source, context.budget);
    while (message.next()) {
      if (fingerprintTags.has(message.tag) && message.to - message.from <= longestField) continue;
      throw new FormatError('FORMAT_MALFORMED', 'a fingerprint has no such field', { offset: message.at });
    }
    return { kind: 'inert', format: 'tensorflow-fingerprint', oddities: [], parts: [] };
  },
};

// Five hashes, the id and its version.
const fingerprintTags: ReadonlySet<number> = new Set([...[1, 2, 3, 4, 5].map(varintTag), lengthTag(6), lengthTag(7)]);
const longestField = 64;
