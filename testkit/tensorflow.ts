// Builds TensorFlow graphs, plain and hostile: SavedModel, frozen graph, meta graph, text, Keras metadata.
import { field, message } from './protobuf-writer.ts';
import type { Sample } from './sample.ts';

export interface TensorflowNode {
  readonly op: string;
  readonly texts?: Readonly<Record<string, string>>;
  readonly tensor?: Uint8Array;
}

/** GraphDef with `nodes` at the top and `functions` in its library. */
export function buildGraphDef(
  nodes: readonly TensorflowNode[],
  functions: Readonly<Record<string, readonly TensorflowNode[]>> = {},
): Uint8Array {
  const library = Object.entries(functions).map(([name, body]) =>
    field(1, message(field(1, field(1, name)), ...body.map((node) => field(3, buildNodeDef(node))))),
  );
  return message(
    ...nodes.map((node) => field(1, buildNodeDef(node))),
    ...(library.length === 0 ? [] : [field(2, Buffer.concat(library))]),
    field(4, field(1, 1882)),
  );
}

export function buildNodeDef(node: TensorflowNode): Uint8Array {
  const texts = Object.entries(node.texts ?? {}).map(([key, value]) =>
    field(5, message(field(1, key), field(2, field(2, value)))),
  );
  const tensor =
    node.tensor === undefined ? [] : [field(5, message(field(1, 'value'), field(2, field(8, field(4, node.tensor)))))];
  return message(field(1, `${node.op}_0`), field(2, node.op), field(3, 'x'), ...texts, ...tensor);
}

export function buildMetaGraph(graph: Uint8Array, ...extra: readonly Uint8Array[]): Uint8Array {
  return message(field(1, message(field(4, 'serve'), field(5, '2.21.0'))), field(2, graph), ...extra);
}

export function buildSavedModel(metaGraph: Uint8Array): Uint8Array {
  return message(field(1, 1), field(2, metaGraph));
}

/** SavedMetadata with one layer described by `json`. */
export function buildKerasMetadata(json: string): Uint8Array {
  return field(
    1,
    message(field(2, 0), field(3, 'root'), field(4, '_tf_keras_model'), field(5, json), field(6, field(1, 1))),
  );
}

const weights = Uint8Array.from({ length: 400 }, (_, index) => (index * 41) % 241);
const model = (...nodes: readonly TensorflowNode[]): Uint8Array =>
  buildSavedModel(buildMetaGraph(buildGraphDef(nodes)));
const inFunction = (node: TensorflowNode): Uint8Array =>
  buildSavedModel(buildMetaGraph(buildGraphDef([{ op: 'StatefulPartitionedCall' }], { __inference_f_1: [node] })));
const asset = (filename: string): Uint8Array =>
  buildSavedModel(buildMetaGraph(buildGraphDef([{ op: 'Const' }]), field(6, field(2, filename))));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const lambda = JSON.stringify({
  class_name: 'Sequential',
  config: {
    layers: [
      {
        class_name: 'Lambda',
        config: { name: 'l', function: ['4wEAAAAAAAAAAAAAAAAAAAAAAAAA', null, null], function_type: 'lambda' },
      },
    ],
  },
});

