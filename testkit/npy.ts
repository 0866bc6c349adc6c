// Builds npy files, valid and broken.
import type { Sample } from './sample.ts';

/** An npy file. @param header - the Python literal, padded here with blanks and a newline to a multiple of 64 */
export function buildNpy(header: string, data: Uint8Array, version = 1): Uint8Array {
  const lengthBytes = version === 1 ? 2 : 4;
  const prefix = 8 + lengthBytes;
  const text = Buffer.from(`${header.padEnd(Math.ceil((prefix + header.length + 1) / 64) * 64 - prefix - 1)}\n`);
  const start = Buffer.alloc(prefix);
  start.write('\x93NUMPY', 'latin1');
  start[6] = version;
  start.writeUIntLE(text.length, 8, lengthBytes);
  return Buffer.concat([start, text, data]);
}

function describe(descr: string, shape: string): string {
  return `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`;
}

const numbers = Buffer.from(new Float32Array([1, 2.5, -3, 0.125]).buffer);
const attack = Buffer.from('\x80\x04cbuiltins\nexec\n(X\x0b\x00\x00\x00import thistR.', 'latin1');
/** [None] as numpy pickles it is an ndarray; a list does as well for a reader. */
const harmless = Buffer.from([0x80, 4, 0x5d, 0x4e, 0x61, 0x2e]);

function sample(
  name: string,
  build: () => Uint8Array,
  verdict: Sample['verdict'],
  because: string,
  check?: string,
): Sample {
  return { name: `${name}.npy`, build, verdict, because, ...(check === undefined ? {} : { check }) };
}

const floats = describe("'<f4'", '(4,)');
const record = describe("[('a', '<i4'), ('b', [('c', '|O')])]", '(1,)');

export const samples: readonly Sample[] = [
  sample('floats', () => buildNpy(floats, numbers), 'clean', 'an array of numbers'),
  sample('version-2', () => buildNpy(floats, numbers, 2), 'clean', 'version 2 has a longer length field'),
  sample('version-3', () => buildNpy(floats, numbers, 3), 'clean', 'version 3 is UTF-8'),
  sample('scalar', () => buildNpy(describe("'<f8'", '()'), Buffer.alloc(8, 1)), 'clean', 'an array without dimensions'),
  sample('text', () => buildNpy(describe("'<U3'", '(2,)'), Buffer.alloc(24, 65)), 'clean', 'four bytes per character'),
  sample(
    'structured',
    () => buildNpy(describe("[('x', '<f4', (2,)), ('t', '<M8[ns]')]", '(3,)'), Buffer.alloc(48)),
    'clean',
    'fields with a shape and a unit of time',
  ),
  sample(
    'two-arrays',
    () => Buffer.concat([buildNpy(floats, numbers), buildNpy(floats, numbers)]),
    'clean',
    'saved twice',
  ),
  sample('objects', () => buildNpy(describe("'|O'", '(1,)'), harmless), 'clean', 'objects that are data'),
  sample('object-attack', () => buildNpy(describe("'|O'", '(1,)'), attack), 'malicious', 'the objects are a pickle'),
  sample('field-attack', () => buildNpy(record, attack), 'malicious', 'an object deep in a structured type'),
  sample('named-object', () => buildNpy(describe("'object'", '(1,)'), attack), 'malicious', 'another name of the type'),
  sample(
    'two-types',
    () => buildNpy("{'descr': '<f4', 'descr': '|O', 'fortran_order': False, 'shape': (1,)}", attack),
    'malicious',
    'a header field stands twice',
    'two-readings',
  ),
  sample(
    'long-header',
    () => buildNpy(floats.padEnd(20_000), numbers),
    'suspicious',
    'beyond 10,000',
    'tolerated-oddity',
  ),
  sample(
    'trailing',
    () => Buffer.concat([buildNpy(floats, numbers), Buffer.from('more')]),
    'suspicious',
    'bytes follow the array',
    'hidden-bytes',
  ),
  sample('short', () => buildNpy(floats, numbers.subarray(1)), 'incomplete', 'a byte of the array is missing'),
  sample('expression', () => buildNpy("{'descr': '<f' + '4'}", numbers), 'incomplete', 'an expression is no literal'),
  sample('deep', () => buildNpy(`${'['.repeat(4000)}`, numbers), 'incomplete', 'a literal nested too deeply'),
  sample('extra-field', () => buildNpy(`${floats.slice(0, -2)} 'x': 1}`, numbers), 'incomplete', 'numpy refuses it'),
];
