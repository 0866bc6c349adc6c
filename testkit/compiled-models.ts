// Compiled models and the formats of MXNet: what can be read of them, and what cannot.
import { concat } from './protobuf-writer.ts';
import type { Sample } from './sample.ts';

/** A TensorRT engine: its tag, then bytes that look like machine code, then `inside`. */
export function buildEngine(inside: Uint8Array = new Uint8Array(0)): Uint8Array {
  return concat([text('ftrt'), Uint8Array.from({ length: 400 }, (_, index) => (index * 53) % 251), inside]);
}

/** The first 64 bytes of an ELF file for a machine (62: x86-64, 190: CUDA), and some code. */
export function buildElfHead(machine: number): Uint8Array {
  const head = new Uint8Array(200);
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  const view = new DataView(head.buffer);
  view.setUint16(16, 3, true);
  view.setUint16(18, machine, true);
  view.setUint32(20, 1, true);
  view.setBigUint64(32, 64n, true);
  view.setUint16(52, 64, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 1, true);
  view.setUint16(58, 64, true);
  return head;
}

/** An MXNet symbol with one node per operator. */
export function buildMxnetSymbol(operators: readonly string[], name = 'layer'): Uint8Array {
  const nodes = operators.map((op, index) => ({ op, name: `${name}${index}`, attrs: { num_hidden: '3' }, inputs: [] }));
  return text(
    JSON.stringify({ nodes: [{ op: 'null', name: 'data', inputs: [] }, ...nodes], arg_nodes: [0], heads: [[1, 0, 0]] }),
  );
}

/** MXNet parameters: one float array per name. */
export function buildMxnetParams(names: readonly string[]): Uint8Array {
  const array = concat([
    words(0xf993fac9, 0, 1, 4, 0, 1, 0, 0),
    Uint8Array.from({ length: 16 }, (_, index) => (index * 13) % 250),
  ]);
  return concat([
    words(0x112, 0, 0, 0, names.length, 0),
    ...names.map(() => array),
    words(names.length, 0),
    ...names.map((name) => concat([words(name.length, 0), text(name)])),
  ]);
}

function manifest(path: string): Uint8Array {
  return text(
    JSON.stringify({
      fileFormatVersion: '1.0.0',
      itemInfoEntries: { a: { name: 'model', path } },
      rootModelIdentifier: 'a',
    }),
  );
}

function words(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(values).buffer);
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

export const samples: readonly Sample[] = [
  {
    name: 'plain.engine',
    build: () => buildEngine(),
    verdict: 'incomplete',
    because: 'an engine is machine code in a private format',
  },
  {
    name: 'cuda.engine',
    build: () => buildEngine(buildElfHead(190)),
    verdict: 'incomplete',
    because: 'code for the GPU is what an engine is made of',
  },
  {
    name: 'library.engine',
    build: () => buildEngine(buildElfHead(62)),
    verdict: 'malicious',
    because: 'a library for the CPU inside an engine is loaded into the process',
  },
  {
    name: 'device.rknn',
    build: () => concat([text('RKNN'), new Uint8Array(60)]),
    verdict: 'incomplete',
    because: 'recognised and not read',
  },
  {
    name: 'plain-symbol.json',
    build: () => buildMxnetSymbol(['FullyConnected', 'SoftmaxOutput']),
    verdict: 'clean',
    because: 'standard operators of MXNet',
  },
  {
    name: 'custom-symbol.json',
    build: () => buildMxnetSymbol(['FullyConnected', 'Custom']),
    verdict: 'malicious',
    check: 'graph-code-operator',
    because: 'the operator Custom calls Python',
  },
  {
    name: 'long-name-symbol.json',
    build: () => buildMxnetSymbol(['FullyConnected'], '('.repeat(40_000)),
    verdict: 'malicious',
    check: 'resource-bomb',
    because: 'a name made to let a regular expression run for hours',
  },
  {
    name: 'plain.params',
    build: () => buildMxnetParams(['arg:w', 'arg:b']),
    verdict: 'clean',
    because: 'two named arrays',
  },
  {
    name: 'many.params',
    build: () => concat([words(0x112, 0, 0, 0, 0xffffffff, 0xffff), new Uint8Array(100)]),
    verdict: 'incomplete',
    because: 'more arrays are declared than the file can hold',
  },
  {
    name: 'plain.param',
    build: () => text('7767517\n2 2\nInput data 0 1 data\nReLU relu 1 1 data out\n'),
    verdict: 'clean',
    because: 'standard layers of ncnn',
  },
  {
    name: 'lin.mlpackage/Manifest.json',
    build: () => manifest('com.apple.CoreML/model.mlmodel'),
    verdict: 'clean',
    because: 'the item lies in the package',
  },
  {
    name: 'evil.mlpackage/Manifest.json',
    build: () => manifest('../../../Library/LaunchAgents/x.plist'),
    verdict: 'malicious',
    check: 'mlpackage-path',
    because: 'the item lies outside the package',
  },
];
