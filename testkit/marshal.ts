// Builds marshalled code objects in the layouts of CPython 2.7, 3.6, 3.8 and 3.11, without bytecode that does anything.
// Source: CPython Python/marshal.c, `w_complex_object`.
import type { Sample } from './sample.ts';

export type CodeVersion = '2.7' | '3.6' | '3.8' | '3.11';

export interface CodeOptions {
  readonly version?: CodeVersion;
  readonly name?: string;
  readonly names?: readonly string[];
  readonly texts?: readonly string[];
  /** Code of nested functions, as `buildCode` made it. */
  readonly nested?: readonly Uint8Array[];
}

/** One marshalled code object that looks up `names` and has `texts` among its constants. */
export function buildCode(options: CodeOptions = {}): Uint8Array {
  const { version = '3.11', name = '<lambda>', names = [], texts = [], nested = [] } = options;
  const text = version === '2.7' ? bytesValue : textValue;
  const constants = tuple([Buffer.from('N'), ...texts.map(text), ...nested]);
  const code = bytesValue('\u0064\u0000\u0053\u0000');
  const empty = tuple([]);
  const argument = tuple([text('x')]);
  const places = version === '3.11' ? [argument, bytesValue('&')] : [argument, empty, empty];
  return Buffer.concat([
    Buffer.from('c'),
    Buffer.alloc(4 * integers[version]),
    code,
    constants,
    tuple(names.map(text)),
    ...places,
    text('<string>'),
    text(name),
    ...(version === '3.11' ? [text(name)] : []),
    Buffer.alloc(4),
    bytesValue(''),
    ...(version === '3.11' ? [bytesValue('')] : []),
  ]);
}

/** A .pyc of CPython 3.11 around a code object. */
export function buildPyc(code: Uint8Array): Uint8Array {
  const header = Buffer.alloc(16);
  header.writeUInt16LE(3495, 0);
  header.set([0x0d, 0x0a], 2);
  return Buffer.concat([header, code]);
}

const integers: Readonly<Record<CodeVersion, number>> = { '2.7': 4, '3.6': 5, '3.8': 6, '3.11': 5 };

function textValue(text: string): Buffer {
  return sized('a', Buffer.from(text, 'latin1'));
}

function bytesValue(text: string): Buffer {
  return sized('s', Buffer.from(text, 'latin1'));
}

function tuple(items: readonly Uint8Array[]): Buffer {
  const count = Buffer.alloc(5);
  count.write('(', 'latin1');
  count.writeUInt32LE(items.length, 1);
  return Buffer.concat([count, ...items]);
}

function sized(type: string, bytes: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeUInt32LE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

const harmless = buildCode({ name: '<module>', names: ['math', 'sqrt'] });

export const samples: readonly Sample[] = [
  {
    name: 'formula.pyc',
    build: () => buildPyc(harmless),
    verdict: 'suspicious',
    because: 'compiled code cannot be reviewed',
    check: 'marshal-code',
  },
  {
    name: 'command.pyc',
    build: () => buildPyc(buildCode({ name: '<module>', names: ['os', 'system'], texts: ['touch marker'] })),
    verdict: 'malicious',
    because: 'it runs a command when it is imported',
    check: 'marshal-code',
  },
  {
    name: 'nested-command.pyc',
    build: () => buildPyc(buildCode({ name: '<module>', nested: [buildCode({ names: ['subprocess', 'Popen'] })] })),
    verdict: 'suspicious',
    because: 'the command stands in a function, which importing does not call',
    check: 'marshal-code',
  },
  {
    name: 'decoded-command.pyc',
    build: () =>
      buildPyc(buildCode({ name: '<module>', nested: [buildCode({ names: ['exec', 'base64', 'b64decode'] })] })),
    verdict: 'malicious',
    because: 'it decodes text and runs it',
    check: 'marshal-code',
  },
  {
    name: 'bytecode-as-weights.bin',
    build: () => buildPyc(harmless),
    verdict: 'malicious',
    because: 'bytecode stands where weights should be',
    check: 'marshal-code',
  },
  {
    name: 'old-command.marshal',
    build: () => buildCode({ version: '2.7', names: ['os', 'system'] }),
    verdict: 'malicious',
    because: 'a code object of Python 2 without a header',
    check: 'marshal-code',
  },
  {
    name: 'cut.pyc',
    build: () => buildPyc(harmless.subarray(0, 40)),
    verdict: 'incomplete',
    because: 'the code ends in the middle',
  },
];
