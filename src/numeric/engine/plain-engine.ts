// An engine without native code, for tests and as the reference of the others: each operator as its definition reads, a
// thousand times slower than what is meant for work. It knows the operators that graphs made here consist of.
import { NumericError } from '#core/errors';
import { type DecodedModel, decodeModel } from '../graph/decode-model.ts';
import type { GraphNode } from '../graph/graph.ts';
import type { Engine, Tensor } from './engine.ts';
import { toTensor, toValue, type Value } from './kernels/array.ts';
import { elementwise } from './kernels/elementwise.ts';
import { indexing } from './kernels/indexing.ts';
import type { Kernels } from './kernels/kernel.ts';
import { movement } from './kernels/movement.ts';
import { reductions } from './kernels/reductions.ts';
import { windows } from './kernels/windows.ts';

/** @returns an engine whose sums are of doubles, rounded to float32 once per number of a result */
export function plainEngine(): Engine {
  return {
    name: 'assay plain',
    version: '1',
    processor: 'any',
    threads: 1,
    load: async (bytes) => {
      const model = decodeModel(bytes);
      const unknown = model.nodes.find(({ type, domain }) => domain !== '' || !(type in kernels));
      if (unknown !== undefined) throw refused(`there is no operator ${unknown.type}`);
      const constants = constantsOf(bytes, model);
      return { run: async (feeds) => run(model, constants, feeds), close: async () => {} };
    },
  };
}

function constantsOf(bytes: Uint8Array, { stored }: DecodedModel): ReadonlyMap<string, Value> {
  return new Map(
    [...stored].map(([name, { type, dims, place }]) => {
      if (place === undefined || type === 'other') throw refused(`the constant ${name} is of a type that is not known`);
      const { buffer } = bytes.slice(place.from, place.to);
      const data =
        type === 'float32' ? new Float32Array(buffer) : type === 'int64' ? new BigInt64Array(buffer) : undefined;
      if (data === undefined) throw refused(`the constant ${name} is of type ${type}`);
      return [name, toValue({ type, dims, data })];
    }),
  );
}

function run(
  model: DecodedModel,
  constants: ReadonlyMap<string, Value>,
  feeds: Readonly<Record<string, Tensor>>,
): Readonly<Record<string, Tensor>> {
  const values = new Map(constants);
  for (const { name, type, dims } of model.inputs) {
    const tensor = feeds[name];
    if (tensor?.type !== type) throw refused(`the input ${name} is missing or no ${type}`);
    if (
      tensor.dims.length !== dims.length ||
      dims.some((dim, i) => typeof dim === 'number' && dim !== tensor.dims[i])
    ) {
      throw refused(`the input ${name} has the shape [${tensor.dims}] instead of [${dims}]`);
    }
    values.set(name, toValue(tensor));
  }
  for (const node of model.nodes) compute(node, values);
  return Object.fromEntries(
    model.outputs.map(({ name }) => {
      const value = values.get(name);
      if (value === undefined) throw refused(`nothing gives the output ${name}`);
      return [name, toTensor(value)];
    }),
  );
}

function compute(node: GraphNode, values: Map<string, Value>): void {
  try {
    const results =
      kernels[node.type]?.(
        node,
        node.inputs.map((name) => values.get(name)),
      ) ?? [];
    results.forEach((value, i) => {
      const name = node.outputs[i] ?? '';
      if (name !== '') values.set(name, value);
    });
  } catch (error) {
    throw refused(`${node.type}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function refused(why: string): NumericError {
  return new NumericError('NUMERIC_ENGINE', `the graph cannot be run: ${why}`);
}

const kernels: Kernels = { ...elementwise, ...indexing, ...movement, ...reductions, ...windows };
