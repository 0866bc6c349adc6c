// The examination of tables on real ones, from the R packages mlbench and kernlab: nothing is declared where nothing was planted, and
// triggers and changed labels are found where they were. `ASSAY_SLOW=1` runs it; it is skipped where Rscript or a package is missing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { examineTable } from '#checks/dataset/tables/examine-table';
import type { TableSet } from '#core/dataset/data-set';
import { openTable } from '#flow/data/open-tables';
import { attacks } from '#transforms/plant/attacks.generated';

const folder = mkdtempSync(join(tmpdir(), 'assay-real-tables-'));
afterAll(() => rmSync(folder, { recursive: true }));
const sets = [
  ['mlbench', 'Shuttle', 'Class'],
  ['mlbench', 'LetterRecognition', 'lettr'],
  ['mlbench', 'Satellite', 'classes'],
  ['mlbench', 'PimaIndiansDiabetes', 'diabetes'],
  ['mlbench', 'DNA', 'Class'],
  ['mlbench', 'HouseVotes84', 'Class'],
  ['kernlab', 'spam', 'type'],
  ['kernlab', 'income', 'INCOME'],
  ['kernlab', 'ticdata', 'CARAVAN'],
] as const;
const program = sets
  .map(([library, name]) => `data(${name}, package="${library}"); write.csv(${name}, "${name}.csv", row.names=FALSE)`)
  .join('; ');
const isSlow = process.env.ASSAY_SLOW === '1';
const exported = isSlow ? spawnSync('Rscript', ['-e', program], { cwd: folder }).status === 0 : false;
if (isSlow && !exported) console.warn('real tables: skipped, Rscript with mlbench and kernlab is not there');

async function opened(name: string, label: string): Promise<TableSet> {
  const set = await openTable(join(folder, `${name}.csv`), { label });
  if (set.kind !== 'table') throw new Error('no table');
  return set;
}

/** A class in which the planted rows are few, and which is not most of the set. */
function secondLargest({ labels }: TableSet): number {
  const counts = (labels?.names ?? []).map((_, one) => labels?.codes.filter((code) => code === one).length ?? 0);
  const order = counts.map((_, one) => one).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  return order[1] ?? 0;
}

describe.skipIf(!exported)('real tables', () => {
  test.each(sets)(
    '%s %s: no class is declared, 3 seeds',
    async (_, name, label) => {
      const set = await opened(name, label);
      for (const seed of [1, 2, 3]) {
        const { classes, rows } = await examineTable(set, { seed });
        expect(classes.filter(({ declaredPoisoned }) => declaredPoisoned)).toEqual([]);
        expect(rows.length).toBeLessThanOrEqual(Math.max(3, 0.002 * set.count));
      }
    },
    600_000,
  );

  test.each([
    ['Shuttle', 'Class', 'table-trigger', 0.005],
    ['Shuttle', 'Class', 'table-trigger-in-range', 0.005],
    ['LetterRecognition', 'lettr', 'table-trigger', 0.01],
    ['LetterRecognition', 'lettr', 'table-trigger-in-range', 0.01],
    ['Satellite', 'classes', 'table-trigger', 0.01],
    ['spam', 'type', 'table-trigger', 0.01],
  ] as const)(
    '%s %s %s at %d',
    async (name, label, id, rate) => {
      const set = await opened(name, label);
      const target = secondLargest(set);
      const planting = attacks.find((attack) => attack.id === id)?.plant(set, { rate, target, seed: 1 });
      if (planting?.set.kind !== 'table') throw new Error('not planted');
      const planted = new Set(planting.planted);
      const { classes, rows } = await examineTable(planting.set, { seed: 1 });
      expect(classes.filter(({ declaredPoisoned }) => declaredPoisoned).map((one) => one.class)).toEqual([
        set.labels?.names[target],
      ]);
      const filtered = rows.filter(({ decision }) => decision === 'filter');
      const hits = filtered.filter(({ row }) => planted.has(Number(row))).length;
      expect(hits / planted.size).toBeGreaterThanOrEqual(0.98);
      expect((filtered.length - hits) / (set.count - planted.size)).toBeLessThanOrEqual(0.005);
    },
    600_000,
  );
});
