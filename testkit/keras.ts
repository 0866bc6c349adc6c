// Builds Keras configurations of both generations: `model.to_json()` of Keras 2, `config.json` of Keras 3.
import { buildCode, type CodeVersion } from './marshal.ts';
import type { Sample } from './sample.ts';

export type KerasLayer = Readonly<Record<string, unknown>>;

/** A Keras 2 Sequential model, as text. */
export function buildKerasModel(layers: readonly KerasLayer[]): string {
  return JSON.stringify({ class_name: 'Sequential', config: { name: 'sequential', layers }, keras_version: '2.15.0' });
}

/** A Keras 3 Sequential model, as text. */
export function buildKeras3Model(layers: readonly KerasLayer[], extra: KerasLayer = {}): string {
  return JSON.stringify({
    module: 'keras',
    class_name: 'Sequential',
    config: { name: 'sequential', trainable: true, layers },
    registered_name: null,
    ...extra,
  });
}

/** An object of Keras 3. */
export function keras3Object(
  module: string | null,
  className: string,
  config: unknown,
  registered: string | null = null,
): KerasLayer {
  return { module, class_name: className, config, registered_name: registered };
}

/** The Lambda layer of Keras 2 with code as `buildCode` made it. */
export function lambdaLayer(code: Uint8Array): KerasLayer {
  const text = `${Buffer.from(code).toString('base64')}\n`;
  return {
    class_name: 'Lambda',
    config: { name: 'lambda', function: [text, null, null], function_type: 'lambda', module: '__main__' },
  };
}

/** The Lambda layer of Keras 3. @param key - `code` since 3.0, `value` before */
export function lambda3Layer(code: Uint8Array, key: 'code' | 'value' = 'code'): KerasLayer {
  const text = Buffer.from(code).toString('base64');
  const config = key === 'code' ? { code: text, defaults: null, closure: null } : { value: [text, null, null] };
  return keras3Object('keras.layers', 'Lambda', { name: 'lambda', function: { class_name: '__lambda__', config } });
}

/** `lambda x: __import__('os').system('touch marker')`, by its names. */
export const dangerousLambda: Uint8Array = buildCode({
  names: ['__import__', 'system'],
  texts: ['os', 'touch marker'],
});
/** `lambda x: x * 2`. */
export const arithmeticLambda: Uint8Array = buildCode();

const dense3 = keras3Object('keras.layers', 'Dense', {
  name: 'dense',
  units: 2,
  dtype: keras3Object('keras', 'DTypePolicy', { name: 'float32' }),
  kernel_initializer: keras3Object('keras.initializers', 'GlorotUniform', { seed: null }),
});

function model(name: string, text: string, verdict: Sample['verdict'], because: string, check?: string): Sample {
  const sample = { name: `${name}.json`, build: () => Buffer.from(text), verdict, because };
  return check === undefined ? sample : { ...sample, check };
}

function function3(module: string, name: string): KerasLayer {
  return {
    ...keras3Object(module, 'function', name, name),
    inbound_nodes: [{ args: ['touch marker'], kwargs: { shell: true } }],
  };
}

function lambdaOf(version: CodeVersion): string {
  return buildKerasModel([lambdaLayer(buildCode({ version, names: ['os', 'system'] }))]);
}

const compiled = keras3Object('builtins', 'function', 'mean_squared_error', 'function');
const wrapper = (layer: KerasLayer): KerasLayer => ({ class_name: 'TimeDistributed', config: { name: 'td', layer } });
const lookup = (vocabulary: unknown): KerasLayer =>
  keras3Object('keras.layers', 'StringLookup', { name: 'lookup', vocabulary, oov_token: '[UNK]' });

