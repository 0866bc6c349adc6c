// A small HDF5 writer: superblock version 0, object headers version 1, compact links and attributes. h5py opens its files.
// Source: HDF5 File Format Specification 3.0, sections II.A and IV.A.
import { buildKerasModel, dangerousLambda, lambdaLayer } from './keras.ts';
import type { Sample } from './sample.ts';

export type Attribute =
  /** Text as h5py writes it: variable length, in the global heap. */
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  /** Text or bytes in the message itself. */
  | { readonly kind: 'fixed'; readonly name: string; readonly bytes: Uint8Array };

export type Entry =
  | { readonly kind: 'group'; readonly name: string; readonly entries: readonly Entry[] }
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array }
  /** Float dataset whose shape may lie. */
  | {
      readonly kind: 'floats';
      readonly name: string;
      readonly values: readonly number[];
      readonly shape?: readonly number[];
    }
  /** Dataset whose elements lie in another file. */
  | { readonly kind: 'external-storage'; readonly name: string; readonly file: string; readonly size: number }
  | { readonly kind: 'external-link'; readonly name: string; readonly file: string; readonly target: string }
  /** Hard link to whatever stands at an address. */
  | { readonly kind: 'at'; readonly name: string; readonly address: number }
  /** Hard link to the root group: a cycle. */
  | { readonly kind: 'root'; readonly name: string };

export interface Hdf5Options {
  readonly attributes?: readonly Attribute[];
  readonly entries?: readonly Entry[];
  /** Bytes before the signature, padded to 512 or a double of it. */
  readonly userBlock?: Uint8Array;
  /** Bytes after the end that the superblock declares. */
  readonly after?: Uint8Array;
}

/** An HDF5 file. */
export function buildHdf5(options: Hdf5Options = {}): Uint8Array {
  const file = new Writer();
  const superblock = file.reserve(96);
  const root = file.group(options.entries ?? [], options.attributes ?? []);
  const block = userBlockOf(options.userBlock);
  superblock.set(superblockBytes(root, file.size, block.length));
  return Buffer.concat([block, file.bytes(), options.after ?? new Uint8Array(0)]);
}

/** A Keras 2 model file. @param config - the text of the attribute `model_config` */
export function buildKerasHdf5(config: string, options: Hdf5Options = {}): Uint8Array {
  const weights: Entry = {
    kind: 'group',
    name: 'model_weights',
    entries: [{ kind: 'floats', name: 'kernel:0', values: [0.5, -1, 2] }],
  };
  return buildHdf5({
    ...options,
    attributes: [
      { kind: 'text', name: 'keras_version', text: '2.15.0' },
      { kind: 'text', name: 'backend', text: 'tensorflow' },
      { kind: 'text', name: 'model_config', text: config },
      ...(options.attributes ?? []),
    ],
    entries: [weights, ...(options.entries ?? [])],
  });
}

class Writer {
  readonly #blocks: Buffer[] = [];
  #size = 0;
  #rootAddress = 0;

  get size(): number {
    return this.#size;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#blocks);
  }

  reserve(length: number): Buffer {
    const block = Buffer.alloc(Math.ceil(length / 8) * 8);
    this.#blocks.push(block);
    this.#size += block.length;
    return block;
  }

  put(bytes: Uint8Array): number {
    const address = this.#size;
    this.reserve(bytes.length).set(bytes);
    return address;
  }

