// The compressed file of joblib before 0.10: `ZF`, the content's length in hexadecimal, a zlib stream.
// @source joblib/numpy_pickle_compat.py, read_zfile
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import { zlib } from './compression/deflate.ts';
import { readStreamArchive } from './compression/stream-archive.ts';
import type { Format } from './format.ts';
import type { Oddity } from './views/oddity.ts';

const prefixBytes = 2;
// As long as hex(2**64) is, padded with spaces.
const lengthBytes = 19;

export const format: Format = {
  id: 'joblib-zf',
  title: 'joblib ZF file',
  specification: 'joblib numpy_pickle_compat.read_zfile',
  loading: 'joblib.load unpacks and unpickles it: loading runs code that the pickle names.',
  extensions: [],
  identify: ({ head }) => (/^ZF0x[0-9a-fA-F]{1,16}L? *$/.test(latin1(head.subarray(0, 21))) ? 'content' : 'no'),
  read: (source, context) => {
    const header = latin1(source.read(0, prefixBytes + lengthBytes));
    const stated = Number.parseInt(header.slice(prefixBytes), 16);
    if (header.length < prefixBytes + lengthBytes || Number.isNaN(stated)) {
      throw new FormatError('FORMAT_MALFORMED', 'the length of the ZF file is no hexadecimal number', { offset: 2 });
    }
    // Python 2 wrote one column more; readers skip one space.
    const wider = source.read(prefixBytes + lengthBytes, 1)[0] === 0x20 ? 1 : 0;
    const from = prefixBytes + lengthBytes + wider;
    const options = { container: 'joblib-zf', title: 'zlib data', codec: zlib, from };
    const view = readStreamArchive(source, context, options);
    const size = view.parts[0]?.source.size ?? 0;
    const parts = view.parts.map((part, index) =>
      index === 0 && /\.npy\.z$/i.test(context.name) ? { ...part, raw: true } : part,
    );
    const oddities = size === stated ? view.oddities : [...view.oddities, wrongLength(stated, size)];
    return { ...view, parts, oddities };
  },
};

function wrongLength(stated: number, size: number): Oddity {
  const message = `The header promises ${stated} bytes and ${size} come out; Python refuses this only when assertions are on.`;
  return { kind: 'tolerated', message, where: { offset: 2, element: 'length' } };
}
