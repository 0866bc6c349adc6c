// The tables of tensorflow/compiler/mlir/lite/schema/schema.fbs: operator codes, subgraphs, buffers, metadata.
import { FormatError } from '#core/errors';
import type { FlatTable } from '../flatbuffers/flat-buffer.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { MessageCursor } from '../protobuf/message-cursor.ts';
import { readNode } from '../tensorflow/read-graph-def.ts';
import { builtinOperators } from './builtin-operators.ts';
import { flexNodeDef } from './flex-node.ts';

const model = {
  operatorCodes: 1,
  subgraphs: 2,
  description: 3,
  buffers: 4,
  metadataBuffer: 5,
  metadata: 6,
  signatureDefs: 7,
};
const operatorCode = { deprecatedBuiltinCode: 0, customCode: 1, builtinCode: 3 };
const subgraph = { tensors: 0, inputs: 1, outputs: 2, operators: 3, name: 4 };
const tensor = { shape: 0, name: 3, quantization: 4, sparsity: 6, shapeSignature: 7, variantTensors: 9 };
const quantization = { min: 0, max: 1, scale: 2, zeroPoint: 3, details: 5 };
const sparsity = { traversalOrder: 0, blockMap: 1, dimMetadata: 2 };
const operator = {
  opcodeIndex: 0,
  inputs: 1,
  outputs: 2,
  builtinOptions: 4,
  customOptions: 5,
  mutatingVariableInputs: 7,
  intermediates: 8,
  largeCustomOptionsOffset: 9,
  largeCustomOptionsSize: 10,
  builtinOptions2: 12,
};
const buffer = { data: 0, offset: 1, size: 2 };
const metadata = { name: 0 };
const signatureDef = { inputs: 0, outputs: 1, signatureKey: 2 };
const customOperator = 32;

/** Reads the model's tables; returns the end of the last byte that lies outside the FlatBuffer, or 0. */
export function readModel(root: FlatTable, into: GraphBuilder): number {
  const codes = [...root.tables(model.operatorCodes)].map((code) => readOperatorCode(code, into));
  for (const graph of root.tables(model.subgraphs)) readSubgraph(graph, codes, into);
  root.vector(model.metadataBuffer, 4);
  root.text(model.description);
  for (const entry of root.tables(model.metadata)) into.metadata('metadata', entry.text(metadata.name) ?? '');
  for (const signature of root.tables(model.signatureDefs)) readSignature(signature);
  return readBuffers(root, into);
}

/** Returns true for an operator that TensorFlow runs. */
function readOperatorCode(code: FlatTable, into: GraphBuilder): boolean {
  const number = Math.max(code.u8(operatorCode.deprecatedBuiltinCode), code.i32(operatorCode.builtinCode));
  const custom = code.text(operatorCode.customCode);
  const at = code.at;
  if (number !== customOperator) {
    const name = builtinOperators[number];
    if (name === undefined) into.node({ domain: 'custom', operator: `builtin ${number}`, at });
    else into.node({ domain: 'builtin', operator: name, at });
    return false;
  }
  const flex = custom?.startsWith('Flex') === true;
  into.node({ domain: flex ? 'flex' : 'custom', operator: flex ? (custom?.slice(4) ?? '') : (custom ?? ''), at });
  return flex;
}

function readSubgraph(graph: FlatTable, flex: readonly boolean[], into: GraphBuilder): void {
  graph.text(subgraph.name);
  graph.vector(subgraph.inputs, 4);
  graph.vector(subgraph.outputs, 4);
  for (const each of graph.tables(subgraph.tensors)) visitTensor(each);
  for (const each of graph.tables(subgraph.operators)) readOperator(each, flex, into);
}

function readOperator(table: FlatTable, flex: readonly boolean[], into: GraphBuilder): void {
  table.vector(operator.inputs, 4);
  table.vector(operator.outputs, 4);
  table.vector(operator.mutatingVariableInputs, 1);
  table.vector(operator.intermediates, 4);
  table.table(operator.builtinOptions);
  table.table(operator.builtinOptions2);
  const options = table.vector(operator.customOptions, 1);
  if (options === undefined) return;
  into.raw('custom options', options.at, options.at + options.length);
  if (flex[table.u32(operator.opcodeIndex)] !== true) return;
  const range = flexNodeDef(table.buffer.bytes, options);
  if (range === undefined) return;
  readNode(MessageCursor.open(into.source, into.budget, range.from, range.to), into, 'flex');
}

/** Visits what a tensor points to, so that it counts as part of the structure. */
function visitTensor(table: FlatTable): void {
  table.vector(tensor.shape, 4);
  table.vector(tensor.shapeSignature, 4);
  table.text(tensor.name);
  const scales = table.table(tensor.quantization);
  for (const field of [quantization.min, quantization.max, quantization.scale]) scales?.vector(field, 4);
  scales?.vector(quantization.zeroPoint, 8);
  scales?.table(quantization.details);
  visitSparsity(table.table(tensor.sparsity));
  for (const variant of table.tables(tensor.variantTensors)) variant.vector(0, 4);
}

function visitSparsity(table: FlatTable | undefined): void {
  table?.vector(sparsity.traversalOrder, 4);
  table?.vector(sparsity.blockMap, 4);
  for (const dimension of table?.tables(sparsity.dimMetadata) ?? []) {
    // Fields 3 and 5 are unions of vectors of 4, 2 or 1 bytes; type 1, 2, 3.
    for (const [type, field] of [
      [2, 3],
      [4, 5],
    ] as const) {
      dimension.table(field)?.vector(0, [4, 4, 2, 1][dimension.u8(type)] ?? 1);
    }
  }
}

function readSignature(table: FlatTable): void {
  for (const field of [signatureDef.inputs, signatureDef.outputs]) for (const map of table.tables(field)) map.text(0);
  table.text(signatureDef.signatureKey);
}

/** Weights, in the FlatBuffer or, in models above 2 GB, behind it at an offset into the file. */
function readBuffers(root: FlatTable, into: GraphBuilder): number {
  let end = 0;
  let index = 0;
  for (const table of root.tables(model.buffers)) {
    const data = table.vector(buffer.data, 1);
    if (data !== undefined) into.raw(`buffer ${index}`, data.at, data.at + data.length);
    const from = table.u64(buffer.offset);
    if (from > 1) {
      const to = from + table.u64(buffer.size);
      if (to > into.source.size) {
        throw new FormatError('FORMAT_TRUNCATED', `buffer ${index} ends behind the file`, { offset: table.at });
      }
      table.buffer.visit(from, to);
      into.raw(`buffer ${index}`, from, to);
      end = Math.max(end, to);
    }
    index += 1;
  }
  return end;
}
