// The training engine: an epoch of the reference net and a product of matrices, beside PyTorch and WebAssembly, one thread each.
// usage: ASSAY_ML_PYTHON=.../python node bench/data/engine.ts [IMAGES] [ROUNDS] [IDX FILE OF 28 X 28 PICTURES, GZIP]
// Contenders take turns, each in a process of its own. CPU seconds of the epoch alone: loading and compiling are left out
// on all sides. The net: 16 and 32 filters of 5 x 5, dense 384, 214,090 parameters; batches of 128; Adam at 1e-3; seed 1.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type EngineKind, openEngine } from '#jobs/engines/open-engine';
import { GraphBuilder } from '#numeric/graph/graph-builder';
import { networkOf } from '#numeric/models/network-of';
import { seeded } from '#numeric/random/seeded';
import { examplesInMemory } from '#numeric/training/examples';
import { trainClassifier } from '#numeric/training/train-classifier';

const torchProgram = `
import sys, time, resource
import numpy as np, torch
import torch.nn.functional as F
from torch import nn
torch.set_num_threads(1)
torch.manual_seed(1)
work, count = sys.argv[1], int(sys.argv[2])
if work == "matmul":
    a, b = torch.rand(1024, 1024), torch.rand(1024, 1024)
    for _ in range(3): a @ b
    begin = time.process_time()
    for _ in range(count): a @ b
    print(2 * 1024 ** 3 * count / (time.process_time() - begin) / 1e9)
else:
    raw = np.frombuffer(sys.stdin.buffer.read(), dtype=np.uint8)
    x, y = raw[:count * 784].reshape(count, 1, 28, 28), torch.from_numpy(raw[count * 784:].astype(np.int64))
    net = nn.Sequential(nn.Conv2d(1, 16, 5), nn.MaxPool2d(2), nn.ReLU(), nn.Conv2d(16, 32, 5), nn.MaxPool2d(2), nn.ReLU(),
                        nn.Flatten(), nn.Linear(512, 384), nn.ReLU(), nn.Linear(384, 10))
    adam = torch.optim.Adam(net.parameters(), lr=1e-3)
    order, total = torch.randperm(count).numpy(), 0.0
    begin = time.process_time()
    for at in range(0, count, 128):
        rows = order[at:at + 128]
        batch = torch.from_numpy(x[rows].astype(np.float32) / 255)
        loss = F.cross_entropy(net(batch), y[rows])
        adam.zero_grad(); loss.backward(); adam.step()
        total += loss.item() * len(rows)
    print(time.process_time() - begin, total / count)
`;

const [work = '', kindOrCount = '', countText = ''] = process.argv.slice(2);
if (work === 'epoch' || work === 'matmul') await contend();
else compare(Number(work) || 60_000, Number(kindOrCount) || 3);

/** One contender, in a process of its own: prints its measure. */
async function contend(): Promise<void> {
  const engine = await openEngine({ threads: 1, kind: kindOf(kindOrCount) });
  const count = Number(countText);
  if (work === 'matmul') {
    const g = new GraphBuilder();
    const [a, b] = ['a', 'b'].map((name) => g.input(name, 'float32', [1024, 1024]));
    g.output(g.op('MatMul', [a ?? '', b ?? '']), 'y', 'float32', [1024, 1024]);
    const session = await engine.load(g.encode());
    const random = seeded(1);
    const data = Float32Array.from({ length: 1024 * 1024 }, () => random.uniform());
    const matrix = { type: 'float32', dims: [1024, 1024], data } as const;
    for (let i = 0; i < 3; i++) await session.run({ a: matrix, b: matrix });
    const begin = process.cpuUsage();
    for (let i = 0; i < count; i++) await session.run({ a: matrix, b: matrix });
    console.log((2 * 1024 ** 3 * count) / seconds(begin) / 1e9);
    return;
  }
  const raw = new Uint8Array(readFileSync(0));
  const network = networkOf({
    kind: 'convolutional-net',
    height: 28,
    width: 28,
    channels: 1,
    classes: 10,
    filters: [16, 32],
    kernel: 5,
    padding: 0,
    dense: 384,
  });
  const options = {
    engine,
    network,
    examples: examplesInMemory(raw.subarray(0, count * 784), 784),
    labels: raw.subarray(count * 784),
    rows: Int32Array.from({ length: count }, (_, row) => row),
    epochs: 1,
    batch: 128,
    rate: 1e-3,
    seed: 1,
  };
  // Compiling the graph is left out: a session is made for a training, whatever its length.
  await trainClassifier({ ...options, rows: options.rows.subarray(0, 128) });
  let loss = 0;
  const begin = process.cpuUsage();
  const { record } = await trainClassifier({ ...options, onEpoch: ({ meanLoss }) => (loss = meanLoss) });
  console.log(seconds(begin), loss, record.weights);
}

