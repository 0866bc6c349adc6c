// A graph as ONNX bytes (github.com/onnx/onnx, onnx.proto). The same graph gives the same bytes: its digest names it.
import type { Tensor } from '../engine/engine.ts';
import type { Attribute, ElementType, Graph, GraphNode, Initializer, Port } from './graph.ts';
import { ProtobufWriter } from './protobuf-writer.ts';

/**
 * @returns a ModelProto
 * @source onnx.proto, IR version 8: the first that knows the operators of sets 13 to 17
 */
export function encodeModel(graph: Graph): Uint8Array {
  const body = new ProtobufWriter();
  for (const node of graph.nodes) body.message(1, encodeNode(node));
  body.text(2, 'graph');
  for (const initializer of graph.initializers) body.bytes(5, encodeInitializer(initializer));
  for (const port of graph.inputs) body.bytes(11, encodePort(port));
  for (const port of graph.outputs) body.bytes(12, encodePort(port));
  const model = new ProtobufWriter().varint(1, graph.opset > 18 ? 9 : 8);
  model.message(8, new ProtobufWriter().text(1, '').varint(2, graph.opset));
  for (const [domain, version] of Object.entries(graph.domains ?? {})) {
    model.message(8, new ProtobufWriter().text(1, domain).varint(2, version));
  }
  model.message(7, body);
  for (const one of graph.functions ?? []) model.bytes(25, one);
  return model.finish();
}

function encodeNode(node: GraphNode): ProtobufWriter {
  const message = new ProtobufWriter();
  for (const input of node.inputs) message.text(1, input);
  for (const output of node.outputs) message.text(2, output);
  message.text(4, node.type);
  for (const [name, value] of Object.entries(node.attributes)) message.bytes(5, encodeAttribute(name, value));
  return node.domain === '' ? message : message.text(7, node.domain);
}

function encodeAttribute(name: string, value: Attribute): Uint8Array {
  if (typeof value === 'object' && 'encoded' in value) return value.encoded;
  const message = new ProtobufWriter().text(1, name);
  if (typeof value === 'number') message.varint(3, value).varint(20, attributeTypes.int);
  else if (typeof value === 'string') message.text(4, value).varint(20, attributeTypes.text);
  else if ('float' in value) message.float(2, value.float).varint(20, attributeTypes.float);
  else if ('floats' in value) {
    for (const one of value.floats) message.float(7, one);
    message.varint(20, attributeTypes.floats);
  } else {
    for (const one of value) message.varint(8, one);
    message.varint(20, attributeTypes.ints);
  }
  return message.finish();
}

function encodeInitializer(initializer: Initializer): Uint8Array {
  return 'encoded' in initializer ? initializer.encoded : encodeTensor(initializer.name, initializer.tensor);
}

/** A TensorProto with raw, little-endian numbers: every platform that runs this is little-endian. */
function encodeTensor(name: string, { type, dims, data }: Tensor): Uint8Array {
  const message = new ProtobufWriter();
  for (const dim of dims) message.varint(1, dim);
  message.varint(2, elementTypes[type]).text(8, name);
  return message.bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)).finish();
}

function encodePort({ name, type, dims, encoded, ranked }: Port): Uint8Array {
  if (encoded !== undefined) return encoded;
  const shape = new ProtobufWriter();
  for (const dim of dims) {
    const one = new ProtobufWriter();
    shape.message(1, typeof dim === 'string' ? one.text(2, dim) : one.varint(1, dim));
  }
  const tensor = new ProtobufWriter().varint(1, elementTypes[type]);
  if (ranked !== false) tensor.message(2, shape);
  return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor)).finish();
}

/** AttributeProto.AttributeType. */
export const attributeTypes = { float: 1, int: 2, text: 3, floats: 6, ints: 7 } as const;

/** TensorProto.DataType. */
export const elementTypes: Readonly<Record<ElementType | 'other', number>> = {
  other: 0,

  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
};
