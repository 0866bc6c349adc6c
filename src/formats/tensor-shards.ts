// Weights without a header whose name says what they belong to: TensorFlow checkpoint data, TensorFlow.js shards.
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { wholeInert } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'tensor-shards',
  title: 'shard of a TensorFlow checkpoint or TensorFlow.js model',
  specification: 'https://www.tensorflow.org/guide/checkpoint and the TensorFlow.js model.json format',
  loading: 'Mapped as numbers by what the index or model.json beside it says; nothing runs.',
  extensions: [],
  identify: (sample: Sample): Match => (isShard(sample.name) ? 'name' : 'no'),
  read: (source: ByteSource, context: ReadContext): InertView => {
    if (!isShard(context.name))
      throw new FormatError('FORMAT_UNSUPPORTED', 'the name is not that of a shard', { offset: 0 });
    const range = { from: 0, to: source.size };
    const part = { name: 'numbers', source: new SliceSource(source, 0, source.size), range, stored: true, raw: true };
    return wholeInert(format, { parts: source.size === 0 ? [] : [part] });
  },
};

function isShard(name: string): boolean {
  return /\.data-\d{5}-of-\d{5}$|(^|\/)group\d{1,4}-shard\d{1,5}of\d{1,5}\.bin$/.test(name);
}
