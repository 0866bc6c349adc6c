// Gradients and training beside PyTorch. Skipped where the Python named by ASSAY_ML_PYTHON (else python3) has no torch.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openEngine } from '#jobs/engines/open-engine';
import type { Tensor } from '#numeric/engine/engine';
import { differentiate } from '#numeric/graph/differentiate';
import type { Attribute } from '#numeric/graph/graph';
import type { GraphBuilder } from '#numeric/graph/graph-builder';
import { convolutionalNet } from '#numeric/models/convolutional-net';
import { initialWeights } from '#numeric/models/network';
import { seeded } from '#numeric/random/seeded';
import { examplesInMemory } from '#numeric/training/examples';
import { trainClassifier } from '#numeric/training/train-classifier';
import { builderFor, nameOf, type OperatorCase, operatorCases, valuesOf } from '#testkit/operator-cases';

const python = process.env.ASSAY_ML_PYTHON ?? 'python3';
const present = spawnSync(python, ['-c', 'import torch']).status === 0;
const oracle = fileURLToPath(new URL('./training-oracle.py', import.meta.url));

interface Answer {
  readonly y: readonly number[];
  readonly gradients: Readonly<Record<string, readonly number[]>>;
  readonly losses: readonly number[];
  readonly weights: Readonly<Record<string, readonly number[]>>;
}

describe.skipIf(!present)(`PyTorch (skipped when ${python} has none)`, () => {
  const ask = (cases: readonly unknown[]): readonly Answer[] => {
    const run = spawnSync(python, [oracle], { input: JSON.stringify(cases), encoding: 'utf8', maxBuffer: 1 << 28 });
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout);
  };

  test('every operator: output and gradients', async () => {
    const engine = await openEngine({ threads: 1 });
    const peers = ask(operatorCases.map(described));
    const off: string[] = [];
    for (const [i, one] of operatorCases.entries()) {
      const values = valuesOf(one, 7);
      const { g, y } = built(one);
      g.output(y, 'y', 'float32', g.shapeOf(y));
      g.input('dy', 'float32', dyOf(one).dims);
      const gradients = differentiate(
        g,
        new Map([[y, 'dy']]),
        one.inputs.map((_, place) => nameOf(place)),
      );
      for (const [name, gradient] of gradients) g.output(gradient, `d.${name}`, 'float32', g.shapeOf(name));
      const session = await engine.load(g.encode());
      const feeds = Object.fromEntries(values.map(({ name, dims, data }) => [name, floats(dims, data)]));
      const found = await session.run({ ...feeds, dy: floats(dyOf(one).dims, Float32Array.from(dyOf(one).data)) });
      const peer = peers[i];
      for (const [name, expected] of [['y', peer?.y] as const, ...Object.entries(peer?.gradients ?? {})]) {
        const ours = found[name === 'y' ? 'y' : `d.${name}`];
        const wrong = difference(expected ?? [], ours);
        if (!(wrong < 1e-4)) off.push(`${one.name} ${name} ${wrong}`);
      }
    }
    expect(off).toEqual([]);
  });

  test('twenty steps of the convolutional net with Adam', async () => {
    const network = convolutionalNet({
      kind: 'convolutional-net',
      height: 12,
      width: 12,
      channels: 1,
      classes: 3,
      filters: [4, 6],
      kernel: 3,
      padding: 1,
      dense: 10,
    });
    const random = seeded(11);
    const values = Float32Array.from({ length: 64 * 144 }, () => random.uniform());
    const labels = Int32Array.from({ length: 64 }, () => random.integer(3));
    const initial = initialWeights(network, 5);
    const seen: { x: Float32Array }[] = [];
    // A seed of the order is ours, so the batches are caught as they are trained on.
    const trained = await trainClassifier({
      engine: await openEngine({ threads: 1 }),
      network,
      examples: examplesInMemory(values, 144),
      labels,
      rows: [...labels.keys()],
      epochs: 5,
      batch: 16,
      rate: 0.01,
      seed: 5,
      weights: initial,
      distort: (x) => seen.push({ x: x.slice() }),
    });
    const rowOf = new Map([...labels.keys()].map((row) => [values[row * 144] ?? 0, row]));
    const batches = seen.map(({ x }) => ({
      x: { dims: [16, 1, 12, 12], data: [...x] },
      labels: Array.from({ length: 16 }, (_, i) => labels[rowOf.get(x[i * 144] ?? 0) ?? 0]),
    }));
    const weights = network.parameters.map(({ name, dims }) => ({ name, dims, data: [...(initial[name] ?? [])] }));
    const [peer] = ask([{ weights, batches, rate: 0.01, padding: 1 }]);
    for (const { name, dims } of network.parameters) {
      const ours = floats(dims, trained.weights[name] ?? new Float32Array());
      expect(difference(peer?.weights[name] ?? [], ours), name).toBeLessThan(2e-3);
    }
    expect(batches).toHaveLength(20);
  });
});

function built(one: OperatorCase): { readonly g: GraphBuilder; readonly y: string } {
  const g = builderFor(one);
  const inputs = one.inputs.map((shape, i) => g.input(nameOf(i), 'float32', shape));
  return { g, y: one.build(g, ...inputs) };
}

/** A case as JSON. */
function described(one: OperatorCase): unknown {
  const { g, y } = built(one);
  const { nodes, initializers } = g.graph();
  return {
    nodes: nodes.map(({ type, inputs, outputs, attributes }) => ({
      type,
      inputs,
      outputs,
      attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, plain(value)])),
    })),
    constants: initializers.flatMap((initializer) =>
      'tensor' in initializer
        ? [{ name: initializer.name, ...initializer.tensor, data: Array.from(initializer.tensor.data, Number) }]
        : [],
    ),
    inputs: valuesOf(one, 7).map(({ name, dims, data }) => ({ name, dims, data: [...data] })),
    output: y,
    dy: dyOf(one),
  };
}

function plain(value: Attribute): unknown {
  return typeof value === 'object' && 'float' in value ? value.float : value;
}

/** Enough numbers for every output here; the peer cuts nothing, so the length is that of the output. */
function dyOf(one: OperatorCase): { readonly dims: readonly number[]; readonly data: readonly number[] } {
  const random = seeded(3);
  const dims = outputDims.get(one.name) ?? [];
  return { dims, data: Array.from({ length: dims.reduce((a, b) => a * b, 1) }, () => random.normal()) };
}

function floats(dims: readonly number[], data: Float32Array): Tensor {
  return { type: 'float32', dims, data };
}

/** Largest difference, as a share of the largest number. */
function difference(expected: readonly number[], found: Tensor | undefined): number {
  if (found === undefined || found.data.length !== expected.length) return Number.POSITIVE_INFINITY;
  const largest = Math.max(1e-3, ...expected.map(Math.abs));
  return Math.max(0, ...expected.map((value, i) => Math.abs(value - Number(found.data[i])) / largest));
}

const outputDims = new Map<string, readonly number[]>();
if (present) {
  const engine = await openEngine({ threads: 1 });
  for (const one of operatorCases) {
    const { g, y } = built(one);
    g.output(y, 'y', 'float32', g.shapeOf(y));
    const feeds = Object.fromEntries(valuesOf(one, 7).map(({ name, dims, data }) => [name, floats(dims, data)]));
    outputDims.set(one.name, (await (await engine.load(g.encode())).run(feeds)).y?.dims ?? []);
  }
}