  group(entries: readonly Entry[], attributes: readonly Attribute[]): number {
    const isRoot = this.#rootAddress === 0;
    if (isRoot) this.#rootAddress = -1;
    const links = entries.map((entry) => ({ entry, address: this.#target(entry) }));
    const attributeMessages = attributes.map((attribute) => this.#attribute(attribute));
    // Where this header will be: the cycle points to it.
    const own = this.#size;
    const messages = [
      message(0x02, Buffer.concat([Buffer.from([0, 0]), undefinedAddress, undefinedAddress])),
      message(0x0a, Buffer.from([0, 0])),
      ...links.map(({ entry, address }) => message(0x06, linkBytes(entry, address ?? own))),
      ...attributeMessages,
    ];
    return this.put(objectHeader(messages));
  }

  #target(entry: Entry): number | undefined {
    if (entry.kind === 'group') return this.group(entry.entries, []);
    if (entry.kind === 'at') return entry.address;
    if (entry.kind === 'root' || entry.kind === 'external-link') return undefined;
    if (entry.kind === 'external-storage') return this.#externalStorage(entry);
    const bytes = entry.kind === 'bytes' ? entry.bytes : new Uint8Array(new Float32Array(entry.values).buffer);
    const shape = entry.kind === 'bytes' ? [bytes.length] : (entry.shape ?? [entry.values.length]);
    const layout = Buffer.concat([Buffer.from([3, 1]), u64(this.put(bytes)), u64(bytes.length)]);
    return this.#dataset(shape, entry.kind === 'bytes' ? byteType : floatType, [message(0x08, layout)]);
  }

  #externalStorage({ file, size }: Extract<Entry, { kind: 'external-storage' }>): number {
    const names = this.put(Buffer.from(`\0\0\0\0\0\0\0\0${file}\0`));
    const heapSize = this.#size - names;
    const heap = this.put(Buffer.concat([Buffer.from('HEAP\0\0\0\0', 'latin1'), u64(heapSize), u64(1), u64(names)]));
    const list = Buffer.concat([Buffer.from([1, 0, 0, 0, 1, 0, 1, 0]), u64(heap), u64(8), u64(0), u64(size)]);
    const layout = Buffer.concat([Buffer.from([3, 1]), undefinedAddress, u64(size)]);
    return this.#dataset([size], byteType, [message(0x07, list), message(0x08, layout)]);
  }

  #dataset(shape: readonly number[], datatype: Buffer, messages: readonly Buffer[]): number {
    const fill = message(0x05, Buffer.from([2, 2, 2, 0]));
    return this.put(objectHeader([message(0x01, dataspace(shape)), message(0x03, datatype), fill, ...messages]));
  }

  #attribute(attribute: Attribute): Buffer {
    if (attribute.kind === 'fixed') {
      return message(
        0x0c,
        attributeBytes(attribute.name, fixedType(attribute.bytes.length), Buffer.from(attribute.bytes)),
      );
    }
    const text = Buffer.from(attribute.text);
    const body = 16 + Math.ceil(text.length / 8) * 8;
    const collection = Buffer.alloc(Math.max(4096, 16 + body + 16));
    collection.write('GCOL\u0001', 0, 'latin1');
    collection.writeBigUInt64LE(BigInt(collection.length), 8);
    collection.writeUInt16LE(1, 16);
    collection.writeUInt16LE(1, 18);
    collection.writeBigUInt64LE(BigInt(text.length), 24);
    collection.set(text, 32);
    collection.writeBigUInt64LE(BigInt(collection.length - 16 - body), 16 + body + 8);
    const value = Buffer.concat([u32(text.length), u64(this.put(collection)), u32(1)]);
    return message(0x0c, attributeBytes(attribute.name, variableType, value));
  }
}

function superblockBytes(root: number, end: number, base: number): Buffer {
  const head = Buffer.from([
    0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0, 0, 8, 8, 0, 4, 0, 16, 0, 0, 0, 0, 0,
  ]);
  const entry = Buffer.concat([u64(0), u64(root), Buffer.alloc(24)]);
  return Buffer.concat([head, u64(base), undefinedAddress, u64(end + base), undefinedAddress, entry]);
}

function userBlockOf(bytes: Uint8Array | undefined): Buffer {
  if (bytes === undefined) return Buffer.alloc(0);
  let size = 512;
  while (size < bytes.length) size *= 2;
  const block = Buffer.alloc(size);
  block.set(bytes);
  return block;
}

/** Object header version 1. */
function objectHeader(messages: readonly Buffer[]): Buffer {
  const body = Buffer.concat(messages);
  const head = Buffer.alloc(16);
  head[0] = 1;
  head.writeUInt16LE(messages.length, 2);
  head.writeUInt32LE(1, 4);
  head.writeUInt32LE(body.length, 8);
  return Buffer.concat([head, body]);
}

function message(type: number, data: Buffer): Buffer {
  const padded = Buffer.alloc(Math.ceil(data.length / 8) * 8);
  padded.set(data);
  const head = Buffer.alloc(8);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(padded.length, 2);
  return Buffer.concat([head, padded]);
}

function linkBytes(entry: Entry, address: number): Buffer {
  const name = Buffer.from(entry.name);
  if (entry.kind !== 'external-link') {
    return Buffer.concat([Buffer.from([1, 0, name.length]), name, u64(address)]);
  }
  const value = Buffer.from(`\0${entry.file}\0${entry.target}\0`);
  const length = Buffer.from([value.length & 0xff, value.length >> 8]);
  return Buffer.concat([Buffer.from([1, 0x08, 64, name.length]), name, length, value]);
}

/** Attribute message version 1: name, datatype and dataspace padded to 8 bytes. */
function attributeBytes(name: string, datatype: Buffer, value: Buffer): Buffer {
  const title = Buffer.from(`${name}\0`);
  const space = dataspace([]);
  const head = Buffer.alloc(8);
  head[0] = 1;
  head.writeUInt16LE(title.length, 2);
  head.writeUInt16LE(datatype.length, 4);
  head.writeUInt16LE(space.length, 6);
  return Buffer.concat([head, padded(title), padded(datatype), padded(space), value]);
}

function dataspace(shape: readonly number[]): Buffer {
  return Buffer.concat([Buffer.from([1, shape.length, 0, 0, 0, 0, 0, 0]), ...shape.map(u64)]);
}

