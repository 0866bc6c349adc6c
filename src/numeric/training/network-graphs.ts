// The graphs of a network: what is run of it. Each is an ONNX model whose weights are inputs. The other inputs and outputs
// are named here without the prefix that `port` gives them.
import { crossEntropy } from '../graph/cross-entropy.ts';
import { differentiate } from '../graph/differentiate.ts';
import { ownPrefix } from '../graph/graph.ts';
import { GraphBuilder } from '../graph/graph-builder.ts';
import type { Network } from '../models/network.ts';
import { mixed, type Optimizer, scalarNames, stateNames, updated } from './optimizer.ts';

/** Name of an input or output, which is no name of any weight. */
export function port(name: string): string {
  return `${ownPrefix}${name}`;
}

/** Output `logits`, [N, classes], and `layer/NAME` per named layer, [N, width]. Input `x`, and the weights. */
export function forwardGraph(network: Network, layers: readonly string[]): Uint8Array {
  const { g, logits, features } = begin(network);
  g.output(logits, port('logits'), 'float32', ['N', network.classes]);
  network.layers.forEach(({ name, width }, i) => {
    if (layers.includes(name)) g.output(features[i] ?? '', port(`layer/${name}`), 'float32', ['N', width]);
  });
  return g.encode();
}

/** Outputs `loss` (mean), `losses` [N] and `gradient/NAME` of each trained weight. Inputs `x`, `labels` [N], the weights. */
export function gradientGraph(network: Network): Uint8Array {
  const { g, logits } = begin(network);
  const names = trained(network);
  const gradients = withLoss(g, network, logits, names, false);
  for (const { name, dims } of network.parameters) {
    const gradient = gradients.get(name);
    if (gradient !== undefined) g.output(gradient, port(`gradient/${name}`), 'float32', dims);
  }
  return g.encode();
}

/** Outputs `loss`, `losses` [N] and `gradient`, of the shape of `x`: each row that of its own loss, divided by N. */
export function inputGradientGraph(network: Network): Uint8Array {
  const { g, logits } = begin(network);
  const gradient = withLoss(g, network, logits, [port('x')], false).get(port('x')) ?? '';
  g.output(gradient, port('gradient'), 'float32', ['N', ...network.inputDims]);
  return g.encode();
}

/**
 * One step of training. Inputs `x`, `labels`, the weights, `STATE/NAME` per trained weight, the scalars of the
 * optimizer, with `weighed` also `weights` [N]. Outputs `loss`, `losses`, `next/NAME`, `next/STATE/NAME`.
 */
export function stepGraph(network: Network, optimizer: Optimizer, weighed: boolean): Uint8Array {
  const { g, logits, statistics } = begin(network, true);
  const names = trained(network);
  for (const scalar of scalarNames(optimizer)) g.input(port(scalar), 'float32', []);
  const gradients = withLoss(g, network, logits, names, weighed);
  for (const { name, dims } of network.parameters) {
    const gradient = gradients.get(name);
    if (gradient === undefined) continue;
    const state = stateNames(optimizer).map((kind) => g.input(port(`${kind}/${name}`), 'float32', dims));
    const next = updated(g, optimizer, name, gradient, state);
    g.output(next.weight, port(`next/${name}`), 'float32', dims);
    stateNames(optimizer).forEach((kind, i) => {
      g.output(next.state[i] ?? '', port(`next/${kind}/${name}`), 'float32', dims);
    });
  }
  for (const [name, value] of Object.entries(statistics)) {
    const dims = network.parameters.find((parameter) => parameter.name === name)?.dims;
    g.output(mixed(g, name, value, statisticsDecay), port(`next/${name}`), 'float32', dims);
  }
  return g.encode();
}

interface Begun {
  readonly g: GraphBuilder;
  readonly logits: string;
  readonly features: readonly string[];
  readonly statistics: Readonly<Record<string, string>>;
}

function begin(network: Network, training = false): Begun {
  const g = new GraphBuilder(network.base);
  const x = g.input(port('x'), 'float32', [network.batch ?? 'N', ...network.inputDims]);
  for (const { name, dims } of network.parameters) g.input(name, 'float32', dims);
  const { logits, layers, statistics = {} } = network.forward(g, x, training);
  return { g, logits, features: layers, statistics };
}

function withLoss(
  g: GraphBuilder,
  network: Network,
  logits: string,
  to: readonly string[],
  weighed: boolean,
): ReadonlyMap<string, string> {
  const labels = g.input(port('labels'), 'int64', [network.batch ?? 'N']);
  const weights = weighed ? g.input(port('weights'), 'float32', [network.batch ?? 'N']) : undefined;
  const loss = crossEntropy(g, logits, labels, network.classes, weights);
  const gradients = differentiate(g, new Map([[loss.mean, g.float(1)]]), to);
  g.output(loss.mean, port('loss'), 'float32', []);
  g.output(loss.each, port('losses'), 'float32', ['N']);
  return gradients;
}

function trained(network: Network): readonly string[] {
  return network.parameters.filter(({ frozen }) => frozen !== true).map(({ name }) => name);
}

/** How much of the statistics of a batch normalisation a step leaves as they were: the rule of Ioffe and Szegedy, section 3.1. */
const statisticsDecay = 0.9;
