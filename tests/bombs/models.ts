// Model files whose counts, nesting or sharing cost more than their bytes.

import { deflateSync, gzipSync } from 'node:zlib';
import { buildUbjson } from '#testkit/boosters';
import { buildPdf, buildPdfStream } from '#testkit/documents';
import { buildGguf } from '#testkit/gguf';
import { buildHdf5, buildKerasHdf5, type Entry } from '#testkit/hdf5';
import { buildNpy } from '#testkit/npy';
import { buildOnnx, buildOnnxGraph, graphAttribute } from '#testkit/onnx';
import { field, message } from '#testkit/protobuf-writer';
import { buildSafetensors } from '#testkit/safetensors';
import { buildTfrecord } from '#testkit/tables';
import { buildGraphDef, buildMetaGraph, buildNodeDef, buildSavedModel } from '#testkit/tensorflow';
import { type Bomb, fill, MiB, repeat, series } from './bomb.ts';

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

function safetensors(count: number): Uint8Array {
  const header = series(
    count,
    (index) => `"t${index}":{"dtype":"F32","shape":[1],"data_offsets":[${index * 4},${index * 4 + 4}]},`,
    '{',
    '"__metadata__":{"format":"pt"}}',
  ).toString();
  return Buffer.concat([u64(header.length), Buffer.from(header), Buffer.alloc(4 * count)]);
}

/** A GGUF of one list of `count` short texts. */
function vocabulary(count: number, unit: Uint8Array): Uint8Array {
  const key = Buffer.from('tokenizer.ggml.tokens');
  return Buffer.concat([
    Buffer.from('GGUF'),
    u32(3),
    u64(0),
    u64(1),
    u64(key.length),
    key,
    u32(9),
    u32(8),
    u64(count),
    repeat(count, unit),
  ]);
}

/** Lists of lists of lists in one GGUF value. */
function nestedGguf(depth: number): Uint8Array {
  const key = Buffer.from('a');
  return Buffer.concat([
    Buffer.from('GGUF'),
    u32(3),
    u64(0),
    u64(1),
    u64(1),
    key,
    u32(9),
    repeat(depth, Buffer.concat([u32(9), u64(1)])),
  ]);
}

function ggufPairs(count: number): Uint8Array {
  const pieces: Uint8Array[] = [Buffer.from('GGUF'), u32(3), u64(0), u64(count)];
  for (let index = 0; index < count; index++) {
    const key = Buffer.from(`k${index}`);
    pieces.push(u64(key.length), key, u32(4), u32(1));
  }
  return Buffer.concat(pieces);
}

function ggufTensors(count: number): Uint8Array {
  const pieces: Uint8Array[] = [Buffer.from('GGUF'), u32(3), u64(count), u64(0)];
  for (let index = 0; index < count; index++) {
    const key = Buffer.from(`k${index}`);
    pieces.push(u64(key.length), key, u32(1), u64(8), u32(0), u64(index * 32));
  }
  return Buffer.concat(pieces);
}

function groups(count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => ({ kind: 'group', name: `g${index}`, entries: [] }));
}

/**
 * Object headers that begin every 16 bytes, and of which each message is as long as 257 of them: what one header says is what
 * thousands of others say too.
 */
function overlappingHeaders(count: number): Uint8Array {
  // Version, unused, number and stated length of messages (4104), references, length (3800 messages of 4112), unused.
  const unit = Buffer.concat([Buffer.from([1, 255, 8, 16, 1, 0, 0, 0]), u32(3800 * 4112), u32(0)]);
  const region = { kind: 'bytes', name: 'region', bytes: repeat(1_000_000, unit) } as const;
  const start = Buffer.from(buildHdf5({ entries: [region] })).indexOf(unit);
  const links = Array.from(
    { length: count },
    (_, index): Entry => ({ kind: 'at', name: `g${index}`, address: start + 16 * index }),
  );
  return buildHdf5({ entries: [region, ...links] });
}

function deepGroups(depth: number): Entry {
  let entry: Entry = { kind: 'floats', name: 'w', values: [1] };
  for (let level = 0; level < depth; level++) entry = { kind: 'group', name: 'g', entries: [entry] };
  return entry;
}

function deepGraph(depth: number): Uint8Array {
  let graph = buildOnnxGraph([{ operator: 'Relu' }]);
  for (let level = 0; level < depth; level++)
    graph = buildOnnxGraph([{ operator: 'If', attributes: [graphAttribute('then_branch', graph)] }]);
  return message(field(1, 9), field(7, graph));
}

