// TensorFlow operations inside a Keras configuration that run code or touch files.
import { quote } from '#core/quote';
import type { Check, Observation } from '../check.ts';
import { isKerasTree, type KerasObject, kerasObjects, observeAll, textAt } from './keras-objects.ts';

export const check: Check<'tree'> = {
  id: 'keras-graph-operator',
  title: 'Does the Keras configuration call TensorFlow operations that run code or touch files?',
  why: 'A TFOpLambda layer is called with the arguments in the configuration while the model is rebuilt, so tf.io.write_file writes its file as soon as the model loads.',
  remedy: 'Do not load the model.',
  references: ['CVE-2024-3660', 'CWE-94'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-SUPPLYCHAINMANAGE-32'],
  views: ['tree'],
  check(view) {
    if (!isKerasTree(view)) return [];
    return observeAll(kerasObjects(view.root), (object): Observation[] => {
      const operation = operations.get(object.className)?.(object);
      return operation === undefined || !isDangerous(operation) ? [] : [observe(object, operation)];
    });
  },
};

const operations: ReadonlyMap<string, (object: KerasObject) => string> = new Map([
  // `function` is an exported symbol: `math.add`, `io.write_file`.
  ['TFOpLambda', ({ config }: KerasObject) => textAt(config, 'function')],
  ['ClassMethod', ({ config }: KerasObject) => `${textAt(config, 'cls_symbol')}.${textAt(config, 'method_name')}`],
  ['InstanceMethod', ({ config }: KerasObject) => textAt(config, 'method_name')],
  ['InstanceProperty', ({ config }: KerasObject) => textAt(config, 'attr_name')],
  // `node_def` is a text or JSON NodeDef.
  [
    'TensorFlowOpLayer',
    ({ config }: KerasObject) =>
      /"?op"?\s{0,8}:\s{0,8}"([^"]{1,100})"/.exec(textAt(config, 'node_def').slice(0, 4096))?.[1] ?? '',
  ],
]);

function isDangerous(operation: string): boolean {
  const parts = operation.split('.');
  return parts.some((part) => dangerousParts.has(part) || (/^__.*__$/.test(part) && part !== '__operators__'));
}

function observe({ className, pointer }: KerasObject, operation: string): Observation {
  const message = `The layer ${quote(className)} calls ${quote(operation)}, which runs code or touches files.`;
  return { severity: 'critical', message, where: { pointer } };
}

const dangerousParts: ReadonlySet<string> = new Set(
  `py_function numpy_function py_func PyFunc PyFuncStateless EagerPyFunc read_file write_file matching_files ReadFile
  WriteFile MatchingFiles ImmutableConst gfile GFile load_library load_op_library load_model get_file saved_model
  SavedModel keras data debugging PrintV2 print DebugIdentity DebugIdentityV2 DebugIdentityV3 DebugNanCount TFRecordReader
  TFRecordReaderV2 TextLineReader TextLineReaderV2 WholeFileReader WholeFileReaderV2 FixedLengthRecordReader
  FixedLengthRecordReaderV2 LookupTableExport InitializeTableFromTextFile InitializeTableFromTextFileV2 TextFileInitializer
  Restore RestoreV2 Save SaveV2 SaveSlices RpcCall TryRpc DecodeProtoV2 EncodeProto experimental distribute
  summary profiler train compat autograph`.split(/\s+/),
);
