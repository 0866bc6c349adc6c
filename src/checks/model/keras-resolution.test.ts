import { describe, expect, it } from 'vitest';
import { resolveObject } from './keras-resolution.ts';

function resolve(module: string, name: string, kind: 'class' | 'function' = 'class'): string {
  return resolveObject({ module, name, kind, registeredName: '' });
}

describe('resolveObject', () => {
  it.each([
    ['keras.layers', 'Dense'],
    ['keras.src.models.functional', 'Functional'],
    ['keras.src.engine.functional', 'Functional'],
    ['keras.src.ops.numpy', 'Add'],
    ['keras', 'DTypePolicy'],
    ['tensorflow.python.framework.tensor_spec', 'TensorSpec'],
    ['keras_hub.src.models.bert.bert_backbone', 'BertBackbone'],
    ['', 'BatchNormalizationV1'],
    ['', 'Custom>Adam'],
  ])('knows the class %s.%s', (module, name) => expect(resolve(module, name)).toBe('known'));

  it.each([
    ['builtins', 'mean_squared_error'],
    ['keras.activations', 'gelu'],
    ['keras.src.activations.activations', 'relu'],
  ])('knows the function %s.%s', (module, name) => expect(resolve(module, name, 'function')).toBe('known'));

  it.each([
    ['my_package.layers', 'Gate', 'class'],
    ['', 'mine>Gate', 'class'],
    ['', 'FixedDropout', 'class'],
    ['builtins', 'my_loss', 'function'],
    ['__main__', 'scale', 'function'],
  ] as const)('takes %s.%s for custom', (module, name, kind) => expect(resolve(module, name, kind)).toBe('custom'));

  it.each([
    ['os', 'system', 'function'],
    ['subprocess', 'Popen', 'class'],
    ['builtins', 'exec', 'function'],
    ['', 'eval', 'function'],
    ['my_package', 'system', 'function'],
    ['keras.utils', 'get_file', 'function'],
    ['keras.src.utils.python_utils', 'func_load', 'function'],
    ['keras.saving', 'load_model', 'function'],
    ['keras.config', 'enable_unsafe_deserialization', 'function'],
    ['keras.losses', 'deserialize', 'function'],
    ['keras.layers', 'TorchModuleWrapper', 'class'],
    ['keras.layers', 'Layer.__init__.__globals__', 'class'],
    ['numpy', 'load', 'function'],
    ['tensorflow.python.ops.io_ops', 'anything', 'function'],
    ['keras_hub.src.utils.preset_utils', 'fetch', 'function'],
  ] as const)('takes %s.%s for unsafe', (module, name, kind) => expect(resolve(module, name, kind)).toBe('unsafe'));
});