/** A FlatBuffer (TFLite) whose vector of subgraphs leads `count` times to the same table of `count` operators. */
function sharedTables(count: number): Uint8Array {
  const file = Buffer.alloc(200 + 8 * count + 8);
  file.writeUInt32LE(32, 0);
  file.write('TFL3', 4);
  // vtable of Model at 12: version, operator_codes, subgraphs
  file.writeUInt16LE(10, 12);
  file.writeUInt16LE(16, 14);
  file.writeUInt16LE(4, 16);
  file.writeUInt16LE(0, 18);
  file.writeUInt16LE(8, 20);
  file.writeInt32LE(20, 32);
  file.writeUInt32LE(3, 36);
  const subgraphs = 200;
  file.writeUInt32LE(subgraphs - 40, 40);
  file.writeUInt32LE(count, subgraphs);
  // vtable of SubGraph at 60: tensors, inputs, outputs, operators
  file.writeUInt16LE(12, 60);
  file.writeUInt16LE(8, 62);
  file.writeUInt16LE(0, 64);
  file.writeUInt16LE(0, 66);
  file.writeUInt16LE(0, 68);
  file.writeUInt16LE(4, 70);
  const table = 80;
  file.writeInt32LE(20, table);
  const operators = 204 + 4 * count;
  file.writeUInt32LE(operators - (table + 4), table + 4);
  for (let index = 0; index < count; index++)
    file.writeInt32LE(table - (subgraphs + 4 + 4 * index), subgraphs + 4 + 4 * index);
  file.writeUInt32LE(count, operators);
  for (let index = 0; index < count && operators + 8 + 4 * index <= file.length; index++)
    file.writeInt32LE(table - (operators + 4 + 4 * index), operators + 4 + 4 * index);
  return file;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) {
      bytes.push(rest);
      break;
    }
    bytes.push((rest % 128) | 128);
  }
  return Buffer.from(bytes);
}

/** Length-delimited field 1 in field 1 in field 1. */
function deepMessage(depth: number, number: number): Uint8Array {
  const heads: Buffer[] = [];
  let length = 0;
  for (let level = 0; level < depth; level++) {
    const head = Buffer.concat([Buffer.from([(number << 3) | 2]), varint(length)]);
    heads.push(head);
    length += head.length;
  }
  return Buffer.concat(heads.reverse());
}

