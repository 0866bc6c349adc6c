// Builds Flax checkpoints in MessagePack, valid and broken.
import type { Sample } from './sample.ts';

/** A value of a checkpoint: a nested map, a text, bytes or an encoded value as it is. */
export type Packed = string | Uint8Array | ReadonlyMap<string, Packed>;

/** Encodes maps and texts; a Uint8Array is taken as already encoded. */
export function pack(value: Packed): Buffer {
  if (typeof value === 'string') return packText(value);
  if (value instanceof Uint8Array) return Buffer.from(value);
  const pairs = [...value].flatMap(([key, item]) => [packText(key), pack(item)]);
  return Buffer.concat([Buffer.from([0x80 | value.size]), ...pairs]);
}

/** Flax's extension 1: shape, type name, bytes. */
export function packArray(shape: readonly number[], dtype: string, data: Uint8Array): Buffer {
  const shapeBytes = Buffer.from([0x90 | shape.length, ...shape]);
  const length = Buffer.from([0xc6, 0, 0, data.length >> 8, data.length & 0xff]);
  const body = Buffer.concat([Buffer.from([0x93]), shapeBytes, packText(dtype), length, data]);
  return Buffer.concat([Buffer.from([0xc8, body.length >> 8, body.length & 0xff, 1]), body]);
}

function packText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const start = bytes.length < 32 ? [0xa0 | bytes.length] : [0xda, bytes.length >> 8, bytes.length & 0xff];
  return Buffer.concat([Buffer.from(start), bytes]);
}

const kernel = packArray([2, 2], 'float32', Buffer.from(new Float32Array([1, 2, 3, 4]).buffer));
const model: Packed = new Map<string, Packed>([
  ['params', new Map<string, Packed>([['dense', new Map([['kernel', kernel]])]])],
  ['name', "os.system('is data')"],
]);

function sample(
  name: string,
  build: () => Uint8Array,
  verdict: Sample['verdict'],
  because: string,
  check?: string,
): Sample {
  return { name: `${name}.msgpack`, build, verdict, because, ...(check === undefined ? {} : { check }) };
}

export const samples: readonly Sample[] = [
  sample('plain', () => pack(model), 'clean', 'arrays in nested maps'),
  sample('empty-map', () => Buffer.from([0x80]), 'clean', 'a map without entries'),
  sample(
    'unknown-extension',
    () => Buffer.from('81a161c70507' + '6162636465', 'hex'),
    'suspicious',
    'an extension type that flax does not have',
    'tolerated-oddity',
  ),
  sample(
    'trailing',
    () => Buffer.concat([pack(model), Buffer.from('more')]),
    'suspicious',
    'bytes follow',
    'hidden-bytes',
  ),
  sample(
    'object-array',
    () => pack(new Map([['a', packArray([1], 'object', Buffer.alloc(8, 1))]])),
    'suspicious',
    'no checkpoint holds objects',
    'tolerated-oddity',
  ),
  sample('huge-count', () => Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff, 1]), 'incomplete', 'more elements than bytes'),
  sample('deep', () => Buffer.alloc(100_000, 0x91), 'incomplete', 'arrays nested without end'),
  sample('reserved', () => Buffer.from([0x81, 0xa1, 0x61, 0xc1]), 'incomplete', 'a byte that is never used'),
];
