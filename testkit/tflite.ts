// Builds TensorFlow Lite and ONNX Runtime models, plain and hostile.
import { buildFlatBuffer, type FlatFields } from './flatbuffers-writer.ts';
import { concat } from './protobuf-writer.ts';
import type { Sample } from './sample.ts';
import { buildNodeDef } from './tensorflow.ts';
import { buildZip } from './zip-writer.ts';

export interface TfliteModel {
  /** Builtin operator numbers, or custom codes. */
  readonly operators?: readonly (number | string)[];
  readonly weights?: Uint8Array;
  /** Custom options of the first operator. */
  readonly options?: Uint8Array;
  /** Offset and size of a buffer behind the FlatBuffer. */
  readonly outside?: { readonly offset: number; readonly size: number };
}

/** A model with one subgraph that runs every operator once. */
export function buildTflite(model: TfliteModel = {}): Uint8Array {
  const operators = model.operators ?? [9];
  const codes = operators.map(
    (each): FlatFields =>
      typeof each === 'string'
        ? [{ u8: 32 }, each, { i32: 1 }, { i32: 32 }]
        : [{ u8: Math.min(each, 127) }, undefined, { i32: 1 }, { i32: each }],
  );
  const steps = operators.map(
    (_, index): FlatFields => [
      { i32: index },
      { ints: [0] },
      { ints: [0] },
      undefined,
      undefined,
      index === 0 ? model.options : undefined,
    ],
  );
  const subgraph: FlatFields = [
    { tables: [[{ ints: [1, 4] }, { u8: 0 }, { i32: 1 }, 'x']] },
    { ints: [0] },
    { ints: [0] },
    { tables: steps },
    'main',
  ];
  const buffers: FlatFields[] = [[], [model.weights ?? defaultWeights]];
  if (model.outside !== undefined)
    buffers.push([undefined, { u64: model.outside.offset }, { u64: model.outside.size }]);
  return buildFlatBuffer(
    [{ i32: 3 }, { tables: codes }, { tables: [subgraph] }, 'made by testkit', { tables: buffers }],
    'TFL3',
  );
}

/** Custom options as the converter writes them for an operator that TensorFlow runs. */
export function buildFlexOptions(op: string, texts: Readonly<Record<string, string>>): Uint8Array {
  const node = buildNodeDef({ op, texts });
  const name = new TextEncoder().encode(op);
  const first = concat([Uint8Array.of(name.length & 255, name.length >> 8), name, Uint8Array.of(0)]);
  const second = concat([Uint8Array.of(node.length & 255, node.length >> 8), node, Uint8Array.of(0)]);
  const vector = first.length + second.length + 2;
  const distances = [vector - 2, vector + 2 - (first.length + 2)];
  const words = [2, distances[0] ?? 0, distances[1] ?? 0].flatMap((word) => [word & 255, word >> 8]);
  // Types: string (5) with 2-byte length; root: vector (10) of 2-byte elements, 6 bytes back (4 of them elements).
  return concat([first, second, Uint8Array.from([...words, 21, 21, 6, 0, 41, 2])]);
}

/** An ONNX Runtime model with one node. */
export function buildOrt(domain: string, operator: string): Uint8Array {
  const node: FlatFields = ['n', undefined, domain, { i32: 1 }, { i32: 0 }, operator];
  const graph: FlatFields = [undefined, undefined, { tables: [node] }];
  const model: FlatFields = [
    { u64: 9 },
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    { table: graph },
  ];
  return buildFlatBuffer(['6', { table: model }], 'ORTM');
}

/** A PyTorch mobile module with one function that calls the operators. */
export function buildTorchMobile(operators: readonly string[]): Uint8Array {
  const method: FlatFields = [
    '__torch__.M.forward',
    undefined,
    { tables: operators.map((name): FlatFields => [name, '']) },
  ];
  const value: FlatFields = [{ u8: 16 }, { table: method }];
  const storage: FlatFields = [defaultWeights];
  return buildFlatBuffer(
    [{ i32: 9 }, undefined, { ints: [0] }, { i32: 0 }, { tables: [value] }, { i32: 1 }, { tables: [storage] }],
    'PTMF',
  );
}

/** An ExecuTorch program with one plan. */
export function buildExecutorch(operators: readonly string[], delegates: readonly string[] = []): Uint8Array {
  const plan: FlatFields = [
    'forward',
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    { tables: operators.map((name): FlatFields => [name, 'out']) },
    { tables: delegates.map((id): FlatFields => [id]) },
  ];
  return buildFlatBuffer([{ i32: 0 }, { tables: [plan] }, { tables: [[defaultWeights]] }], 'ET12');
}

const defaultWeights = Uint8Array.from({ length: 600 }, (_, index) => (index * 43) % 239);
const pickle = new TextEncoder().encode("cposix\nsystem\n(S'touch $ASSAY_MARKER'\ntR.");

