// IDX: one array of numbers, the files of MNIST. Specification: LeCun, Cortes, Burges, "The MNIST database of handwritten digits",
// section "File formats": two zero bytes, the type, the number of dimensions, each of them as a big-endian integer, the numbers.
import { ByteReader } from '#core/byte-reader';
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { findHiddenBytes } from './hidden/hidden-bytes.ts';
import type { TensorsView } from './views/tensors.ts';

export const format: Format = {
  id: 'idx',
  title: 'IDX array (MNIST)',
  specification: 'http://yann.lecun.com/exdb/mnist/',
  loading: 'Loaders take the numbers as they are; nothing in the file can run.',
  extensions: ['idx'],
  identify,
  read,
};

/** Code of the type -> its name and bytes per number. */
const types: ReadonlyMap<number, readonly [string, number]> = new Map([
  [0x08, ['uint8', 1]],
  [0x09, ['int8', 1]],
  [0x0b, ['int16', 2]],
  [0x0c, ['int32', 4]],
  [0x0d, ['float32', 4]],
  [0x0e, ['float64', 8]],
]);

/** MNIST has three; nothing that is called IDX has more. */
const mostDimensions = 8;

/** Two zero bytes are little to go by, so the length has to agree, or the name. */
function identify({ head, source, name }: Sample): Match {
  const [zero, zero2, type = 0, dimensions = 0] = head;
  if (zero !== 0 || zero2 !== 0 || !types.has(type) || dimensions < 1 || dimensions > mostDimensions) return 'no';
  const header = 4 + 4 * dimensions;
  if (head.length < header) return 'no';
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  let bytes = types.get(type)?.[1] ?? 0;
  for (let at = 4; at < header; at += 4) bytes *= view.getUint32(at);
  if (header + bytes === source.size) return 'content';
  return /idx\d|\.idx$/i.test(name) ? 'name' : 'no';
}

function read(source: ByteSource, context: ReadContext): TensorsView {
  const reader = new ByteReader(source, context.budget);
  const [zero, zero2, code = 0, dimensions = 0] = reader.bytes(4);
  const type = types.get(code);
  if (zero !== 0 || zero2 !== 0 || type === undefined || dimensions < 1 || dimensions > mostDimensions)
    throw new FormatError('FORMAT_MALFORMED', 'the file does not start with the numbers of IDX', { offset: 0 });
  const sizes = reader.bytes(4 * dimensions);
  const view = new DataView(sizes.buffer, sizes.byteOffset, sizes.length);
  const shape = Array.from({ length: dimensions }, (_, at) => view.getUint32(4 * at));
  const from = reader.position;
  const to = from + shape.reduce((product, size) => product * size, type[1]);
  if (!(to <= source.size))
    throw new FormatError('FORMAT_TRUNCATED', 'the array has fewer bytes than its shape says', { offset: source.size });
  const rest = findHiddenBytes(source, to, source.size, 'after the array');
  const range = { from, to };
  return {
    kind: 'tensors',
    format: format.id,
    tensors: [{ name: 'array', dtype: type[0], shape, from, to }],
    metadata: [],
    oddities: rest.oddities,
    parts: [
      { name: 'array', source: new SliceSource(source, from, to), range, stored: true, raw: true },
      ...rest.parts,
    ],
  };
}
