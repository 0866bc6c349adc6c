// Builds R serializations (XDR, version 2), uncompressed.
import type { Sample } from './sample.ts';

/** An RDS file around one encoded object. @param encoding - X (big-endian) or B (little-endian) */
export function buildRds(item: Uint8Array, prefix = ''): Uint8Array {
  return Buffer.concat([Buffer.from(`${prefix}X\n`), int(2), int(0x040301), int(0x020300), item]);
}

export function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

export function characters(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([int(0x00040009), int(bytes.length), bytes]);
}

export function symbol(name: string): Buffer {
  return Buffer.concat([int(1), characters(name)]);
}

export function strings(...texts: string[]): Buffer {
  return Buffer.concat([int(16), int(texts.length), ...texts.map(characters)]);
}

export function reals(...values: number[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, index) => {
    bytes.writeDoubleBE(value, 8 * index);
  });
  return Buffer.concat([int(14), int(values.length), bytes]);
}

export function list(...items: Uint8Array[]): Buffer {
  return Buffer.concat([int(19), int(items.length), ...items]);
}

/** A call: LANGSXP with its arguments as a pairlist. */
export function call(head: Uint8Array, ...args: Uint8Array[]): Buffer {
  return Buffer.concat([int(6), head, ...args.flatMap((argument) => [int(2), argument]), nil]);
}

/** A promise that was not evaluated yet, in the global environment. */
export function promise(expression: Uint8Array): Buffer {
  return Buffer.concat([int(0x405), globalEnvironment, unbound, expression]);
}

/** A function without arguments. */
export function closure(body: Uint8Array): Buffer {
  return Buffer.concat([int(0x403), globalEnvironment, nil, body]);
}

const nil = int(254);
const globalEnvironment = int(253);
const unbound = int(252);
const attack = call(symbol('system'), strings('touch marker'));
const qualified = call(call(symbol('::'), symbol('base'), symbol('system')), strings('touch marker'));
const byName = call(symbol('do.call'), strings('system'), strings('touch marker'));
const formula = call(symbol('~'), symbol('mpg'), symbol('wt'));

/** An unlocked environment with one variable in its frame. */
function environment(name: string, value: Uint8Array): Buffer {
  const frame = Buffer.concat([int(0x402), symbol(name), value, nil]);
  return Buffer.concat([int(4), int(0), globalEnvironment, frame, nil, nil]);
}

function sample(name: string, item: Uint8Array, verdict: Sample['verdict'], because: string): Sample {
  const build = (): Uint8Array => buildRds(item);
  const check = verdict === 'malicious' || verdict === 'suspicious' ? { check: 'r-code' } : {};
  return { name: `${name}.rds`, build, verdict, because, ...check };
}

export const samples: readonly Sample[] = [
  sample('numbers', reals(1, 2.5), 'clean', 'a vector'),
  sample(
    'model',
    list(reals(37.3, -5.3), formula, strings('system', 'source')),
    'clean',
    'a formula, and words that are data',
  ),
  sample(
    'lazy-variable',
    environment('x', promise(call(symbol('+'), reals(1), reals(1)))),
    'clean',
    'honest lazy variable',
  ),
  sample('function', closure(call(symbol('sum'), reals(1))), 'clean', 'a function that computes'),
  sample('promise', promise(attack), 'malicious', 'a promise instead of a value'),
  sample('promise-in-list', list(reals(1), promise(qualified)), 'malicious', 'a promise as an element'),
  sample('quiet-promise', promise(symbol('T')), 'malicious', 'honest files have no promise in place of a value'),
  sample('promise-in-environment', environment('x', promise(attack)), 'malicious', 'runs when the variable is read'),
  sample('function-with-system', closure(attack), 'suspicious', 'runs when someone calls it'),
  sample('qualified-call', closure(qualified), 'suspicious', 'the name is qualified'),
  sample('call-by-name', closure(byName), 'suspicious', 'the function is named by a text'),
  sample('cut', reals(1, 2).subarray(0, 12), 'incomplete', 'the vector is cut off'),
  sample('bad-reference', int(0x7ff), 'incomplete', 'a reference to nothing'),
  sample('bad-type', int(99), 'incomplete', 'R has no such type'),
  {
    name: 'workspace.rda',
    build: () =>
      buildRds(
        Buffer.concat([int(0x402), symbol('weights'), reals(1), int(0x402), symbol('p'), promise(attack), nil]),
        'RDX2\n',
      ),
    verdict: 'malicious',
    because: 'load() binds a promise to a name',
    check: 'r-code',
  },
  {
    name: 'trailing.rds',
    build: () => Buffer.concat([buildRds(reals(1)), Buffer.from('appended')]),
    verdict: 'suspicious',
    because: 'bytes follow the object',
    check: 'hidden-bytes',
  },
  {
    name: 'deep.rds',
    build: () => buildRds(Buffer.concat(Array.from({ length: 100_000 }, () => Buffer.concat([int(19), int(1)])))),
    verdict: 'incomplete',
    because: 'lists nested beyond what R itself reads',
  },
];
