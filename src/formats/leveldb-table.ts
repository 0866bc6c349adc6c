// The `.index` of a TensorFlow checkpoint is a LevelDB table: names and places of variables. Specification: LevelDB.
import { latin1 } from '#core/latin1';
import type { Format, Match, Sample } from './format.ts';
import { wholeInert } from './inert/inert-view.ts';

export const format: Format = {
  id: 'leveldb-table',
  title: 'TensorFlow checkpoint index',
  specification: 'https://github.com/google/leveldb/blob/main/doc/table_format.md',
  loading: 'TensorFlow looks up where each variable lies in the data files; nothing runs.',
  extensions: ['index', 'ldb', 'sst'],
  identify: (sample: Sample): Match => {
    const end = sample.tail.length;
    return end >= 48 && latin1(sample.tail, end - 8, end) === magic ? 'content' : 'no';
  },
  // The footer at the very end points backwards to everything else.
  read: () => wholeInert(format),
};

/** 0xdb4775248b80fb57, little-endian. */
const magic = '\u0057\u00fb\u0080\u008b\u0024\u0075\u0047\u00db';
