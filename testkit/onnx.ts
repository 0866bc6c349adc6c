// Builds ONNX models, plain and hostile.

import { touchPickle } from './pickle-in-zip.ts';
import { concat, field, message } from './protobuf-writer.ts';
import type { Sample } from './sample.ts';
import { madeUp } from './text.ts';

export interface OnnxNode {
  readonly operator: string;
  readonly domain?: string;
  readonly attributes?: readonly Uint8Array[];
}

export interface OnnxModel {
  readonly nodes?: readonly OnnxNode[];
  readonly initializers?: readonly Uint8Array[];
  readonly functions?: readonly {
    readonly domain: string;
    readonly name: string;
    readonly nodes: readonly OnnxNode[];
  }[];
  readonly metadata?: Readonly<Record<string, string>>;
  /** Further fields of ModelProto. */
  readonly extra?: readonly Uint8Array[];
}

/** A ModelProto of IR version 9. */
export function buildOnnx(model: OnnxModel = {}): Uint8Array {
  return message(
    field(1, 9),
    field(2, 'testkit'),
    field(7, buildOnnxGraph(model.nodes ?? [{ operator: 'Relu' }], model.initializers ?? [])),
    field(8, message(field(1, ''), field(2, 17))),
    ...Object.entries(model.metadata ?? {}).map(([key, value]) => field(14, message(field(1, key), field(2, value)))),
    ...(model.functions ?? []).map(({ domain, name, nodes }) =>
      field(25, message(field(1, name), ...nodes.map((node) => field(7, buildNode(node))), field(10, domain))),
    ),
    ...(model.extra ?? []),
  );
}

export function buildOnnxGraph(nodes: readonly OnnxNode[], initializers: readonly Uint8Array[] = []): Uint8Array {
  return message(
    ...nodes.map((node) => field(1, buildNode(node))),
    field(2, 'graph'),
    ...initializers.map((tensor) => field(5, tensor)),
    field(11, message(field(1, 'x'))),
    field(12, message(field(1, 'y'))),
  );
}

/** A tensor of floats whose bytes are `raw`. */
export function buildOnnxTensor(name: string, raw: Uint8Array): Uint8Array {
  return message(field(1, raw.length >> 2), field(2, 1), field(8, name), field(9, raw));
}

/** A tensor whose numbers lie in another file. */
export function buildExternalTensor(name: string, external: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(external).map(([key, value]) => field(13, message(field(1, key), field(2, value))));
  return message(field(1, 4), field(2, 1), field(8, name), ...entries, field(14, 1));
}

/** An attribute that holds a graph, as `If` and `Loop` have. */
export function graphAttribute(name: string, graph: Uint8Array): Uint8Array {
  return message(field(1, name), field(6, graph), field(20, 5));
}

function buildNode(node: OnnxNode): Uint8Array {
  return message(
    field(1, 'x'),
    field(2, 'y'),
    field(3, `${node.operator}_0`),
    field(4, node.operator),
    ...(node.attributes ?? []).map((attribute) => field(5, attribute)),
    ...(node.domain === undefined ? [] : [field(7, node.domain)]),
  );
}

const numbers = Uint8Array.from({ length: 512 }, (_, index) => (index * 37) % 251);
const external = (location: string): Uint8Array =>
  buildOnnx({ initializers: [buildExternalTensor('w', { location, offset: '0', length: '16' })] });
const pickle = new TextEncoder().encode("cposix\nsystem\n(S'touch $ASSAY_MARKER'\ntR.");
const nested = (inner: OnnxNode): OnnxNode => ({
  operator: 'If',
  attributes: [graphAttribute('then_branch', buildOnnxGraph([inner]))],
});