export const samples: readonly Sample[] = [
  {
    name: 'saved_model.pb',
    build: () =>
      model({ op: 'Placeholder' }, { op: 'MatMul' }, { op: 'SaveV2' }, { op: 'RestoreV2' }, { op: 'ShardedFilename' }),
    verdict: 'clean',
    because: 'standard operators, those of the saver included',
  },
  {
    name: 'weights/saved_model.pb',
    build: () => model({ op: 'Const', tensor: weights }, { op: 'PrintV2', texts: { output_stream: 'stderr' } }),
    verdict: 'clean',
    because: 'a constant with weights and a line on the standard error stream',
  },
  {
    name: 'function/saved_model.pb',
    build: () => inFunction({ op: 'Relu' }),
    verdict: 'clean',
    because: 'a function of standard operators',
  },
  {
    name: 'pyfunc/saved_model.pb',
    build: () => model({ op: 'PyFunc' }),
    verdict: 'malicious',
    check: 'graph-code-operator',
    because: 'PyFunc calls Python',
  },
  {
    name: 'eager-in-function/saved_model.pb',
    build: () => inFunction({ op: 'EagerPyFunc' }),
    verdict: 'malicious',
    check: 'graph-code-operator',
    because: 'EagerPyFunc stands in the function library',
  },
  {
    name: 'read-file/saved_model.pb',
    build: () => inFunction({ op: 'ReadFile' }),
    verdict: 'malicious',
    check: 'graph-file-access',
    because: 'any file of the server can be read',
  },
  {
    name: 'write-file/saved_model.pb',
    build: () => model({ op: 'WriteFile' }),
    verdict: 'malicious',
    check: 'graph-file-access',
    because: 'any file of the server can be written',
  },
  {
    name: 'print-to-file/saved_model.pb',
    build: () => inFunction({ op: 'PrintV2', texts: { output_stream: 'file:///home/user/.bashrc' } }),
    verdict: 'malicious',
    check: 'graph-file-access',
    because: 'the output stream of PrintV2 is a file',
  },
  {
    name: 'debug-address/saved_model.pb',
    build: () => model({ op: 'DebugIdentityV2', texts: { debug_urls: 'grpc://203.0.113.7:1' } }),
    verdict: 'malicious',
    check: 'graph-file-access',
    because: 'tensors are sent to an address',
  },
  {
    name: 'immutable-const/saved_model.pb',
    build: () => model({ op: 'ImmutableConst', texts: { memory_region_name: '/etc/shadow' } }),
    verdict: 'malicious',
    check: 'graph-file-access',
    because: 'a named file is mapped as a constant',
  },
  {
    name: 'asset/saved_model.pb',
    build: () => asset('vocabulary.txt'),
    verdict: 'clean',
    because: 'an asset with a plain name',
  },
  {
    name: 'asset-parent/saved_model.pb',
    build: () => asset('../../../etc/passwd'),
    verdict: 'malicious',
    check: 'graph-external-file',
    because: 'an asset outside the model folder',
  },
  {
    name: 'custom-op/saved_model.pb',
    build: () => model({ op: 'MyCompanyDecoder' }),
    verdict: 'suspicious',
    check: 'graph-unknown-operator',
    because: 'the operator needs a library of its own',
  },
  {
    name: 'reader/saved_model.pb',
    build: () => model({ op: 'TFRecordReaderV2' }),
    verdict: 'suspicious',
    check: 'graph-file-access',
    because: 'an input pipeline was left in the graph',
  },
  {
    name: 'lambda/saved_model.pb',
    build: () => {
      const user = field(4, message(field(1, '_tf_keras_sequential'), field(3, lambda)));
      return buildSavedModel(buildMetaGraph(buildGraphDef([{ op: 'Const' }]), field(7, field(1, user))));
    },
    verdict: 'malicious',
    because: 'the Keras description inside the object graph has a Lambda layer with byte code',
  },
  {
    name: 'frozen.pb',
    build: () => buildGraphDef([{ op: 'Placeholder' }, { op: 'Const', tensor: weights }, { op: 'Softmax' }]),
    verdict: 'clean',
    because: 'a frozen graph of standard operators',
  },
  {
    name: 'frozen-pyfunc.pb',
    build: () => buildGraphDef([{ op: 'Placeholder' }], { f: [{ op: 'PyFuncStateless' }] }),
    verdict: 'malicious',
    check: 'graph-code-operator',
    because: 'PyFuncStateless in the function library of a frozen graph',
  },
  {
    name: 'model.ckpt.meta',
    build: () => buildMetaGraph(buildGraphDef([{ op: 'VariableV2' }, { op: 'Save' }])),
    verdict: 'clean',
    because: 'the graph of a TensorFlow 1 checkpoint',
  },
  {
    name: 'pyfunc.ckpt.meta',
    build: () => buildMetaGraph(buildGraphDef([{ op: 'PyFunc' }])),
    verdict: 'malicious',
    check: 'graph-code-operator',
    because: 'PyFunc in the graph of a checkpoint',
  },
  {
    name: 'keras_metadata.pb',
    build: () => buildKerasMetadata('{"class_name": "Dense", "config": {"name": "d", "units": 3}}'),
    verdict: 'clean',
    because: 'a Dense layer',
  },
  {
    name: 'lambda/keras_metadata.pb',
    build: () => buildKerasMetadata(lambda),
    verdict: 'malicious',
    because: 'a Lambda layer with byte code',
  },
  {
    name: 'graph.pbtxt',
    build: () =>
      text(
        '# comment\nnode { name: "x" op: "Placeholder" attr { key: "dtype" value { type: DT_FLOAT } } }\nversions { producer: 27 }\n',
      ),
    verdict: 'clean',
    because: 'a graph as text',
  },
  {
    name: 'escaped.pbtxt',
    build: () => text('library { function { signature { name: "f" } node_def { name: "n" op: "Write" "\\x46ile" } } }'),
    verdict: 'malicious',
    check: 'graph-file-access',
    because: 'WriteFile spelled with two strings and an escape, in the function library',
  },
  {
    name: 'saved_model.pbtxt',
    build: () =>
      text(
        'saved_model_schema_version: 1\nmeta_graphs < graph_def < node < name: \'p\' op: \'PrintV2\' attr { key: "output_stream" value { s: "file:///tmp/x" } } > > >',
      ),
    verdict: 'malicious',
    check: 'graph-file-access',
    because: 'PrintV2 to a file in a SavedModel as text',
  },
  {
    name: 'truncated/saved_model.pb',
    build: () => model({ op: 'Const', tensor: weights }).subarray(0, 120),
    verdict: 'incomplete',
    because: 'the graph ends in the middle',
  },
];
