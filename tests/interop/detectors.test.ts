// Scores of detectors beside numpy, scikit-learn and cleanlab on the same rows.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { detectors } from '#checks/dataset/detectors/detectors.generated';
import { covariance } from '#numeric/linear/covariance';
import { squaredMahalanobis } from '#numeric/linear/mahalanobis';
import { principalComponents } from '#numeric/linear/principal-components';
import { seeded } from '#numeric/random/seeded';

const pythons = [process.env.ASSAY_ML_PYTHON ?? 'python3'];
const python = pythons.find((one) => spawnSync(one, ['-c', 'import cleanlab, sklearn']).status === 0);
const [count, width, classes] = [600, 10, 3];

const random = seeded(1);
const labels = Int32Array.from({ length: count }, () => random.integer(classes));
const values = Float32Array.from({ length: count * width }, (_, at) => {
  const label = labels[Math.floor(at / width)] ?? 0;
  return random.normal() * (1 + (at % width)) + (at % width === label ? 5 : 0);
});
const probabilities = Float32Array.from({ length: count * classes }, () => 0);
labels.forEach((label, row) => {
  const believed = random.uniform() < 0.1 ? random.integer(classes) : label;
  const sure = 0.4 + 0.6 * random.uniform();
  for (let c = 0; c < classes; c++)
    probabilities[row * classes + c] = c === believed ? sure : (1 - sure) / (classes - 1);
});

describe.skipIf(python === undefined)(
  'peers (skipped when Python has no cleanlab and scikit-learn; ASSAY_ML_PYTHON names one that has)',
  () => {
    const peer = python === undefined ? {} : askPeer(python);
    const input = { features: { count, width, values, from: 'raw' }, labels, classes, probabilities, seed: 1 };
    const run = (id: string) => detectors.find((one) => one.id === id)?.detect(input);

    test('spectral signatures are those of numpy by singular values of the centred rows', () => {
      expectClose(run('spectral-signatures')?.scores, peer.spectral, 1e-3);
    });

    test('local intrinsic dimensionality is that of distances by scikit-learn', () => {
      expectClose(run('local-intrinsic-dimensionality')?.scores, peer.dimension, 1e-3);
    });

    test('confident learning doubts as many labels as cleanlab, and orders by the same margin', () => {
      const result = run('confident-learning');
      expect(result?.notes.join()).toContain(`${peer.doubted} labels doubted`);
      // Doubted rows have 1 added; cleanlab counts quality, that is 1 - what we count.
      const margins = Array.from(result?.scores ?? [], (score) => (score > 1 ? score - 1 : score));
      const theirs = numbers(peer.margin).map((quality) => 1 - quality);
      const doubted = Array.from(result?.scores ?? []).filter((score) => score > 1.0000001).length;
      expect(doubted).toBe(peer.doubted);
      expectClose(margins, theirs, 1e-5);
    });

    test('components and Mahalanobis distances are those of scikit-learn', () => {
      const matrix = { values, count, width };
      expectClose(principalComponents(matrix, width, { seed: 1 }).variances, peer.variances, 1e-4);
      // Theirs divides by n, ours by n - 1.
      const distances = Array.from(
        squaredMahalanobis(matrix, covariance(matrix)) ?? [],
        (value) => (value * count) / (count - 1),
      );
      expectClose(distances, peer.mahalanobis, 1e-3);
    });
  },
);

function askPeer(command: string): Readonly<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-detectors-'));
  try {
    writeFileSync(join(folder, 'features.f32'), values);
    writeFileSync(join(folder, 'labels.i32'), labels);
    writeFileSync(join(folder, 'probabilities.f32'), probabilities);
    writeFileSync(join(folder, 'shape.txt'), `${count} ${width} ${classes}`);
    const { status, stdout, stderr } = spawnSync(
      command,
      [fileURLToPath(new URL('./detectors.py', import.meta.url)), folder],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      },
    );
    if (status !== 0) throw new Error(stderr);
    const answer: unknown = JSON.parse(stdout);
    return answer instanceof Object ? Object.fromEntries(Object.entries(answer)) : {};
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function numbers(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}

function expectClose(ours: ArrayLike<number> | undefined, theirs: unknown, tolerance: number): void {
  const peers = numbers(theirs);
  expect(ours?.length).toBe(peers.length);
  peers.forEach((value, index) => {
    expect(Math.abs((ours?.[index] ?? Number.NaN) - value)).toBeLessThanOrEqual(tolerance * (1 + Math.abs(value)));
  });
}
