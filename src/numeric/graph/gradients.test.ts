// Every rule against finite differences, on small arrays.
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '#jobs/engines/open-engine';
import { builderFor, type OperatorCase, operatorCases, valuesOf } from '#testkit/operator-cases';
import type { Engine, Session, Tensor } from '../engine/engine.ts';
import { seeded } from '../random/seeded.ts';
import { differentiate } from './differentiate.ts';
import { operators } from './operators.generated.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ threads: 1, kind: 'onnxruntime-node' });
});

describe('gradients agree with finite differences', () => {
  test.each(operatorCases)('$name', async (one) => {
    const values = valuesOf(one, 7);
    const g = builderFor(one);
    const inputs = one.inputs.map((shape, i) => g.input(values[i]?.name ?? '', 'float32', shape));
    const y = one.build(g, ...inputs);
    g.output(y, 'y', 'float32', g.shapeOf(y));
    const forward = await engine.load(g.encode());
    const feeds = Object.fromEntries(
      values.map(({ name, dims, data }): [string, Tensor] => [name, { type: 'float32', dims, data }]),
    );
    const result = (await forward.run(feeds)).y;
    const weights = randomLike(result);

    const d = builderFor(one);
    const again = one.inputs.map((shape, i) => d.input(values[i]?.name ?? '', 'float32', shape));
    const value = one.build(d, ...again);
    d.input('dy', 'float32', result?.dims ?? []);
    const gradients = differentiate(d, new Map([[value, 'dy']]), again);
    for (const [name, gradient] of gradients) d.output(gradient, `d.${name}`, 'float32', d.shapeOf(name));
    const backward = await engine.load(d.encode());
    const found = await backward.run({ ...feeds, dy: weights });

    for (const { name, dims, data } of values) {
      const gradient = found[`d.${name}`];
      expect(gradient?.dims).toEqual(dims);
      const expected = await differences(forward, feeds, name, data, weights);
      const largest = Math.max(1, ...expected.map(Math.abs));
      const wrong = expected.map((slope, i) => Math.abs(slope - Number(gradient?.data[i])) / largest);
      expect(Math.max(...wrong), `${name}: ${expected} against ${gradient?.data}`).toBeLessThan(3e-3);
    }
  });
});

test('there is a case for every operator with a rule', () => {
  const seen = new Set(operatorCases.flatMap(typesOf));
  const missing = operators.filter(({ type, gradient }) => gradient !== undefined && !seen.has(type));
  expect(missing).toEqual([]);
});

function typesOf(one: OperatorCase): readonly string[] {
  const g = builderFor(one);
  one.build(g, ...one.inputs.map((shape, i) => g.input(`input${i}`, 'float32', shape)));
  return g.nodes.map(({ type }) => type);
}

/** Slopes of sum(weights x y) along each number of one input. */
async function differences(
  session: Session,
  feeds: Readonly<Record<string, Tensor>>,
  name: string,
  data: Float32Array,
  weights: Tensor,
): Promise<readonly number[]> {
  const given = feeds[name];
  if (given === undefined) throw new Error(name);
  const at = async (i: number, step: number): Promise<number> => {
    const moved = data.slice();
    moved[i] = (moved[i] ?? 0) + step;
    const { y } = await session.run({ ...feeds, [name]: { ...given, data: moved } });
    let sum = 0;
    for (let j = 0; j < weights.data.length; j++) sum += Number(weights.data[j]) * Number(y?.data[j]);
    return sum;
  };
  const slopes: number[] = [];
  for (let i = 0; i < data.length; i++) slopes.push(((await at(i, step)) - (await at(i, -step))) / (2 * step));
  return slopes;
}

function randomLike(tensor: Tensor | undefined): Tensor {
  const random = seeded(3);
  return {
    type: 'float32',
    dims: tensor?.dims ?? [],
    data: Float32Array.from({ length: tensor?.data.length ?? 0 }, () => random.normal()),
  };
}

/** float32 has 7 digits: a third of them is lost to the step, a third to the difference. */
const step = 2 ** -8;