export const samples: readonly Sample[] = [
  model('keras2-dense', buildKerasModel([{ class_name: 'Dense', config: { units: 1 } }]), 'clean', 'an ordinary model'),
  model(
    'keras3-dense',
    buildKeras3Model([dense3], { compile_config: { loss: compiled } }),
    'clean',
    'an ordinary model',
  ),
  model(
    'keras3-nan',
    buildKeras3Model([dense3]).replace('"units":2', '"units":NaN'),
    'clean',
    'Keras writes NaN as Python does',
  ),
  model('inline-vocabulary', buildKeras3Model([lookup(['a', 'b'])]), 'clean', 'the vocabulary stands in the file'),
  model(
    'operator-lambda',
    buildKerasModel([{ class_name: 'TFOpLambda', config: { name: 'add', function: '__operators__.add' } }]),
    'clean',
    'TFOpLambda names an operation and carries no code',
  ),
  model(
    'arithmetic-lambda',
    buildKerasModel([lambdaLayer(arithmeticLambda)]),
    'suspicious',
    'arithmetic only, yet code',
    'keras-lambda-code',
  ),
  model(
    'named-lambda',
    buildKerasModel([
      { class_name: 'Lambda', config: { function: 'scale', function_type: 'function', module: '__main__' } },
    ]),
    'suspicious',
    'a function that the user must supply',
    'keras-lambda-code',
  ),
  model(
    'custom-layer',
    buildKeras3Model([keras3Object('my_layers', 'Gate', { units: 1 }, 'mine>Gate')]),
    'suspicious',
    'a class of the author',
    'keras-custom-object',
  ),
  ...(['2.7', '3.6', '3.8', '3.11'] as const).map((version) =>
    model(
      `lambda-${version}`,
      lambdaOf(version),
      'malicious',
      `a command in code of CPython ${version}`,
      'keras-lambda-code',
    ),
  ),
  model(
    'lambda3',
    buildKeras3Model([lambda3Layer(dangerousLambda)]),
    'malicious',
    'CVE-2024-3660',
    'keras-lambda-code',
  ),
  model(
    'lambda3-value',
    buildKeras3Model([lambda3Layer(dangerousLambda, 'value')]),
    'malicious',
    'the older spelling',
    'keras-lambda-code',
  ),
  model(
    'lambda-in-wrapper',
    buildKerasModel([wrapper(lambdaLayer(dangerousLambda))]),
    'malicious',
    'inside a wrapper',
    'keras-lambda-code',
  ),
  model(
    'lambda-in-loss',
    buildKeras3Model([dense3], {
      compile_config: {
        loss: { class_name: '__lambda__', config: { code: Buffer.from(dangerousLambda).toString('base64') } },
      },
    }),
    'malicious',
    'as a loss function',
    'keras-lambda-code',
  ),
  model(
    'lambda-unreadable',
    buildKerasModel([lambdaLayer(Buffer.from('print("hello")'))]),
    'malicious',
    'no code of any Python',
    'keras-lambda-code',
  ),
  model(
    'function-os',
    buildKeras3Model([function3('os', 'system')]),
    'malicious',
    'CVE-2025-1550',
    'keras-arbitrary-import',
  ),
  model(
    'function-builtins',
    buildKeras3Model([function3('builtins', 'exec')]),
    'malicious',
    'a builtin that runs code',
    'keras-arbitrary-import',
  ),
  model(
    'function-get-file',
    buildKeras3Model([function3('keras.utils', 'get_file')]),
    'malicious',
    'CVE-2025-8747',
    'keras-arbitrary-import',
  ),
  model(
    'function-unsafe-switch',
    buildKeras3Model([function3('keras.config', 'enable_unsafe_deserialization')]),
    'malicious',
    'CVE-2025-9906',
    'keras-arbitrary-import',
  ),
  model(
    'torch-module',
    buildKeras3Model([keras3Object('keras.layers', 'TorchModuleWrapper', { module: 'gAQu' })]),
    'malicious',
    'CVE-2025-49655: it unpickles',
    'keras-arbitrary-import',
  ),
  model(
    'type-spec',
    buildKeras3Model([
      { class_name: '__typespec__', spec_name: 'Popen', module: 'subprocess', config: ['id'], registered_name: 'x' },
    ]),
    'malicious',
    'the class of a type specification is imported too',
    'keras-arbitrary-import',
  ),
  model(
    'vocabulary-path',
    buildKeras3Model([lookup('/etc/passwd')]),
    'malicious',
    'CVE-2025-12058',
    'keras-file-reference',
  ),
  model(
    'vocabulary-address',
    buildKeras3Model([lookup('http://example.invalid/v')]),
    'malicious',
    'CVE-2025-12058',
    'keras-file-reference',
  ),
  model(
    'vocabulary-beside',
    buildKeras3Model([lookup('vocab.txt')]),
    'suspicious',
    'a file beside the model',
    'keras-file-reference',
  ),
  model(
    'write-file',
    buildKerasModel([{ class_name: 'TFOpLambda', config: { name: 'w', function: 'io.write_file' } }]),
    'malicious',
    'the operation writes while the model is rebuilt',
    'keras-graph-operator',
  ),
  model(
    'safe-mode-argument',
    buildKeras3Model([keras3Object('keras.layers', 'Dense', { units: 1, safe_mode: false })]),
    'malicious',
    'an argument that switches safe mode off',
    'keras-safe-mode',
  ),
];
