// Principal components of 50,000 x 512, all 512 of them, beside PyTorch in the same run. usage: node bench/data/linear.ts [PYTHON]
// The goal is at most four times its CPU seconds. Single-threaded both; seed 1.
import { spawnSync } from 'node:child_process';
import { covariance } from '#numeric/linear/covariance';
import { nearestNeighbours } from '#numeric/linear/nearest-neighbours';
import { symmetricEigen } from '#numeric/linear/symmetric-eigen';
import { seeded } from '#numeric/random/seeded';

const [count, width] = [50_000, 512];
const peer = `
import time, torch
torch.set_num_threads(1)
torch.manual_seed(1)
x = torch.randn(${count}, ${width})
y = x[:4096, :128]
def timed(name, act):
    runs = []
    for _ in range(3):
        start = time.process_time(); act(); runs.append(time.process_time() - start)
    print(name, ' '.join('%.2f' % run for run in runs), flush=True)
def components():
    c = x - x.mean(0)
    torch.linalg.eigh(c.T @ c / (len(c) - 1))
timed('PyTorch', components)
timed('PyTorch, 10 neighbours of 4096 among 4096 x 128', lambda: torch.cdist(y, y).topk(11, largest=False))
print(torch.__version__)
`;

const random = seeded(1);
const matrix = { values: Float32Array.from({ length: count * width }, random.normal), count, width };
const few = { values: matrix.values.subarray(0, 4096 * 128), count: 4096, width: 128 };
console.log(`principal components of ${count} x ${width}, CPU seconds of three runs`);
timed('Assay', () => symmetricEigen(covariance(matrix).matrix, width));
timed('Assay, 10 neighbours of 4096 among 4096 x 128', () => nearestNeighbours(few, few, 10, { excludeSelf: true }));
const python = spawnSync(process.argv[2] ?? 'python3', ['-c', peer], { encoding: 'utf8' });
console.log(python.status === 0 ? python.stdout.trim() : 'PyTorch is not installed: no peer');

function timed(name: string, act: () => unknown): void {
  const runs: string[] = [];
  for (let run = 0; run < 3; run++) {
    const start = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(start);
    runs.push(((user + system) / 1e6).toFixed(2));
  }
  console.log(`${name} ${runs.join(' ')}`);
}
