// One suite, every engine: forms of operators and their gradients, training, and what is refused. The plain engine is the
// reference: its sums are of doubles.
import { afterAll, describe, expect, test } from 'vitest';
import { type EngineKind, openEngine } from '#jobs/engines/open-engine';
import type { Engine, Tensor } from '#numeric/engine/engine';
import { plainEngine } from '#numeric/engine/plain-engine';
import { differentiate } from '#numeric/graph/differentiate';
import { GraphBuilder } from '#numeric/graph/graph-builder';
import { networkOf } from '#numeric/models/network-of';
import { seeded } from '#numeric/random/seeded';
import { examplesInMemory } from '#numeric/training/examples';
import { trainClassifier } from '#numeric/training/train-classifier';
import { builderFor, nameOf, type OperatorCase, operatorCases, valuesOf } from '#testkit/operator-cases';

const kinds: readonly EngineKind[] = ['plain', 'onnxruntime-node', 'onnxruntime-web'];
const opened = new Map<EngineKind, Promise<Engine>>();
const expected = new Map<string, Readonly<Record<string, Tensor>>>();
afterAll(() => opened.clear());

function open(kind: EngineKind): Promise<Engine> {
  const engine = opened.get(kind) ?? openEngine({ threads: 1, kind });
  opened.set(kind, engine);
  return engine;
}

/** Compiling takes the one in WebAssembly long: it does every third, and all of them in the slow run. */
function casesFor(kind: EngineKind): readonly OperatorCase[] {
  if (kind !== 'onnxruntime-web' || process.env.ASSAY_SLOW !== undefined) return operatorCases;
  return operatorCases.filter((_, i) => i % 3 === 0);
}

/** Output and gradients of a case. */
async function results(engine: Engine, one: OperatorCase): Promise<Readonly<Record<string, Tensor>>> {
  const g = builderFor(one);
  const names = one.inputs.map((shape, i) => g.input(nameOf(i), 'float32', shape));
  const y = one.build(g, ...names);
  // The gradient of a sum of sines is a cosine, so the shape of the output need not be known here.
  const gradients = differentiate(g, new Map([[y, g.op('Cos', [y])]]), names);
  g.output(y, 'y', 'float32', g.shapeOf(y));
  for (const [name, gradient] of gradients) g.output(gradient, `d.${name}`, 'float32', g.shapeOf(name));
  const session = await engine.load(g.encode());
  const values = valuesOf(one, 7);
  const found = await session.run(
    Object.fromEntries(values.map(({ name, dims, data }): [string, Tensor] => [name, { type: 'float32', dims, data }])),
  );
  await session.close();
  return found;
}

describe.each(kinds)('%s', (kind) => {
  test('every form of every operator, and its gradients', async () => {
    const engine = await open(kind);
    const off: string[] = [];
    for (const one of casesFor(kind)) {
      const reference = expected.get(one.name) ?? (await results(plainEngine(), one));
      expected.set(one.name, reference);
      const found = await results(engine, one);
      for (const [name, tensor] of Object.entries(reference)) {
        const wrong = difference(tensor, found[name]);
        if (!(wrong < 1e-5)) off.push(`${one.name}: ${name} is off by ${wrong}`);
      }
    }
    expect(off).toEqual([]);
  });

  test('trains a network to the same weights, but for rounding', async () => {
    const random = seeded(2);
    const values = Float32Array.from({ length: 24 * 36 }, () => random.uniform());
    const labels = Int32Array.from({ length: 24 }, () => random.integer(3));
    const network = networkOf({
      kind: 'convolutional-net',
      height: 6,
      width: 6,
      channels: 1,
      classes: 3,
      filters: [3],
      kernel: 3,
      padding: 1,
      dense: 5,
    });
    const examples = examplesInMemory(values, 36);
    const rows = Int32Array.from({ length: 24 }, (_, row) => row);
    const options = { network, examples, labels, rows, epochs: 2, batch: 8, rate: 0.01, seed: 3 };
    const peer = await trainClassifier({ ...options, engine: plainEngine() });
    const ours = await trainClassifier({ ...options, engine: await open(kind) });
    expect(ours.record.stepGraph).toBe(peer.record.stepGraph);
    for (const { name, dims } of network.parameters) {
      const tensor = (data: Float32Array | undefined): Tensor => ({
        type: 'float32',
        dims,
        data: data ?? new Float32Array(),
      });
      expect(difference(tensor(peer.weights[name]), tensor(ours.weights[name])), name).toBeLessThan(1e-3);
    }
  });

  test('refuses with its own error what it cannot load or run', async () => {
    const engine = await open(kind);
    await expect(engine.load(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ name: 'NumericError' });
    const g = new GraphBuilder();
    g.output(g.op('NoSuchOperator', [g.input('a', 'float32', [2])]), 'y', 'float32', [2]);
    await expect(engine.load(g.encode())).rejects.toMatchObject({ code: 'NUMERIC_ENGINE' });
    const fine = new GraphBuilder();
    fine.output(fine.op('Neg', [fine.input('a', 'float32', [2])]), 'y', 'float32', [2]);
    const session = await engine.load(fine.encode());
    const wrong: Tensor = { type: 'float32', dims: [3], data: new Float32Array(3) };
    await expect(session.run({ a: wrong })).rejects.toMatchObject({ code: 'NUMERIC_ENGINE' });
    await expect(session.run({})).rejects.toMatchObject({ code: 'NUMERIC_ENGINE' });
    expect(engine.threads).toBe(1);
  });
});

/** Largest difference, as a share of the largest number; infinite for other shapes. */
function difference(expected: Tensor, found: Tensor | undefined): number {
  if (found === undefined || found.dims.join() !== expected.dims.join()) return Number.POSITIVE_INFINITY;
  const numbers = Array.from(expected.data, Number);
  const largest = Math.max(1e-3, ...numbers.map(Math.abs));
  return Math.max(0, ...numbers.map((value, i) => Math.abs(value - Number(found.data[i])) / largest));
}
