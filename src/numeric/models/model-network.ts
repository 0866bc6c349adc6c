// A model of somebody else as a network: some of its weights become inputs, everything else stays as it stands.

import { sha256 } from '#core/digest';
import { NumericError } from '#core/errors';
import { type DecodedModel, decodeModel } from '../graph/decode-model.ts';
import { type Dim, ownPrefix, type Shape } from '../graph/graph.ts';
import { GraphBuilder } from '../graph/graph-builder.ts';
import { lastLayer } from './last-layer.ts';
import type { Network, Parameter, Weights } from './network.ts';

export interface ModelOptions {
  /** Names of the initializers to train; `last`: those of the last layer with weights; absent: none. */
  readonly train?: readonly string[] | 'last';
  /** Values of the graph to look at, by name, beside `penultimate`. */
  readonly layers?: readonly string[];
  /** Numbers of one example, where the model does not say them: its input without the batch. */
  readonly inputDims?: readonly number[];
  /** Number of classes, where the model does not say it. */
  readonly classes?: number;
}

export interface ModelNetwork extends Network {
  /** The trained weights as they stand in the model. */
  readonly weights: Weights;
  /** The value that goes into the last layer with weights, or the logits where there is none. */
  readonly penultimate: string;
}

/**
 * Reads an ONNX model of one float32 input and logits, or probabilities after a softmax, as first output. It is trained
 * as it is used: normalisations keep their statistics, nothing is dropped.
 * @throws {NumericError} NUMERIC_MODEL for models of another kind, or without a weight or value of a given name
 */
export function modelNetwork(bytes: Uint8Array, options: ModelOptions = {}): ModelNetwork {
  const model = decodeModel(bytes);
  assertNames(model, options.layers ?? []);
  const { name: input, dims } = inputOf(model);
  const [batch, ...sizes] = dims;
  const inputDims = options.inputDims ?? sizes.filter((size) => typeof size === 'number');
  if (inputDims.length !== sizes.length) {
    throw unusable(`its input has the shape [${dims.join()}], whose sizes have to be given`);
  }
  const logits = logitsOf(model);
  const last = lastLayer(model, logits, input);
  const trained = options.train === 'last' ? last.weights : (options.train ?? []);
  const parameters = trained.map((name) => parameterOf(model, name));
  const penultimate = last.input ?? logits;
  const values = [
    ['penultimate', penultimate] as const,
    ...(options.layers ?? []).map((name) => [name, name] as const),
  ];
  const base = { opset: opsetOf(model), domains: model.domains ?? {}, functions: model.functions ?? [] };
  const forward: Network['forward'] = (g, x) => {
    const lifted = new Set(trained);
    for (const initializer of model.initializers) if (!lifted.has(initializer.name)) g.keep(initializer);
    g.append({ type: 'Identity', domain: '', inputs: [x], outputs: [input], attributes: {} });
    for (const node of model.nodes) g.append({ ...node, outputs: [...node.outputs] });
    return { logits, layers: values.map(([, value]) => g.op('Flatten', [value], { axis: 1 })) };
  };
  return {
    spec: { kind: 'onnx-model', digest: sha256(bytes), trained },
    base: { ...base, nodes: [], initializers: [], inputs: [], outputs: [] },
    ...(typeof batch === 'number' ? { batch } : {}),
    inputDims,
    classes: options.classes ?? classesOf(model, inputDims, batch, forward),
    parameters,
    layers: values.map(([name]) => ({ name, width: `${name}/width` })),
    forward,
    weights: Object.fromEntries(trained.map((name) => [name, valuesOf(model, name, bytes)])),
    penultimate,
  };
}

/**
 * Gradients need `ScatterElements` that adds, which came with version 16. From 13 to there the operators of a model mean
 * the same, RoiAlign apart; what subgraphs hold is not looked at, so models with some stay at their version.
 */
function opsetOf({ opset, nodes }: DecodedModel): number {
  const same = nodes.every(({ type, captures }) => type !== 'RoiAlign' && captures === undefined);
  return opset >= 13 && opset < 16 && same ? 16 : opset;
}

/** Names that would be taken for ours, and values that are asked for but not there. */
function assertNames({ stored, inputs, nodes }: DecodedModel, layers: readonly string[]): void {
  const names = new Set([
    ...stored.keys(),
    ...inputs.map(({ name }) => name),
    ...nodes.flatMap(({ outputs }) => outputs),
  ]);
  for (const name of names) {
    if (name.startsWith(ownPrefix)) throw unusable(`${quoted(name)} is a name that is kept for what is added`);
  }
  for (const name of layers) if (!names.has(name)) throw unusable(`it has no value named ${quoted(name)}`);
}

/** The one input that is no weight. */
function inputOf({ inputs, stored }: DecodedModel): { readonly name: string; readonly dims: Shape } {
  const free = inputs.filter(({ name }) => !stored.has(name));
  const [input] = free;
  if (input === undefined || free.length > 1) throw unusable(`it has ${free.length} inputs instead of one`);
  if (input.type !== 'float32' || input.dims.length === 0) throw unusable('its input is no float32 array with a batch');
  return input;
}

/** The first output, or what goes into the softmax that makes it. */
function logitsOf({ nodes, outputs }: DecodedModel): string {
  const [output] = outputs;
  if (output === undefined) throw unusable('it has no output');
  const maker = nodes.find((node) => node.outputs.includes(output.name));
  const isSoftmax = maker?.domain === '' && (maker.type === 'Softmax' || maker.type === 'LogSoftmax');
  return (isSoftmax ? maker.inputs[0] : undefined) ?? output.name;
}

/** As the output says, else from the shape that the logits have when the graph is built. */
function classesOf(
  model: DecodedModel,
  inputDims: readonly number[],
  batch: Dim | undefined,
  forward: Network['forward'],
): number {
  const g = new GraphBuilder({ opset: opsetOf(model), nodes: [], initializers: [], inputs: [], outputs: [] });
  const x = g.input(`${ownPrefix}x`, 'float32', [batch ?? 'N', ...inputDims]);
  const worked = g.shapeOf(forward(g, x, false).logits);
  for (const shape of [model.outputs[0]?.dims, worked]) {
    const classes = shape?.[1];
    if (shape?.length === 2 && typeof classes === 'number' && classes > 0) return classes;
  }
  throw unusable('its first output is no row of numbers per class, whose number is known');
}

function parameterOf(model: DecodedModel, name: string): Parameter {
  const tensor = model.stored.get(name);
  if (tensor === undefined) throw unusable(`it has no weights named ${quoted(name)}`);
  if (tensor.type !== 'float32') throw unusable(`its weights ${quoted(name)} are no float32 numbers`);
  if (tensor.place === undefined) throw unusable(`its weights ${quoted(name)} are not stored in one piece`);
  return { name, dims: tensor.dims, fanIn: 0, gain: 0 };
}

function valuesOf(model: DecodedModel, name: string, bytes: Uint8Array): Float32Array {
  const { from, to } = model.stored.get(name)?.place ?? { from: 0, to: 0 };
  return new Float32Array(bytes.slice(from, to).buffer);
}

function unusable(why: string): NumericError {
  return new NumericError('NUMERIC_MODEL', `the model cannot be used: ${why}`);
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}