function fixedType(size: number): Buffer {
  return Buffer.concat([Buffer.from([0x13, 0x01, 0, 0]), u32(size)]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

const undefinedAddress = Buffer.alloc(8, 0xff);
const byteType = Buffer.from([0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0]);
const floatType = Buffer.from([0x11, 0x20, 0x1f, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0]);
/** A variable-length UTF-8 string of bytes. */
const variableType = Buffer.from([0x19, 0x01, 0x01, 0, 16, 0, 0, 0, 0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0]);

const dense = buildKerasModel([{ class_name: 'Dense', config: { name: 'dense', units: 3, activation: 'relu' } }]);
/** `cposix\nsystem\n(S'...'\ntR.`: a protocol 0 pickle as PyTables would find it in an attribute. */
const pickle = Buffer.from("cposix\nsystem\n(S'touch marker'\ntR.");
const plain: Entry = { kind: 'floats', name: 'w', values: [1, 2, 3] };

export const samples: readonly Sample[] = [
  { name: 'plain.h5', build: () => buildHdf5({ entries: [plain] }), verdict: 'clean', because: 'one array of numbers' },
  {
    name: 'keras-dense.h5',
    build: () => buildKerasHdf5(dense),
    verdict: 'clean',
    because: 'an ordinary Keras 2 model',
  },
  {
    name: 'sentence.h5',
    build: () =>
      buildHdf5({
        attributes: [{ kind: 'fixed', name: 'TITLE', bytes: Buffer.from('(see the notes.') }],
        entries: [plain],
      }),
    verdict: 'clean',
    because: 'a text attribute that ends with a full stop is no pickle',
  },
  {
    name: 'cycle.h5',
    build: () => buildHdf5({ entries: [plain, { kind: 'root', name: 'again' }] }),
    verdict: 'clean',
    because: 'a group that contains itself is legal and is visited once',
  },
  {
    name: 'keras-lambda.h5',
    build: () => buildKerasHdf5(buildKerasModel([lambdaLayer(dangerousLambda)])),
    verdict: 'malicious',
    because: 'CVE-2025-9905: safe mode does not reach HDF5 models',
    check: 'keras-lambda-code',
  },
  {
    name: 'keras-lambda-fixed-text.h5',
    build: () =>
      buildHdf5({
        attributes: [
          { kind: 'fixed', name: 'model_config', bytes: Buffer.from(buildKerasModel([lambdaLayer(dangerousLambda)])) },
        ],
      }),
    verdict: 'malicious',
    because: 'the configuration may be text of fixed length',
    check: 'keras-lambda-code',
  },
  {
    name: 'external-link.h5',
    build: () => buildHdf5({ entries: [{ kind: 'external-link', name: 'w', file: '/etc/hostname', target: '/x' }] }),
    verdict: 'malicious',
    because: 'a link to a file of the machine',
    check: 'hdf5-external-file',
  },
  {
    name: 'external-link-beside.h5',
    build: () => buildHdf5({ entries: [{ kind: 'external-link', name: 'w', file: 'more.h5', target: '/x' }] }),
    verdict: 'suspicious',
    because: 'a link to a file beside it needs a decision',
    check: 'hdf5-external-file',
  },
  {
    name: 'external-storage.h5',
    build: () =>
      buildKerasHdf5(dense, { entries: [{ kind: 'external-storage', name: 'b', file: '../secret', size: 64 }] }),
    verdict: 'malicious',
    because: 'CVE-2026-1669: the bytes of another file become weights',
    check: 'hdf5-external-file',
  },
  {
    name: 'declared-shape.h5',
    build: () => buildHdf5({ entries: [{ kind: 'floats', name: 'w', values: [1], shape: [2 ** 40] }] }),
    verdict: 'malicious',
    because: 'CVE-2026-0897: 4 bytes that declare 4 terabytes',
  },
  {
    name: 'pickled-attribute.h5',
    build: () => buildHdf5({ attributes: [{ kind: 'fixed', name: 'obj', bytes: pickle }], entries: [plain] }),
    verdict: 'malicious',
    because: 'PyTables unpickles it',
  },
  {
    name: 'pickle-as-bytes.h5',
    build: () => buildHdf5({ entries: [{ kind: 'bytes', name: 'payload', bytes: pickle }] }),
    verdict: 'malicious',
    because: 'a dataset of bytes that is a pickle',
  },
  {
    name: 'pickle-user-block.h5',
    build: () => buildHdf5({ entries: [plain], userBlock: pickle }),
    verdict: 'malicious',
    because: 'it is a pickle for those who read from the start',
  },
  {
    name: 'zero-user-block.h5',
    build: () => buildHdf5({ entries: [plain], userBlock: new Uint8Array(1000) }),
    verdict: 'clean',
    because: 'an empty user block is allowed',
  },
  {
    name: 'after-the-end.h5',
    build: () => buildHdf5({ entries: [plain], after: Buffer.from('#!/bin/sh\necho hidden\n') }),
    verdict: 'suspicious',
    because: 'bytes after the declared end',
    check: 'hidden-bytes',
  },
  {
    name: 'cut-short.h5',
    build: () => buildKerasHdf5(dense).subarray(0, 900),
    verdict: 'incomplete',
    because: 'the end that the superblock declares is missing',
  },
  {
    name: 'broken-config.h5',
    build: () => buildKerasHdf5('{"class_name": "Sequential", "config": '),
    verdict: 'incomplete',
    because: 'the configuration ends in the middle',
  },
];