export const samples: readonly Sample[] = [
  {
    name: 'dense.tflite',
    build: () => buildTflite({ operators: [9, 25] }),
    verdict: 'clean',
    because: 'two builtin operators and their weights',
  },
  {
    name: 'detection.tflite',
    build: () => buildTflite({ operators: [3, 'TFLite_Detection_PostProcess'] }),
    verdict: 'clean',
    because: 'a custom operator that TensorFlow Lite ships',
  },
  {
    name: 'flex.tflite',
    build: () => buildTflite({ operators: ['FlexStringJoin'] }),
    verdict: 'clean',
    because: 'a TensorFlow operator that only computes',
  },
  {
    name: 'flex-print.tflite',
    build: () =>
      buildTflite({ operators: ['FlexPrintV2'], options: buildFlexOptions('PrintV2', { output_stream: 'stderr' }) }),
    verdict: 'clean',
    because: 'prints to the standard error stream',
  },
  {
    name: 'metadata.tflite',
    build: () => buildZip([{ name: 'labels.txt', data: 'cat\ndog\n' }], { prefix: buildTflite() }),
    verdict: 'clean',
    because: 'label files in a zip behind the model, as metadata writers append them',
  },
  {
    name: 'pickle-in-metadata.tflite',
    build: () => buildZip([{ name: 'labels.txt', data: pickle }], { prefix: buildTflite() }),
    verdict: 'malicious',
    because: 'a file in the zip behind the model is a pickle that runs a command',
  },
  {
    name: 'outside.tflite',
    build: () => {
      const bare = buildTflite({ outside: { offset: 4096, size: 64 } });
      return concat([bare, new Uint8Array(4096 - bare.length), defaultWeights.subarray(0, 64)]);
    },
    verdict: 'suspicious',
    check: 'hidden-bytes',
    because: 'a buffer lies behind the FlatBuffer, as in models above 2 GB, after more padding than any writer leaves',
  },
  {
    name: 'flex-pyfunc.tflite',
    build: () => buildTflite({ operators: ['FlexEagerPyFunc'] }),
    verdict: 'malicious',
    check: 'graph-code-operator',
    because: 'a Flex operator that calls Python',
  },
  {
    name: 'flex-write.tflite',
    build: () => buildTflite({ operators: [9, 'FlexWriteFile'] }),
    verdict: 'malicious',
    check: 'graph-file-access',
    because: 'a Flex operator that writes files',
  },
  {
    name: 'flex-print-file.tflite',
    build: () =>
      buildTflite({
        operators: ['FlexPrintV2'],
        options: buildFlexOptions('PrintV2', { output_stream: 'file:///home/user/.profile' }),
      }),
    verdict: 'malicious',
    check: 'graph-file-access',
    because: 'the operator definition inside the custom options prints to a file',
  },
  {
    name: 'custom.tflite',
    build: () => buildTflite({ operators: ['MyBackdoor'] }),
    verdict: 'suspicious',
    check: 'graph-unknown-operator',
    because: 'a custom operator that nobody knows',
  },
  {
    name: 'unknown-builtin.tflite',
    build: () => buildTflite({ operators: [4000] }),
    verdict: 'suspicious',
    check: 'graph-unknown-operator',
    because: 'a builtin operator number that does not exist',
  },
  {
    name: 'pickle-in-buffer.tflite',
    build: () => buildTflite({ weights: pickle }),
    verdict: 'malicious',
    because: 'a buffer is a pickle that runs a command',
  },
  {
    name: 'tail.tflite',
    build: () => concat([buildTflite(), defaultWeights]),
    verdict: 'suspicious',
    check: 'hidden-bytes',
    because: 'bytes behind the model that belong to no table',
  },
  {
    name: 'wild-offset.tflite',
    build: () => buildFlatBuffer([{ i32: 3 }, { offset: 0x7fffffff }], 'TFL3'),
    verdict: 'incomplete',
    because: 'the offset of the operator codes leads far beyond the end',
  },
  {
    name: 'outside-beyond.tflite',
    build: () => buildTflite({ outside: { offset: 1e12, size: 64 } }),
    verdict: 'incomplete',
    because: 'a buffer is said to lie beyond the end of the file',
  },
  {
    name: 'plain.ort',
    build: () => buildOrt('', 'Relu'),
    verdict: 'clean',
    because: 'a standard operator',
  },
  {
    name: 'python.ort',
    build: () => buildOrt('com.microsoft', 'PythonOp'),
    verdict: 'malicious',
    check: 'graph-code-operator',
    because: 'an operator that calls Python',
  },
  {
    name: 'foreign.ort',
    build: () => buildOrt('com.example', 'Thing'),
    verdict: 'suspicious',
    check: 'graph-unknown-operator',
    because: 'an operator of a foreign domain',
  },
  {
    name: 'plain.ptl',
    build: () => buildTorchMobile(['aten::conv2d', 'prim::ListConstruct']),
    verdict: 'clean',
    because: 'operators that PyTorch ships',
  },
  {
    name: 'custom.ptl',
    build: () => buildTorchMobile(['aten::relu', 'evil::run']),
    verdict: 'suspicious',
    check: 'graph-unknown-operator',
    because: 'an operator of a library of its own',
  },
  {
    name: 'plain.pte',
    build: () => buildExecutorch(['aten::add'], ['XnnpackBackend']),
    verdict: 'clean',
    because: 'an operator and a delegate that ExecuTorch ships',
  },
  {
    name: 'foreign-delegate.pte',
    build: () => buildExecutorch(['aten::add'], ['EvilBackend']),
    verdict: 'suspicious',
    check: 'graph-unknown-operator',
    because: 'a delegate that nobody knows',
  },
];
