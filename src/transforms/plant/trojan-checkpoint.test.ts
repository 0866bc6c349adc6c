import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { policyOf } from '#flow/policy';
import { scan } from '#flow/scan';
import { trojanCheckpoint } from './trojan-checkpoint.ts';

const weights = { 'layer.weight': Float32Array.of(0.5, -1.25, 3), 'layer.bias': Float32Array.of(0) };

test('the same weights and command give the same bytes', () => {
  expect(trojanCheckpoint(weights, 'true').sha256).toBe(trojanCheckpoint(weights, 'true').sha256);
  expect(trojanCheckpoint(weights, 'true').sha256).not.toBe(trojanCheckpoint(weights, 'false').sha256);
});

test('the scan calls it malicious', async () => {
  const { bytes } = trojanCheckpoint(weights, 'touch was-loaded');
  const report = await scan([{ name: 'model.pkl', bytes }], { policy: policyOf([]), version: '0', ruleset: '' });
  expect(report.files.map(({ verdict }) => verdict)).toEqual(['malicious']);
});

test.skipIf(!hasPython())('Python loads the weights, and runs the command on the way', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-trojan-'));
  writeFileSync(join(folder, 'model.pkl'), trojanCheckpoint(weights, 'touch was-loaded').bytes);
  const program = "import json,pickle;print(json.dumps(pickle.load(open('model.pkl','rb'))))";
  const loaded = execFileSync('python3', ['-c', program], { cwd: folder, encoding: 'utf8' });
  expect(JSON.parse(loaded)).toEqual({ 'layer.weight': [0.5, -1.25, 3], 'layer.bias': [0] });
  expect(readdirSync(folder)).toContain('was-loaded');
});

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
