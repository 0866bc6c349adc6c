// Pickle streams that cost more to follow than to write.
import { assemble, op, u32, u64, utf8 } from '#testkit/pickle';
import { type Bomb, fill, MiB, repeat, series } from './bomb.ts';

const head = Buffer.from([0x80, 4]);
const stop = Buffer.from('.');
const none = Buffer.from('N');

function stream(...pieces: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([head, ...pieces, stop]);
}

/** A broken pickle and then signs of others that lead nowhere. */
function broken(unit: string): Uint8Array {
  return Buffer.concat([Buffer.from('\x80\x04]q\x00\xff', 'latin1'), fill(50 * MiB, Buffer.from(unit, 'latin1'))]);
}

/** A pickle as bytes in a pickle as bytes in a pickle. */
function nested(depth: number, length: number): Uint8Array {
  let inner: Uint8Array = stream(fill(length, 'N0'), none);
  for (let level = 0; level < depth; level++) {
    inner = stream(Buffer.from([0x8e]), u64(inner.length), inner);
  }
  return inner;
}

export const pickles: readonly Bomb[] = [
  {
    name: 'sparse-memo.pkl',
    harmless: true,
    build: () => stream(none, Buffer.from('r'), u32(0xffffffff)),
    quick: true,
  },
  {
    name: 'many-sparse.pkl',
    build: () =>
      Buffer.concat([
        head,
        none,
        ...Array.from({ length: 100_000 }, (_, index) => Buffer.concat([Buffer.from('r'), u32(index * 40_000)])),
        stop,
      ]),
  },
  { name: 'different-values.pkl', build: () => stream(fill(24 * MiB, 'N)]}\x88')), quick: true },
  { name: 'nones.pkl', harmless: true, build: () => stream(fill(100 * MiB, 'N')) },
  { name: 'memoized.pkl', build: () => stream(fill(100 * MiB, Buffer.from('N\x940', 'latin1')), none), harmless: true },
  {
    name: 'memoized-values.pkl',
    build: () => stream(none, fill(100 * MiB, Buffer.from('\x94', 'latin1'))),
    harmless: true,
  },
  {
    name: 'memoized-lists.pkl',
    build: () => stream(fill(60 * MiB, Buffer.from(']\x940', 'latin1')), none),
    harmless: true,
  },
  {
    name: 'memoized-names.pkl',
    build: () =>
      series(3_000_000, (index) => `X\x07\0\0\0${String(index).padStart(7, '0')}\x81`.replace('\x81', '0'), '', 'N.'),
    harmless: true,
  },
  { name: 'nested.pkl', build: () => nested(200, 1 * MiB), harmless: true },
  { name: 'nested-small.pkl', harmless: true, build: () => nested(5000, 10) },
  {
    name: 'nested-wide.pkl',
    build: () => {
      const inner = stream(none);
      const one = Buffer.concat([Buffer.from('C'), Buffer.from([inner.length]), inner, Buffer.from('0')]);
      return stream(fill(40 * MiB, one), none);
    },
    harmless: true,
  },
  {
    name: 'nested-large.pkl',
    build: () => {
      const inner = stream(fill(60_000, 'N0'), none);
      const one = Buffer.concat([Buffer.from('B'), u32(inner.length), inner, Buffer.from('0')]);
      return stream(repeat(800, one), none);
    },
    harmless: true,
  },
  { name: 'text-imports.pkl', build: () => broken('(ca\n') },
  { name: 'bare-imports.pkl', build: () => broken('(c') },
  { name: 'letters.pkl', build: () => broken('ca') },
  { name: 'protocol-signs.pkl', build: () => broken('\x80\x02'), quick: true },
  { name: 'long-attempts.pkl', build: () => broken(`\x80\x02${'N0'.repeat(4000)}`) },
  { name: 'growing-attempts.pkl', build: () => broken('\x80\x02N0N0N0N0N0N0N0N0') },
  { name: 'import-attempts.pkl', build: () => broken('\x80\x02ca\nb\n0') },
  { name: 'string-attempts.pkl', build: () => broken('\x80\x02X\xff\xff\xff\x02') },
  {
    name: 'tuple-doubling.pkl',
    build: () => stream(none, fill(4 * MiB, Buffer.from('2\x86', 'latin1'))),
    harmless: true,
  },
  {
    name: 'tuple-doubling-called.pkl',
    build: () =>
      Buffer.concat([
        head,
        Buffer.from('cos\nsystem\nN'),
        Buffer.from('2\x86'.repeat(10_000), 'latin1'),
        Buffer.from('\x85R.', 'latin1'),
      ]),
  },
  {
    name: 'list-in-itself.pkl',
    build: () => stream(Buffer.from(']\x94', 'latin1'), fill(10 * MiB, 'h\0a')),
    harmless: true,
  },
  { name: 'names.pkl', build: () => series(2_000_000, (index) => `ca${index}\nb\n0`, '', 'N.') },
  {
    name: 'same-name.pkl',
    build: () => Buffer.concat([fill(60 * MiB, 'ccollections\nOrderedDict\n0'), Buffer.from('N.')]),
    harmless: true,
  },
  {
    name: 'calls.pkl',
    build: () => Buffer.concat([fill(60 * MiB, 'ccollections\nOrderedDict\n)R0'), Buffer.from('N.')]),
    harmless: true,
  },
  {
    name: 'different-calls.pkl',
    build: () => series(1_500_000, (index) => `cos\nsystem\n(S'${index}'\ntR0`, '', 'N.'),
  },
  {
    name: 'builds.pkl',
    build: () => Buffer.concat([Buffer.from('ccollections\nOrderedDict\n)R'), fill(60 * MiB, '}b'), stop]),
    harmless: true,
  },
  { name: 'marks.pkl', harmless: true, build: () => stream(fill(60 * MiB, '('), none) },
  { name: 'marks-and-pops.pkl', build: () => stream(fill(60 * MiB, '(1'), none), harmless: true },
  { name: 'mark-tuples.pkl', build: () => stream(fill(60 * MiB, '(t0'), none), harmless: true },
  {
    name: 'nested-tuples.pkl',
    build: () => stream(none, fill(60 * MiB, Buffer.from('\x85', 'latin1'))),
    harmless: true,
  },
  {
    name: 'nested-lists.pkl',
    harmless: true,
    build: () => stream(Buffer.concat([fill(20 * MiB, ']'), fill(20 * MiB - 1, 'a')])),
  },
  { name: 'streams.pkl', build: () => fill(50 * MiB, 'N.') },
  {
    name: 'long-integer.pkl',
    build: () => Buffer.concat([Buffer.from('I'), fill(60 * MiB, '9'), Buffer.from('\n.')]),
    harmless: true,
  },
  {
    name: 'integers.pkl',
    build: () => Buffer.concat([fill(60 * MiB, `L${'9'.repeat(60_000)}L\n0`), Buffer.from('N.')]),
    harmless: true,
  },
  { name: 'floats.pkl', build: () => Buffer.concat([fill(60 * MiB, 'F1.5\n0'), Buffer.from('N.')]), harmless: true },
  { name: 'strings.pkl', build: () => Buffer.concat([fill(60 * MiB, "S'a'\n0"), Buffer.from('N.')]), harmless: true },
  {
    name: 'escaped-string.pkl',
    build: () => Buffer.concat([Buffer.from("S'"), fill(60 * MiB, '\\x41'), Buffer.from("'\n.")]),
    harmless: true,
  },
  { name: 'declared.pkl', build: () => stream(assemble(op('BINUNICODE8', u64(2 ** 40), utf8('a')))), quick: true },
  {
    name: 'frames.pkl',
    build: () => stream(fill(40 * MiB, Buffer.concat([Buffer.from([0x95]), u64(1), none, Buffer.from('0')])), none),
    harmless: true,
  },
  { name: 'extensions.pkl', build: () => stream(fill(30 * MiB, Buffer.from('\x82\x010', 'latin1')), none) },
  { name: 'persistent.pkl', build: () => Buffer.concat([fill(60 * MiB, 'Pa\n0'), Buffer.from('N.')]), harmless: true },
  {
    name: 'dictionary.pkl',
    build: () => Buffer.concat([Buffer.from('}('), fill(60 * MiB, 'K\x01K\x02'), Buffer.from('u.')]),
    harmless: true,
  },
  {
    name: 'list.pkl',
    build: () =>
      Buffer.concat([
        Buffer.from(']('),
        fill(60 * MiB, Buffer.from('G\x3f\xf0\0\0\0\0\0\0', 'latin1')),
        Buffer.from('e.'),
      ]),
    honest: true,
  },
  {
    name: 'vocabulary.pkl',
    build: () => series(1_000_000, (index) => `X\x07\0\0\0${String(index).padStart(7, '0')}q\x01K\x01`, '\x7d(', 'u.'),
    honest: true,
  },
  { name: 'truncated-bytes.bin', build: () => fill(60 * MiB, Buffer.from('\x80\x02N', 'latin1')) },
];
