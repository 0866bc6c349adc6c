// ONNX bytes as a graph that can be differentiated, run and written again. What a file holds beside computation is for the
// readers in `formats`; this one takes a model apart that was examined before, and still believes no number in it.
import { NumericError } from '#core/errors';
import { decodeNode } from './decode-node.ts';
import { constantOf, decodePort, decodeTensor, type StoredTensor } from './decode-tensor.ts';
import type { Graph, GraphNode, Initializer, Port } from './graph.ts';
import { type Field, fieldsOf, malformed, textOfField } from './wire-reader.ts';

export interface DecodedModel extends Graph {
  /** Where the numbers of each initializer stand in the bytes, by name. */
  readonly stored: ReadonlyMap<string, StoredTensor>;
}

/**
 * @throws {NumericError} NUMERIC_MODEL for bytes that are no model, nodes that are out of order, names that are taken
 * twice, weights that lie in other files
 * @limits work and memory grow with the bytes; subgraphs are followed for the names they use, to limits.protobufDepth
 * @source github.com/onnx/onnx, onnx.proto: ModelProto, GraphProto
 */
export function decodeModel(bytes: Uint8Array): DecodedModel {
  let opset = 0;
  const domains: Record<string, number> = {};
  const functions: Uint8Array[] = [];
  const graphs: Field[] = [];
  for (const field of fieldsOf(bytes)) {
    if (field.number === 7 && field.wire === 2) graphs.push(field);
    else if (field.number === 25 && field.wire === 2) functions.push(bytes.subarray(field.from, field.to));
    else if (field.number === 8 && field.wire === 2) {
      const { domain, version } = decodeOpset(bytes, field);
      if (domain === '' || domain === 'ai.onnx') opset = version;
      else domains[domain] = version;
    }
  }
  const [graph] = graphs;
  if (graph === undefined || graphs.length > 1) throw malformed('it has not exactly one graph', 0);
  if (opset < leastOpset || opset > 64) {
    throw new NumericError(
      'NUMERIC_MODEL',
      `the model uses version ${opset} of ONNX's operators, which is not known here`,
    );
  }
  const decoded = decodeGraph(bytes, graph);
  assertOrder(decoded);
  return { opset, domains, functions, ...decoded };
}

function decodeOpset(bytes: Uint8Array, { from, to }: Field): { readonly domain: string; readonly version: number } {
  let domain = '';
  let version = 0;
  for (const field of fieldsOf(bytes, from, to)) {
    if (field.number === 1) domain = textOfField(bytes, field);
    else if (field.number === 2) version = field.value;
  }
  return { domain, version };
}

type Body = Pick<DecodedModel, 'nodes' | 'initializers' | 'inputs' | 'outputs' | 'stored'>;

function decodeGraph(bytes: Uint8Array, graph: Field): Body {
  const nodes: GraphNode[] = [];
  const initializers: Initializer[] = [];
  const inputs: Port[] = [];
  const outputs: Port[] = [];
  const stored = new Map<string, StoredTensor>();
  for (const field of fieldsOf(bytes, graph.from, graph.to)) {
    if (field.wire !== 2) continue;
    if (field.number === 1) nodes.push(decodeNode(bytes, field));
    else if (field.number === 11) inputs.push(decodePort(bytes, field));
    else if (field.number === 12) outputs.push(decodePort(bytes, field));
    else if (field.number === 15) throw new NumericError('NUMERIC_MODEL', 'the model has sparse weights');
    else if (field.number === 5) {
      const tensor = decodeTensor(bytes, field);
      if (stored.has(tensor.name)) throw twice(tensor.name);
      stored.set(tensor.name, tensor);
      initializers.push({ ...constantOf(tensor), name: tensor.name, encoded: bytes.subarray(field.from, field.to) });
    }
  }
  return { nodes, initializers, inputs, outputs, stored };
}

/** Differentiation goes through the nodes backwards, so their order has to be one in which they can run. */
function assertOrder({ nodes, inputs, stored }: Body): void {
  const known = new Set(['', ...stored.keys()]);
  for (const { name } of inputs) known.add(name);
  for (const { inputs: used, outputs, captures, type } of nodes) {
    for (const name of [...used, ...(captures ?? [])]) {
      if (!known.has(name))
        throw malformed(`a node ${type.slice(0, 60)} uses a value that comes later or not at all`, 0);
    }
    for (const name of outputs) {
      if (name !== '' && known.has(name)) throw twice(name);
      known.add(name);
    }
  }
}

function twice(name: string): NumericError {
  return malformed(`two values are named ${JSON.stringify(name.slice(0, 60))}`, 0);
}

/** Broadcasting is as it is today since version 7. */
const leastOpset = 7;
