// Which set of operators a graph's node comes from. TensorFlow's appear in several formats, TensorFlow Lite's too.
import type { GraphNode, GraphView } from '#formats/views/graph';

export type Dialect =
  | 'tensorflow'
  | 'tflite'
  | 'onnx'
  | 'openvino'
  | 'paddle'
  | 'paddle-pir'
  | 'coreml'
  | 'mxnet'
  | 'caffe'
  | 'torch'
  | 'other';

/** The dialect of one node. TensorFlow Lite hands operators of domain `flex` to TensorFlow. */
export function dialectOf(view: GraphView, node: GraphNode): Dialect {
  if (view.format === 'tflite') return node.domain === 'flex' ? 'tensorflow' : 'tflite';
  return dialects.get(view.format) ?? 'other';
}

const dialects: ReadonlyMap<string, Dialect> = new Map([
  ['tensorflow-saved-model', 'tensorflow'],
  ['tensorflow-graph', 'tensorflow'],
  ['tensorflow-meta-graph', 'tensorflow'],
  ['tensorflow-text-graph', 'tensorflow'],
  ['onnx', 'onnx'],
  ['ort', 'onnx'],
  ['openvino', 'openvino'],
  ['paddle', 'paddle'],
  ['paddle-pir', 'paddle-pir'],
  ['coreml', 'coreml'],
  ['mxnet-symbol', 'mxnet'],
  ['caffe', 'caffe'],
  ['torch-mobile', 'torch'],
  ['executorch', 'torch'],
]);
