// The last layer of a model that has weights: what detectors call the head.
import type { DecodedModel } from '../graph/decode-model.ts';
import type { GraphNode } from '../graph/graph.ts';

export interface LastLayer {
  /** Float32 initializers that it multiplies with and adds. */
  readonly weights: readonly string[];
  /** The value that goes into it; absent when there is no such layer. */
  readonly input?: string;
}

/**
 * The last Gemm, MatMul or Conv before the logits with weights on one side and the example on the other, and the
 * addition that follows it.
 * @param input - the input of the model
 */
export function lastLayer(model: DecodedModel, logits: string, input: string): LastLayer {
  const fromInput = dependents(model.nodes, input);
  const toLogits = ancestors(model.nodes, logits);
  const weightsIn = ({ inputs }: GraphNode): readonly string[] =>
    inputs.filter((name) => !fromInput.has(name)).flatMap((name) => initializersBehind(model, name));
  for (const node of [...model.nodes].reverse()) {
    if (!multiplying.has(node.type) || node.domain !== '' || !node.outputs.some((name) => toLogits.has(name))) continue;
    const [data] = node.inputs.filter((name) => fromInput.has(name));
    const weights = weightsIn(node);
    if (data === undefined || weights.length === 0) continue;
    const sum = model.nodes.find(
      ({ type, inputs }) => type === 'Add' && inputs.some((name) => node.outputs.includes(name)),
    );
    return { weights: [...weights, ...(sum === undefined ? [] : weightsIn(sum))], input: data };
  }
  return { weights: [] };
}

/** Values that depend on one. */
function dependents(nodes: readonly GraphNode[], from: string): ReadonlySet<string> {
  const found = new Set([from]);
  for (const { inputs, outputs, captures } of nodes) {
    if (inputs.some((name) => found.has(name)) || captures?.some((name) => found.has(name)) === true) {
      for (const name of outputs) found.add(name);
    }
  }
  return found;
}

/** Values that one depends on, itself included. */
function ancestors(nodes: readonly GraphNode[], of: string): ReadonlySet<string> {
  const found = new Set([of]);
  for (const { inputs, outputs } of [...nodes].reverse()) {
    if (outputs.some((name) => found.has(name))) for (const name of inputs) found.add(name);
  }
  return found;
}

/** Exporters may turn or reshape weights on their way. */
function initializersBehind({ nodes, stored }: DecodedModel, value: string): readonly string[] {
  return [...ancestors(nodes, value)].filter((name) => stored.get(name)?.type === 'float32');
}

const multiplying: ReadonlySet<string> = new Set(['Gemm', 'MatMul', 'Conv']);
