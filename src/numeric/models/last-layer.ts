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
  const fromInput = dependents(model.nodes, [input]);
  const toLogits = ancestors(model.nodes, logits);
  const floats = [...model.stored.values()].filter(({ type }) => type === 'float32').map(({ name }) => name);
  // ATTACKER: the number of layers. Whether weights lie behind a value is found for all values at once.
  const fromWeights = dependents(model.nodes, floats);
  const isWeight = (name: string): boolean => !fromInput.has(name) && fromWeights.has(name);
  for (const node of [...model.nodes].reverse()) {
    if (!multiplying.has(node.type) || node.domain !== '' || !node.outputs.some((name) => toLogits.has(name))) continue;
    const data = node.inputs.find((name) => fromInput.has(name));
    if (data === undefined || !node.inputs.some(isWeight)) continue;
    const sum = model.nodes.find(
      ({ type, inputs }) => type === 'Add' && inputs.some((name) => node.outputs.includes(name)),
    );
    const factors = [...node.inputs, ...(sum?.inputs ?? [])].filter(isWeight);
    // Exporters may turn or reshape weights on their way.
    const behind = new Set(factors.flatMap((name) => [...ancestors(model.nodes, name)]));
    return { weights: floats.filter((name) => behind.has(name)), input: data };
  }
  return { weights: [] };
}

/** Values that depend on one of some, themselves included. */
function dependents(nodes: readonly GraphNode[], from: readonly string[]): ReadonlySet<string> {
  const found = new Set(from);
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

const multiplying: ReadonlySet<string> = new Set(['Gemm', 'MatMul', 'Conv']);
