// LMDB data files. Specification: OpenLDAP's mdb.c, `MDB_meta`.
import { latin1 } from '#core/latin1';
import type { Format, Match, Sample } from './format.ts';
import { wholeInert } from './inert/inert-view.ts';

export const format: Format = {
  id: 'lmdb',
  title: 'LMDB database',
  specification: 'https://github.com/LMDB/lmdb/blob/mdb.master/libraries/liblmdb/mdb.c',
  loading: 'Mapped as keys and values; what the values are is up to the program that reads them.',
  extensions: ['mdb', 'lmdb'],
  // Page 0 has the flag of a meta page at 10 and magic and version at 16.
  identify: (sample: Sample): Match =>
    latin1(sample.head, 16, 24) === '\u00de\u00c0\u00ef\u00be\u0001\0\0\0' ? 'content' : 'no',
  read: () => wholeInert(format),
};