function compare(images: number, rounds: number): void {
  const python = process.env.ASSAY_ML_PYTHON ?? 'python3';
  const program = fileURLToPath(import.meta.url);
  const run = (words: readonly string[], input?: Uint8Array): string =>
    execFileSync(words[0] ?? '', words.slice(1), { encoding: 'utf8', maxBuffer: 1 << 26, input: input ?? '' }).trim();
  const torch = spawnSync(python, ['-c', 'import torch']).status === 0;
  // A sixth is enough for the slow one; its seconds are multiplied.
  const epochs: Contender[] = [
    { name: 'Assay, onnxruntime-node', words: [process.execPath, program, 'epoch', 'onnxruntime-node'], share: 1 },
    ...(torch ? [{ name: 'PyTorch', words: [python, '-c', torchProgram, 'epoch'], share: 1 }] : []),
    { name: 'Assay, onnxruntime-web', words: [process.execPath, program, 'epoch', 'onnxruntime-web'], share: 6 },
  ];
  const results = new Map<string, number[]>();
  const keep = (name: string, value: number): unknown => results.set(name, [...(results.get(name) ?? []), value]);
  for (let round = 0; round < rounds; round++) {
    for (const { name, words, share } of epochs) {
      const count = Math.floor(images / share);
      const [cpu, loss, digest = ''] = run([...words, String(count)], pictures(count)).split(' ');
      console.log(
        `${name}: ${count} pictures, ${Number(cpu).toFixed(2)} CPU s, loss ${Number(loss).toFixed(4)} ${digest.slice(0, 16)}`,
      );
      keep(`epoch, CPU s: ${name}`, Number(cpu) * share);
    }
    for (const { name, words } of epochs) {
      const flops = Number(
        run([...words.map((word) => (word === 'epoch' ? 'matmul' : word)), name.endsWith('web') ? '10' : '40']),
      );
      keep(`matmul of 1024^3, GFLOP per CPU s: ${name}`, flops);
    }
  }
  console.log(
    `\n${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, ${images} pictures, median [all] of ${rounds}`,
  );
  for (const [name, values] of results) {
    console.log(`${name}: ${median(values).toFixed(2)} [${values.map((value) => value.toFixed(2)).join(' ')}]`);
  }
  const [assay, peer] = ['Assay, onnxruntime-node', 'PyTorch'].map(
    (name) => results.get(`epoch, CPU s: ${name}`) ?? [],
  );
  if (peer?.length)
    console.log(`epoch, Assay / PyTorch: ${(median(assay ?? []) / median(peer)).toFixed(3)}; to reach: 1.2`);
}

interface Contender {
  readonly name: string;
  readonly words: readonly string[];
  /** Runs one part of so many of the pictures. */
  readonly share: number;
}

/** Fashion-MNIST where it is installed, else noise: pixels, then labels. */
function pictures(count: number): Uint8Array {
  const path = process.argv[4] ?? '/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz';
  const all = new Uint8Array(count * 785);
  const random = seeded(1);
  if (existsSync(path)) {
    all.set(gunzipSync(readFileSync(path)).subarray(16, 16 + count * 784));
    all.set(gunzipSync(readFileSync(path.replace('images-idx3', 'labels-idx1'))).subarray(8, 8 + count), count * 784);
  } else for (let i = 0; i < all.length; i++) all[i] = random.integer(i < count * 784 ? 256 : 10);
  return all;
}

function kindOf(word: string): EngineKind {
  return word === 'onnxruntime-web' ? 'onnxruntime-web' : 'onnxruntime-node';
}

function seconds(begin: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e6;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
