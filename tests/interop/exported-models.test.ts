// Models as PyTorch exports them, with both exporters and four versions of the operators: differentiated, trained, written
// back, and read by the onnx package. Skipped where the Python named by ASSAY_ONNX_PYTHON has no torch, onnx and onnxscript.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { openEngine } from '#jobs/engines/open-engine';
import { decodeModel } from '#numeric/graph/decode-model';
import { modelNetwork } from '#numeric/models/model-network';
import type { Weights } from '#numeric/models/network';
import { writeWeights } from '#numeric/models/write-weights';
import { seeded } from '#numeric/random/seeded';
import { activationsOf } from '#numeric/training/activations-of';
import { examplesInMemory } from '#numeric/training/examples';
import { OpenNetwork } from '#numeric/training/open-network';
import { trainClassifier } from '#numeric/training/train-classifier';

const python = process.env.ASSAY_ONNX_PYTHON ?? 'python3';
const present = spawnSync(python, ['-c', 'import torch, onnx, onnxscript']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'assay-models-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(python, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const script = fileURLToPath(new URL('./export-models.py', import.meta.url));
const names = present ? (run([script, folder]).match(/(?<=^model )\S+$/gm) ?? []) : [];
const random = seeded(9);
const values = Float32Array.from({ length: 32 * 432 }, () => random.normal());
const examples = examplesInMemory(values, 432);
const labels = Int32Array.from({ length: 32 }, () => random.integer(4));
const rows = Int32Array.from({ length: 32 }, (_, row) => row);

test.skipIf(!present)('the exporters gave models', () => expect(names.length).toBeGreaterThanOrEqual(9));

describe.skipIf(!present)(`models of PyTorch (skipped when ${python} cannot export)`, () => {
  test.each(names)('%s', async (name) => {
    const engine = await openEngine({ threads: 1 });
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    const train = [...decodeModel(bytes).stored.values()]
      .filter(({ type, dims, place }) => type === 'float32' && dims.length > 0 && place !== undefined)
      .map((tensor) => tensor.name);
    const network = modelNetwork(bytes, { train, inputDims: [3, 12, 12] });
    expect(network).toMatchObject({ classes: 4, inputDims: [3, 12, 12] });

    const open = new OpenNetwork(engine, network);
    const x = values.subarray(0, 8 * 432);
    const few = labels.subarray(0, 8);
    const { gradients } = await open.gradients(network.weights, x, few);
    for (const [weight, gradient] of Object.entries(gradients)) {
      const at = gradient.findIndex((slope) => Math.abs(slope) === Math.max(...gradient.map(Math.abs)));
      const loss = async (by: number): Promise<number> => {
        const moved = (network.weights[weight] ?? new Float32Array()).slice();
        moved[at] = (moved[at] ?? 0) + by;
        const { losses } = await open.gradients({ ...network.weights, [weight]: moved }, x, few);
        return losses.reduce((a, b) => a + b, 0) / losses.length;
      };
      const slope = ((await loss(0.004)) - (await loss(-0.004))) / 0.008;
      expect(Math.abs(slope - (gradient[at] ?? 0)), weight).toBeLessThan(0.02 * Math.max(0.1, Math.abs(slope)));
    }
    await open.close();

    const options = { engine, network, examples, labels, rows, epochs: 40, batch: 16, rate: 0.01, seed: 1 };
    const first: number[] = [];
    const onEpoch = ({ meanLoss }: { readonly meanLoss: number }): unknown => first.push(meanLoss);
    const trained = await trainClassifier({ ...options, weights: network.weights, onEpoch });
    expect(first.at(-1)).toBeLessThan((first[0] ?? 0) / 2);
    checkChild(bytes, trained.weights, name);
    const { width, values: features } = await activationsOf({
      engine,
      model: bytes,
      examples,
      rows,
      inputDims: [3, 12, 12],
    });
    expect(width).toBe(name.startsWith('Residual') ? 8 : 16);
    expect(features.every(Number.isFinite)).toBe(true);
  });
});

/** The onnx package accepts what was written, and sees other numbers in those tensors only. */
function checkChild(bytes: Uint8Array, weights: Weights, name: string): void {
  const { bytes: child, changed } = writeWeights(bytes, weights);
  writeFileSync(join(folder, 'child.onnx'), child);
  const compare = [
    'import onnx, sys',
    'from onnx import numpy_helper',
    'a, b = (onnx.load(path) for path in sys.argv[1:])',
    'onnx.checker.check_model(b)',
    'old = {t.name: t for t in a.graph.initializer}',
    'for t in b.graph.initializer:',
    '    if t != old[t.name]: print("changed", t.name)',
    '    t.CopyFrom(old[t.name])',
    'print("same" if a == b else "different")',
  ].join('\n');
  const said = run(['-c', compare, join(folder, name), join(folder, 'child.onnx')])
    .trim()
    .split('\n');
  expect(said.sort()).toEqual([...changed.map((one) => `changed ${one}`), 'same'].sort());
}
