// A trained network as an ONNX model that stands by itself: weights inside, pictures or rows in, logits out.
import { NumericError } from '#core/errors';
import { encodeModel } from '../graph/encode-model.ts';
import { type Graph, ownPrefix } from '../graph/graph.ts';
import { GraphBuilder } from '../graph/graph-builder.ts';
import type { Network, Weights } from './network.ts';

/**
 * Input `x`, shape [N, ...inputDims] (pixels as 0..1); output `logits`, shape [N, classes].
 * @throws {NumericError} NUMERIC_SHAPE when a weight is missing or of another size
 */
export function encodeNetwork(network: Network, weights: Weights): Uint8Array {
  const g = new GraphBuilder(network.base);
  const x = g.input('x', 'float32', ['N', ...network.inputDims]);
  for (const { name, dims } of network.parameters) {
    const data = weights[name];
    const size = dims.reduce((a, b) => a * b, 1);
    if (data?.length !== size)
      throw new NumericError('NUMERIC_SHAPE', `${data?.length ?? 'no'} numbers do not fill ${name}, which has ${size}`);
    g.keep({ name, tensor: { type: 'float32', dims, data } });
  }
  g.output(network.forward(g, x, false).logits, 'logits', 'float32', ['N', network.classes]);
  return encodeModel(withoutPrefix(g.graph()));
}

/** Names that the builder gives are kept for what it adds to a model; in a model that stands by itself they are names as others. */
function withoutPrefix(graph: Graph): Graph {
  const renamed = (name: string): string => (name.startsWith(ownPrefix) ? `net.${name.slice(ownPrefix.length)}` : name);
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(renamed),
      outputs: node.outputs.map(renamed),
    })),
    initializers: graph.initializers.map((one) => ({ ...one, name: renamed(one.name) })),
  };
}