export const samples: readonly Sample[] = [
  {
    name: 'pickle-in-metadata.onnx',
    build: () =>
      buildOnnx({
        initializers: [buildOnnxTensor('w', numbers)],
        metadata: { tokenizer: Buffer.from(touchPickle).toString('base64') },
      }),
    verdict: 'malicious',
    because: 'a metadata value is a pickle in base64',
    check: 'pickle-dangerous-call',
  },
  {
    name: 'secret-in-metadata.onnx',
    build: () =>
      buildOnnx({
        initializers: [buildOnnxTensor('w', numbers)],
        metadata: {
          aws_secret_access_key: madeUp('onnx', 40, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'),
        },
      }),
    verdict: 'suspicious',
    because: 'a secret stands in its metadata',
    check: 'secret',
  },
  {
    name: 'relu.onnx',
    build: () => buildOnnx({ initializers: [buildOnnxTensor('w', numbers)], metadata: { author: 'testkit' } }),
    verdict: 'clean',
    because: 'one standard operator and its weights',
  },
  {
    name: 'subgraph.onnx',
    build: () =>
      buildOnnx({ nodes: [nested({ operator: 'Add' }), { operator: 'LabelEncoder', domain: 'ai.onnx.ml' }] }),
    verdict: 'clean',
    because: 'standard operators in a subgraph and of the machine learning domain',
  },
  {
    name: 'local-function.onnx',
    build: () =>
      buildOnnx({
        nodes: [{ operator: 'MyGelu', domain: 'local' }],
        functions: [{ domain: 'local', name: 'MyGelu', nodes: [{ operator: 'Erf' }] }],
      }),
    verdict: 'clean',
    because: 'the operator of a foreign domain is a function in the file',
  },
  {
    name: 'microsoft.onnx',
    build: () => buildOnnx({ nodes: [{ operator: 'FusedMatMul', domain: 'com.microsoft' }] }),
    verdict: 'clean',
    because: 'operators of ONNX Runtime are compiled into it',
  },
  {
    name: 'pyop.onnx',
    build: () => buildOnnx({ nodes: [{ operator: 'PyOp', domain: 'ai.onnx.contrib' }] }),
    verdict: 'malicious',
    check: 'graph-code-operator',
    because: 'PyOp calls Python',
  },
  {
    name: 'pythonop-in-subgraph.onnx',
    build: () => buildOnnx({ nodes: [nested(nested({ operator: 'PythonOp', domain: 'com.microsoft' }))] }),
    verdict: 'malicious',
    check: 'graph-code-operator',
    because: 'PythonOp stands in a graph inside a graph',
  },
  {
    name: 'pyop-in-function.onnx',
    build: () =>
      buildOnnx({
        functions: [{ domain: 'local', name: 'f', nodes: [{ operator: 'PyOp', domain: 'ai.onnx.contrib' }] }],
      }),
    verdict: 'malicious',
    check: 'graph-code-operator',
    because: 'PyOp stands in a local function',
  },
  {
    name: 'pyop-in-training.onnx',
    build: () =>
      buildOnnx({ extra: [field(20, field(2, buildOnnxGraph([{ operator: 'PyOp', domain: 'ai.onnx.contrib' }])))] }),
    verdict: 'malicious',
    check: 'graph-code-operator',
    because: 'PyOp stands in the training graph',
  },
  {
    name: 'external-parent.onnx',
    build: () => external('../../../etc/passwd'),
    verdict: 'malicious',
    check: 'graph-external-file',
    because: 'the weights are read from a parent folder',
  },
  {
    name: 'external-absolute.onnx',
    build: () => external('/etc/passwd'),
    verdict: 'malicious',
    check: 'graph-external-file',
    because: 'the weights are read from an absolute path',
  },
  {
    name: 'external-drive.onnx',
    build: () => external('C:\\Windows\\win.ini'),
    verdict: 'malicious',
    check: 'graph-external-file',
    because: 'the weights are read from a drive',
  },
  {
    name: 'external-backslash.onnx',
    build: () => external('data\\..\\..\\secret'),
    verdict: 'malicious',
    check: 'graph-external-file',
    because: 'backslashes lead out of the folder on Windows',
  },
  {
    name: 'external-memory.onnx',
    build: () => external('*/_ORT_MEM_ADDR_/*'),
    verdict: 'malicious',
    check: 'graph-external-file',
    because: 'the location stands for a memory address',
  },
  {
    name: 'external-in-attribute.onnx',
    build: () =>
      buildOnnx({
        nodes: [
          {
            operator: 'Constant',
            attributes: [message(field(1, 'value'), field(5, buildExternalTensor('c', { location: '../key' })))],
          },
        ],
      }),
    verdict: 'malicious',
    check: 'graph-external-file',
    because: 'the tensor of an attribute is read from a parent folder',
  },
  {
    name: 'external-sparse.onnx',
    build: () =>
      buildOnnx({
        extra: [field(7, field(15, field(1, buildExternalTensor('s', { location: '../key' }))))],
      }),
    verdict: 'malicious',
    check: 'graph-external-file',
    because: 'a sparse initializer in a second graph field is read from a parent folder',
  },
  {
    name: 'external-missing.onnx',
    build: () => external('weights.bin'),
    verdict: 'incomplete',
    check: 'graph-external-file',
    because: 'the weights are not there to be scanned',
  },
  {
    name: 'unknown-domain.onnx',
    build: () => buildOnnx({ nodes: [{ operator: 'Exfiltrate', domain: 'com.example' }] }),
    verdict: 'suspicious',
    check: 'graph-unknown-operator',
    because: 'a native library has to be loaded for the operator',
  },
  {
    name: 'shadowed.onnx',
    build: () => buildOnnx({ functions: [{ domain: '', name: 'Relu', nodes: [{ operator: 'Sigmoid' }] }] }),
    verdict: 'suspicious',
    check: 'graph-shadowed-operator',
    because: 'a local function has the name of a standard operator',
  },
  {
    name: 'hidden-field.onnx',
    build: () => buildOnnx({ extra: [field(99, numbers)] }),
    verdict: 'suspicious',
    check: 'hidden-bytes',
    because: 'a field that ONNX does not have carries bytes',
  },
  {
    name: 'pickle-in-weights.onnx',
    build: () => buildOnnx({ initializers: [buildOnnxTensor('w', concat([pickle]))] }),
    verdict: 'malicious',
    because: 'the bytes of a tensor are a pickle that runs a command',
  },
  {
    name: 'truncated.onnx',
    build: () => buildOnnx({ initializers: [buildOnnxTensor('w', numbers)] }).subarray(0, 300),
    verdict: 'incomplete',
    because: 'the graph ends in the middle',
  },
  {
    name: 'input_0.pb',
    build: () => buildOnnxTensor('x', numbers),
    verdict: 'clean',
    because: 'one tensor by itself',
  },
  {
    name: 'external_0.pb',
    build: () => buildExternalTensor('x', { location: '/etc/shadow' }),
    verdict: 'malicious',
    check: 'graph-external-file',
    because: 'one tensor whose numbers are read from an absolute path',
  },
  {
    name: 'weights.onnx_data',
    build: () => numbers,
    verdict: 'clean',
    because: 'the numbers of a model, without a header',
  },
];
