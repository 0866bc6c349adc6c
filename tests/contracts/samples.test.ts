// Every sample of the testkit through the whole scanner: what a scan must say of it, and that nothing done to its bytes
// makes a reader throw anything but its own error.
import { describe, expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { emptyPolicy } from '#flow/policy';
import { scan } from '#flow/scan';
import { type Scanned, scanSource } from '#flow/scan-source';
import { PoisoningSource } from '#testkit/poisoning-source';
import type { Sample } from '#testkit/sample';
import { samples } from '#testkit/samples.generated';
import { seeded } from '../interop/pickle-streams.ts';

const policy = emptyPolicy;
const context = (name: string) => ({ name, policy, sibling: () => undefined });
const slow = process.env.ASSAY_SLOW === '1';
/** Changed and cut copies per sample; `npm run slow` cuts small samples at every byte. */
const edits = slow ? 200 : 12;
const largestDamaged = 20_000;

for (const [folder, list] of Object.entries(samples)) {
  describe(folder, () => {
    test('names are unique', () => {
      expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
    });
    test.each(list)('$name is $verdict: $because', checkVerdict);
    test('reads the same from a source that overwrites what it gave', () => samePoisoned(list));
    test(
      `stays in one piece when cut or changed (${edits} times each)`,
      () => damageAll(list),
      slow ? 1_800_000 : 60_000,
    );
  });
}

async function checkVerdict(sample: Sample): Promise<void> {
  const report = await scan([{ name: sample.name, bytes: sample.build() }], {
    policy,
    version: 'test',
    ruleset: 'test',
  });
  const file = report.files[0];
  const seen = file?.findings.map(
    ({ check, severity, outcome, message }) => `${check} ${outcome} ${severity}: ${message}`,
  );
  expect({ verdict: file?.verdict, seen, notCovered: file?.coverage.notCovered }).toMatchObject({
    verdict: sample.verdict,
  });
  if (sample.check !== undefined) expect(file?.findings.map(({ check }) => check)).toContain(sample.check);
}

async function samePoisoned(list: readonly Sample[]): Promise<void> {
  for (const sample of list) {
    const bytes = sample.build();
    const plain = await scanSource(new MemorySource(bytes), context(sample.name));
    expect(await scanSource(new PoisoningSource(bytes), context(sample.name)), sample.name).toEqual(plain);
  }
}

async function damageAll(list: readonly Sample[]): Promise<void> {
  const random = seeded(7);
  for (const sample of list) {
    const bytes = sample.build();
    if (bytes.length > largestDamaged) continue;
    const places = Array.from({ length: edits }, () => Math.floor(random() * bytes.length));
    const cuts = slow && bytes.length <= 2000 ? Array.from(bytes.keys()) : places;
    for (const at of cuts) noForeignError(sample, await scanBytes(bytes.subarray(0, at), sample));
    for (const at of places) {
      const changed = bytes.slice();
      changed[at] = Math.floor(random() * 256);
      noForeignError(sample, await scanBytes(changed, sample));
    }
  }
}

function scanBytes(bytes: Uint8Array, sample: Sample): Promise<Scanned> {
  return scanSource(new MemorySource(bytes), context(sample.name));
}

/** The scan turns an error that is not a reader's own into this message, so that it stays visible. */
function noForeignError(sample: Sample, { findings }: Scanned): void {
  const foreign = findings.filter(({ message }) => message.includes('the reader failed'));
  expect(foreign, sample.name).toEqual([]);
}
