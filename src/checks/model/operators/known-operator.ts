// Whether an operator belongs to the framework itself, so that running the graph needs nobody else's code.
import type { GraphNode, GraphView } from '#formats/views/graph';
import { dialectOf } from './dialect.ts';
import { onnxMachineLearningOperators, onnxOperators, onnxPreviewOperators } from './onnx-operators.ts';
import { openvinoLegacyOperators, openvinoOperators, openvinoTokenizerOperators } from './openvino-operators.ts';
import { paddleOperators } from './paddle-operators.ts';
import { companionOperators, tensorflowOperators } from './tensorflow-operators.ts';

/** True when the framework ships the operator, or the file defines it as a function. */
export function isKnownOperator(view: GraphView, node: GraphNode): boolean {
  switch (dialectOf(view, node)) {
    case 'tensorflow':
      return isTensorflow(node.operator) || view.functions.includes(node.operator);
    case 'tflite':
      return node.domain === 'builtin' || isTfliteCustom(node.operator);
    case 'onnx':
      return view.functions.includes(`${node.domain}::${node.operator}`) || isOnnx(node.domain, node.operator);
    case 'openvino':
      return isOpenvino(node.domain, node.operator);
    case 'paddle':
      return paddleOperators.has(node.operator.replace(/(?:_double)?_grad$/, ''));
    case 'torch':
      if (node.domain !== '') return node.domain === 'delegate';
      return torchNamespaces.has(node.operator.split('::')[0] ?? '');
    case 'paddle-pir':
    case 'coreml':
    case 'mxnet':
    case 'caffe':
      return node.domain === '';
    case 'other':
      return node.domain === '';
  }
}

function isTensorflow(operator: string): boolean {
  return (
    tensorflowOperators.has(operator) ||
    companionOperators.has(operator) ||
    /^(?:TFText|Addons)>\w{1,80}$/.test(operator)
  );
}

function isOnnx(domain: string, operator: string): boolean {
  switch (domain) {
    case '':
    case 'ai.onnx':
      return onnxOperators.has(operator);
    case 'ai.onnx.ml':
      return onnxMachineLearningOperators.has(operator);
    case 'ai.onnx.preview':
    case 'ai.onnx.training':
    case 'ai.onnx.preview.training':
      return onnxPreviewOperators.has(operator);
    default:
      return onnxRuntimeDomains.has(domain);
  }
}

function isOpenvino(version: string, type: string): boolean {
  const plain = type.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  if (version === '') return openvinoOperators.has(plain) || openvinoLegacyOperators.has(plain);
  if (/^opset\d{1,2}$/.test(version)) return openvinoOperators.has(plain);
  return version === 'extension' && openvinoTokenizerOperators.has(plain);
}

function isTfliteCustom(code: string): boolean {
  return tfliteCustomOperators.has(code);
}

// Domains whose operators are compiled into ONNX Runtime.
const onnxRuntimeDomains: ReadonlySet<string> = new Set([
  'com.microsoft',
  'com.microsoft.nchwc',
  'com.microsoft.experimental',
  'com.microsoft.dml',
  'com.ms.internal.nhwc',
]);

// Custom operators that TensorFlow Lite, MediaPipe and the Coral compiler ship.
const tfliteCustomOperators: ReadonlySet<string> = new Set([
  'TFLite_Detection_PostProcess',
  'AudioSpectrogram',
  'Mfcc',
  'NumericVerify',
  'RFFT2D',
  'Multinomial',
  'RandomStandardNormal',
  'RandomUniform',
  'HashTableV2',
  'HashTableFindV2',
  'HashTableImportV2',
  'Convolution2DTransposeBias',
  'MaxPoolingWithArgmax2D',
  'MaxUnpooling2D',
  'Landmarks2TransformMatrix',
  'Landmarks2TransformMatrixV2',
  'TransformTensor',
  'TransformTensorBilinear',
  'TransformLandmarks',
  'FusedUnpooling2D',
  'Resampler',
  'edgetpu-custom-op',
  'tftext:WhitespaceTokenizer',
  'TFSentencepieceTokenizeOp',
  'TFSentencepieceDetokenizeOp',
  'odml.update_kv_cache',
  'odml.scaled_dot_product_attention',
  'odml.rms_norm',
  'stablehlo.scatter',
  'stablehlo.reduce_window',
  'signal.rfft',
  'signal.irfft',
]);

const torchNamespaces: ReadonlySet<string> = new Set([
  'aten',
  'prim',
  'prims',
  'quantized',
  'quantized_decomposed',
  '_quantized',
  'torchvision',
  'torchaudio',
  'torchao',
  'xnnpack',
  'prepacked',
  'metal',
  'metal_prepack',
  'vulkan_prepack',
  'sparse',
  'inductor',
  'mkldnn',
  'mkldnn_prepacked',
  'rpc',
  'llama',
  'executorch_prim',
  'dim_order_ops',
  'et_vk',
  'cadence',
  'cortex_m',
  'tensorrt',
]);