const rds = (body: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from('X\n'), Buffer.from([0, 0, 0, 2, 0, 4, 2, 0, 0, 2, 3, 0]), body]);
const rList = Buffer.from([0, 0, 0, 19, 0, 0, 0, 1]);
const oneNode = field(1, message(field(1, 'x'), field(2, 'y'), field(4, 'Relu')));
const marshalHead = Buffer.from([0xa7, 0x0d, 0x0d, 0x0a, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

export const models: readonly Bomb[] = [
  { name: 'tensors-300k.safetensors', build: () => safetensors(300_000), harmless: true },
  { name: 'tensors-60k.safetensors', build: () => safetensors(60_000), honest: true },
  { name: 'tensors-1500k.safetensors', build: () => safetensors(1_500_000) },
  {
    name: 'empty-objects.safetensors',
    build: () => buildSafetensors(`{"a":[${'{},'.repeat(10_000_000)}0]}`),
    quick: true,
  },
  {
    name: 'metadata.safetensors',
    build: () =>
      buildSafetensors(series(1_500_000, (index) => `"k${index}":"v",`, '{"__metadata__":{', '"z":"a"}}').toString()),
  },
  { name: 'blanks.safetensors', build: () => buildSafetensors(`{}${' '.repeat(95_000_000)}`) },
  {
    name: 'vocabulary.gguf',
    build: () => vocabulary(150_000, Buffer.concat([u64(6), Buffer.from('abcdef')])),
    honest: true,
  },
  { name: 'empty-words.gguf', build: () => vocabulary(10_000_000, u64(0)), harmless: true },
  {
    name: 'vocabulary-declared.gguf',
    build: () => Buffer.concat([Buffer.from('GGUF'), u32(3), u64(2 ** 50), u64(2 ** 50), Buffer.alloc(100)]),
    quick: true,
  },
  { name: 'nested.gguf', build: () => nestedGguf(3_000_000) },
  { name: 'pairs.gguf', build: () => ggufPairs(2_000_000) },
  { name: 'tensors.gguf', build: () => ggufTensors(1_500_000) },
  {
    name: 'texts.gguf',
    build: () =>
      buildGguf({
        metadata: Array.from({ length: 8 }, (_, index) => [`text${index}`, '{{a}}'.repeat(1_600_000)] as const),
      }),
    harmless: true,
  },
  {
    name: 'templates.gguf',
    build: () =>
      buildGguf({
        metadata: Array.from(
          { length: 200 },
          (_, index) => [`tokenizer.chat_template.t${index}`, '{{ a }}{% if b %}c{% endif %}'.repeat(8000)] as const,
        ),
      }),
  },
  { name: 'deep.npy', build: () => buildNpy('('.repeat(60_000), new Uint8Array(8)), quick: true },
  {
    name: 'fields.npy',
    build: () =>
      buildNpy(
        `{'descr': [${"('a','<f4'),".repeat(5000)}], 'fortran_order': False, 'shape': (0,), }`,
        new Uint8Array(0),
      ),
    harmless: true,
  },
  {
    name: 'large-header.npy',
    build: () =>
      buildNpy(
        `{'descr': [${"('a','<f4'),".repeat(3_000_000)}], 'fortran_order': False, 'shape': (0,), }`,
        new Uint8Array(0),
        2,
      ),
  },
  {
    name: 'shape.npy',
    build: () =>
      buildNpy(`{'descr': '<f4', 'fortran_order': False, 'shape': (${'1,'.repeat(30_000)}), }`, new Uint8Array(4)),
    harmless: true,
  },
  { name: 'deep.msgpack', build: () => repeat(30_000_000, Buffer.from([0x91])) },
  {
    name: 'lists.msgpack',
    build: () => Buffer.concat([Buffer.from([0xdd, 3, 0, 0, 0]), repeat(0x03000000, Buffer.from([0x90]))]),
    harmless: true,
  },
  {
    name: 'maps.msgpack',
    build: () =>
      Buffer.concat([Buffer.from([0xdd, 1, 0, 0, 0]), repeat(0x01000000, Buffer.from([0x81, 0xa1, 0x61, 0xc0]))]),
    harmless: true,
  },
  {
    name: 'keys.msgpack',
    build: () =>
      Buffer.concat([
        Buffer.from([0xdf, 0, 0x60, 0, 0]),
        ...Array.from({ length: 0x600 }, (_, outer) =>
          Buffer.concat(
            Array.from({ length: 4096 }, (_, inner) =>
              Buffer.from(`\xa8${String(outer * 4096 + inner).padStart(8, '0')}\x01`, 'latin1'),
            ),
          ),
        ),
      ]),
    harmless: true,
  },
  { name: 'deep.ubj', build: () => repeat(30_000_000, '[', '{L') },
  {
    name: 'lists.ubj',
    build: () => {
      const start = buildUbjson({ learner: 1, version: 2 });
      return Buffer.concat([
        Buffer.from('{'),
        Buffer.from(start.subarray(1, 10)),
        Buffer.from('learner['),
        repeat(20_000_000, '[]'),
        Buffer.from(']}'),
      ]);
    },
    harmless: true,
  },
  {
    name: 'xgb-deep.ubj',
    build: () => {
      const start = buildUbjson({ learner: 1 });
      return Buffer.concat([start.subarray(0, 10), Buffer.from('learner'), repeat(20_000_000, '[')]);
    },
  },
  { name: 'deep.rds', build: () => rds(repeat(5_000_000, rList)) },
  { name: 'deep-packed.rds', build: () => gzipSync(rds(repeat(5_000_000, rList))) },
  {
    name: 'nulls.rds',
    build: () =>
      rds(Buffer.concat([Buffer.from([0, 0, 0, 19, 1, 0, 0, 0]), repeat(0x01000000, Buffer.from([0, 0, 0, 254]))])),
    harmless: true,
  },
  { name: 'pairs.rds', build: () => rds(repeat(4_000_000, Buffer.from([0, 0, 0, 2, 0, 0, 0, 254]))) },
  { name: 'calls.rds', build: () => rds(repeat(4_000_000, Buffer.from([0, 0, 0, 6, 0, 0, 0, 254]))) },
  { name: 'deep.pyc', build: () => Buffer.concat([marshalHead, repeat(10_000_000, Buffer.from([0x29, 1]))]) },
  {
    name: 'tuples.pyc',
    build: () =>
      Buffer.concat([marshalHead, Buffer.from([0x28, 0, 0, 0, 2]), repeat(20_000_000, Buffer.from([0x29, 0]))]),
  },
  {
    name: 'references.pyc',
    build: () =>
      Buffer.concat([marshalHead, Buffer.from([0x28, 0, 0, 0, 2]), repeat(20_000_000, Buffer.from([0xa9, 0]))]),
  },
  {
    name: 'nodes.onnx',
    build: () => {
      const graph = repeat(1_000_000, oneNode);
      return Buffer.concat([Buffer.from([8, 9, 0x3a]), varint(graph.length), graph]);
    },
    harmless: true,
  },
  {
    name: 'operators.onnx',
    build: () => {
      const graph = Buffer.concat(
        Array.from({ length: 300_000 }, (_, index) => field(1, message(field(4, `Op${index}`), field(7, 'own')))),
      );
      return Buffer.concat([Buffer.from([8, 9, 0x3a]), varint(graph.length), graph]);
    },
  },
  { name: 'deep.onnx', build: () => deepGraph(90), harmless: true },
  { name: 'deeper.onnx', build: () => deepMessage(200_000, 7) },
  {
    name: 'metadata.onnx',
    build: () =>
      Buffer.concat([
        buildOnnx(),
        ...Array.from({ length: 300_000 }, (_, index) => field(14, message(field(1, `k${index}`), field(2, 'v')))),
      ]),
  },
  {
    name: 'external.onnx',
    build: () => {
      const graph = Buffer.concat(
        Array.from({ length: 200_000 }, (_, index) =>
          field(
            5,
            message(field(8, 'w'), field(13, message(field(1, 'location'), field(2, `f${index}.bin`))), field(14, 1)),
          ),
        ),
      );
      return Buffer.concat([Buffer.from([8, 9, 0x3a]), varint(graph.length), graph]);
    },
  },
  {
    name: 'empty-fields.onnx',
    build: () => {
      const graph = repeat(25_000_000, Buffer.from([0x0a, 0]));
      return Buffer.concat([Buffer.from([8, 9, 0x3a]), varint(graph.length), graph]);
    },
  },
  {
    name: 'saved_model.pb',
    build: () => {
      const node = field(1, buildNodeDef({ op: 'Add' }));
      const graph = repeat(2_000_000, node);
      return buildSavedModel(buildMetaGraph(graph));
    },
    harmless: true,
  },
  {
    name: 'functions.pb',
    build: () =>
      buildGraphDef(
        [{ op: 'Add' }],
        Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`f${index}`, [{ op: 'Add' }]])),
      ),
    harmless: true,
  },
  { name: 'shared.tflite', build: () => sharedTables(1_000_000) },
  { name: 'shared-small.tflite', build: () => sharedTables(3000), quick: true },
  { name: 'overlapping.h5', build: () => overlappingHeaders(60_000), harmless: true },
  { name: 'groups.h5', build: () => buildHdf5({ entries: groups(30_000) }), harmless: true },
  { name: 'deep-groups.h5', build: () => buildHdf5({ entries: [deepGroups(1000)] }), harmless: true },
  {
    name: 'keras-layers.h5',
    build: () => buildKerasHdf5(`{"class_name":"Functional","config":{"layers":[${'{},'.repeat(2_000_000)}{}]}}`),
  },
  {
    name: 'objects.pdf',
    build: () => fill(64 * MiB, '1 0 obj <</JS (a)>> endobj\n', '%PDF-1.7\n', 'trailer <<>>\n%%EOF\n'),
  },
  { name: 'names.pdf', build: () => fill(64 * MiB, '/#4a', '%PDF-1.7\n', '\n%%EOF\n'), harmless: true },
  { name: 'dictionaries.pdf', build: () => fill(64 * MiB, '<<', '%PDF-1.7\n', '\n%%EOF\n'), harmless: true },
  { name: 'texts.pdf', build: () => fill(64 * MiB, '(', '%PDF-1.7\n', '\n%%EOF\n'), harmless: true },
  {
    name: 'streams.pdf',
    build: () =>
      buildPdf(
        ...Array.from({ length: 100_000 }, () =>
          buildPdfStream('/Type /ObjStm /Filter /FlateDecode', deflateSync('5 0 a')),
        ),
      ),
    harmless: true,
  },
  {
    name: 'zeros.pdf',
    build: () =>
      buildPdf(
        ...Array.from({ length: 40 }, () =>
          buildPdfStream('/Type /ObjStm /Filter /FlateDecode', deflateSync(new Uint8Array(100 * MiB))),
        ),
      ),
  },
  { name: 'stream-words.pdf', build: () => fill(64 * MiB, 'stream\n', '%PDF-1.7\n', '\n%%EOF\n'), harmless: true },
  { name: 'records.tfrecord', build: () => repeat(2_000_000, buildTfrecord(Buffer.from('ab'))), harmless: true },
  { name: 'elf.so', build: () => fill(60 * MiB, '\x7fELF\x02\x01\x01', ''), harmless: true },
  {
    name: 'noise.bin',
    build: () => {
      const bytes = Buffer.alloc(60 * MiB);
      let state = 1;
      for (let at = 0; at < bytes.length; at++) {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        bytes[at] = state >>> 16;
      }
      return bytes;
    },
    harmless: true,
  },
  { name: 'zeros.bin', build: () => new Uint8Array(100 * MiB), harmless: true },
];
