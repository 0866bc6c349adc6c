// One bit flipped in any file of a workspace that something rests on: opening or auditing it says no and names a place, or, in the free space of the index,
// nothing that anybody could ask has changed.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AssayError } from '#core/errors';
import { auditWorkspace } from '#flow/workspace/audit-workspace';
import { openWorkspace } from '#flow/workspace/workspace';
import { promote } from '#flow/zones/promote';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';

const flipsPerFile = process.env.ASSAY_SLOW === undefined ? 3 : 200;
const now = (): Date => new Date('2026-05-01T13:00:00Z');

let here: TestWorkspace;
let folder = '';

beforeAll(async () => {
  here = await buildWorkspace();
  const workspace = await here.open();
  here.file('data/reviews.csv', 'id,text\n1,good\n2,bad\n');
  here.file('data/weights.bin', Buffer.alloc(5000, 7));
  await here.add(workspace, 'data', { name: 'reviews', kind: 'dataset', rows: { key: 'id' } });
  here.file('data/reviews.csv', 'id,text\n1,good\n2,awful\n');
  await here.add(workspace, 'data', { name: 'reviews' });
  // One version in each of two zones, and what a promotion leaves behind.
  await promote(workspace, 'reviews@1', 'quarantine', 'somebody found something odd');
  await workspace.close();
  folder = mkdtempSync(join(tmpdir(), 'assay-flip-'));
});

afterAll(async () => {
  await here.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Outcome of the audit, or the code with which it ended, and everything that was said. */
async function audit(root: string): Promise<{ readonly outcome: string; readonly said: string }> {
  try {
    const workspace = await openWorkspace(root, { now });
    try {
      const report = await auditWorkspace(workspace, { deep: true, record: false });
      const findings = report.parts.flatMap((part) => part.findings);
      return { outcome: report.outcome, said: JSON.stringify([findings, report.assets]) };
    } finally {
      await workspace.close();
    }
  } catch (error) {
    if (error instanceof AssayError) return { outcome: error.code, said: error.message };
    throw error;
  }
}

function filesBelow(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    return entry.isDirectory() ? filesBelow(inner) : [inner];
  });
}

test('unharmed, all is as recorded', async () => {
  expect((await audit(here.root)).outcome).toBe('pass');
});

test('a flipped bit of any file is noticed', { timeout: 3_600_000 }, async () => {
  const files = filesBelow(join(here.root, '.assay')).map((path) => relative(here.root, path));
  // Of each chain of records the newest one decides.
  const chains = Map.groupBy(
    files.filter((path) => path.endsWith('.record')),
    dirname,
  );
  const newest = new Set([...chains.values()].map((records) => records.toSorted().at(-1)));
  const counting = files.filter((path) => !isWithoutForce(path) && (!path.endsWith('.record') || newest.has(path)));
  const zones = new Set(counting.flatMap((path) => /^[.]assay\/store\/([^/]+)\//.exec(path)?.[1] ?? []));
  expect([...zones].sort()).toEqual(['data-engineering', 'main', 'quarantine']);
  expect(counting.length).toBeGreaterThan(10);
  for (const [number, path] of counting.entries()) {
    const { length } = readFileSync(join(here.root, path));
    for (let flip = 0; flip < Math.min(flipsPerFile, length); flip++) {
      // Spread over the file; the same in every run.
      const at = Math.floor(((flip + ((number * 0.618) % 1)) / Math.min(flipsPerFile, length)) * length) % length;
      await assertNoticed(path, at, 1 << ((at + flip) % 8));
    }
  }
});

/** The cache is under a seal of its own and saves time only; the configuration says what is wanted, and a lock who tends; neither proves anything. */
function isWithoutForce(path: string): boolean {
  return path.startsWith('.assay/cache/') || path === '.assay/config.json' || path.includes('/lock/');
}

async function assertNoticed(path: string, at: number, bit: number): Promise<void> {
  const root = join(folder, 'copy');
  cpSync(here.root, root, { recursive: true });
  try {
    const bytes = readFileSync(join(root, path));
    bytes[at] = (bytes[at] ?? 0) ^ bit;
    writeFileSync(join(root, path), bytes);
    const { outcome, said } = await audit(root);
    const where = `${path} byte ${at} bit ${bit}: ${outcome} ${said.slice(0, 300)}`;
    // What the index does not use may be anything; the audit compared every row with log and store.
    if (!path.includes('index.sqlite')) expect(outcome, where).not.toBe('pass');
    if (outcome === 'fail') expect(said, where).toMatch(/"place":"[^"]+"|"message":"[^"]+"/);
  } finally {
    rmSync(root, { recursive: true });
  }
}
