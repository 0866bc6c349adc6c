// ONNX Runtime's own format (.ort): the graph of an ONNX model as a FlatBuffer with the identifier `ORTM`.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import * as limits from '#core/limits';
import { FlatBuffer, type FlatTable } from './flatbuffers/flat-buffer.ts';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'ort',
  title: 'ONNX Runtime model',
  specification: 'https://github.com/microsoft/onnxruntime/blob/main/onnxruntime/core/flatbuffers/schema/ort.fbs',
  loading:
    'Read by ONNX Runtime, mostly on mobile devices. Loading runs no code by itself; operators of foreign domains call native libraries or Python.',
  extensions: ['ort'],
  identify: (sample: Sample): Match => {
    if (latin1(sample.head, 4, 8) === 'ORTM') return 'content';
    return sample.extension === 'ort' ? 'name' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): GraphView => {
    const flat = new FlatBuffer(source, context.budget);
    const into = new GraphBuilder('ort', source, context.budget);
    const model = flat.root().table(inferenceSession.model);
    if (model === undefined) throw new FormatError('FORMAT_MALFORMED', 'the file has no model', { offset: 0 });
    for (const entry of model.tables(modelTable.metadataProps)) into.metadata(entry.text(0) ?? '', entry.text(1) ?? '');
    const main = model.table(modelTable.graph);
    if (main !== undefined) readGraph(main, into, 0);
    return into.build();
  },
};

const inferenceSession = { ortVersion: 0, model: 1 };
const modelTable = { graph: 7, metadataProps: 9 };
const graph = { initializers: 0, nodes: 2, sparseInitializers: 7 };
const node = { name: 0, domain: 2, opType: 5, attributes: 10 };
const attribute = { s: 5, t: 6, g: 7, strings: 10, tensors: 11, graphs: 12 };
const tensor = { name: 0, rawData: 4, stringData: 5 };

function readGraph(table: FlatTable, into: GraphBuilder, depth: number): void {
  if (depth > limits.protobufDepth.value) {
    throw new FormatError('FORMAT_LIMIT', 'graphs are nested too deeply', { limit: 'protobufDepth', offset: table.at });
  }
  for (const each of table.tables(graph.initializers)) readTensor(each, into);
  for (const each of table.tables(graph.nodes)) readNode(each, into, depth);
  for (const sparse of table.tables(graph.sparseInitializers)) {
    for (const field of [0, 1]) {
      const part = sparse.table(field);
      if (part !== undefined) readTensor(part, into);
    }
  }
}

function readNode(table: FlatTable, into: GraphBuilder, depth: number): void {
  const texts: string[] = [];
  for (const each of table.tables(node.attributes)) {
    const text = each.text(attribute.s);
    if (text !== undefined) texts.push(text);
    for (const item of each.texts(attribute.strings)) if (texts.length < maxTexts) texts.push(item);
    const constant = each.table(attribute.t);
    if (constant !== undefined) readTensor(constant, into);
    for (const item of each.tables(attribute.tensors)) readTensor(item, into);
    const subgraph = each.table(attribute.g);
    if (subgraph !== undefined) readGraph(subgraph, into, depth + 1);
    for (const item of each.tables(attribute.graphs)) readGraph(item, into, depth + 1);
  }
  into.node({
    domain: table.text(node.domain) ?? '',
    operator: table.text(node.opType) ?? '',
    name: table.text(node.name) ?? '',
    at: table.at,
    texts,
  });
}

function readTensor(table: FlatTable, into: GraphBuilder): void {
  const data = table.vector(tensor.rawData, 1);
  const name = table.text(tensor.name) ?? '';
  if (data !== undefined) into.raw(`tensor ${name.slice(0, 100)}`, data.at, data.at + data.length);
  table.vector(tensor.stringData, 4);
}

const maxTexts = 64;
