// The floor of detection: what was found once stays found, and no false alarm is added. Raise the floor with the corpus:
// ASSAY_RAISE_FLOOR=1 npx vitest run tests/contracts/floor.test.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { emptyPolicy } from '#flow/policy';
import { scan } from '#flow/scan';
import { samples } from '#testkit/samples.generated';

interface Floor {
  /** Samples whose verdict must not be clean. */
  readonly hostile: number;
  /** Of these, how many are not called clean. */
  readonly detected: number;
  /** Of these, how many get the very verdict that is expected. */
  readonly exact: number;
  readonly benign: number;
  /** Benign samples that are not called clean. */
  readonly falseAlarms: number;
}

const path = fileURLToPath(new URL('./floor.json', import.meta.url));
const policy = emptyPolicy;

test('detection does not fall, false alarms do not rise', async () => {
  const now = await count();
  if (process.env.ASSAY_RAISE_FLOOR === '1') writeFileSync(path, `${JSON.stringify(now, null, 2)}\n`);
  const floor: Floor = JSON.parse(readFileSync(path, 'utf8'));
  expect(now.hostile, 'the corpus shrank').toBeGreaterThanOrEqual(floor.hostile);
  expect(now.benign, 'the corpus shrank').toBeGreaterThanOrEqual(floor.benign);
  expect(now.detected).toBeGreaterThanOrEqual(floor.detected);
  expect(now.exact).toBeGreaterThanOrEqual(floor.exact);
  expect(now.falseAlarms).toBeLessThanOrEqual(floor.falseAlarms);
});

async function count(): Promise<Floor> {
  const total = { hostile: 0, detected: 0, exact: 0, benign: 0, falseAlarms: 0 };
  for (const sample of Object.values(samples).flat()) {
    const report = await scan([{ name: sample.name, bytes: sample.build() }], { policy, version: '', ruleset: '' });
    const verdict = report.files[0]?.verdict;
    if (sample.verdict === 'clean') {
      total.benign += 1;
      if (verdict !== 'clean') total.falseAlarms += 1;
    } else {
      total.hostile += 1;
      if (verdict !== 'clean') total.detected += 1;
      if (verdict === sample.verdict) total.exact += 1;
    }
  }
  return total;
}
