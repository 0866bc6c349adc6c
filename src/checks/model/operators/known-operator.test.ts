import { describe, expect, it } from 'vitest';
import type { GraphView } from '#formats/views/graph';
import { isKnownOperator } from './known-operator.ts';

function known(format: string, operator: string, domain = '', functions: readonly string[] = []): boolean {
  const node = { domain, operator, name: '', where: {}, texts: [] };
  const view: GraphView = {
    kind: 'graph',
    format,
    nodes: [node],
    functions,
    externalFiles: [],
    metadata: [],
    oddities: [],
    parts: [],
  };
  return isKnownOperator(view, node);
}

describe('isKnownOperator', () => {
  it.each([
    ['tensorflow-graph', 'MatMul', ''],
    ['tensorflow-graph', 'TFText>FastBertNormalize', ''],
    ['tflite', 'StringJoin', 'flex'],
    ['tflite', 'CONV_2D', 'builtin'],
    ['onnx', 'Conv', ''],
    ['onnx', 'ZipMap', 'ai.onnx.ml'],
    ['onnx', 'Anything', 'com.microsoft'],
    ['openvino', 'ReLU', 'opset1'],
    ['openvino', 'BPETokenizer', 'extension'],
    ['paddle', 'matmul_v2_grad', ''],
    ['torch-mobile', 'aten::add', ''],
  ])('%s knows %s of "%s"', (format, operator, domain) => {
    expect(known(format, operator, domain)).toBe(true);
  });

  it.each([
    ['tensorflow-graph', 'constructor', ''],
    ['tflite', 'MatMul', 'custom'],
    ['onnx', 'Conv', 'com.microsoft.evil'],
    ['onnx', 'ZipMap', ''],
    ['openvino', 'ReLU', 'extension'],
    ['paddle', 'my_relu', ''],
    ['torch-mobile', 'evil::add', ''],
    ['coreml', 'Evil', 'custom layer'],
  ])('%s does not know %s of "%s"', (format, operator, domain) => {
    expect(known(format, operator, domain)).toBe(false);
  });

  it('takes functions of the file for known, in their own domain only', () => {
    expect(known('onnx', 'F', 'local', ['local::F'])).toBe(true);
    expect(known('onnx', 'F', 'other', ['local::F'])).toBe(false);
  });
});
