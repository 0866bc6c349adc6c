// Descriptions of data sets as mlcroissant, the reference implementation of MLCommons, reads them.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { croissant } from '#exports/croissant';
import { describeDataSet } from '#flow/data/describe-data-set';

const python = process.env.ASSAY_PYTHON ?? 'python3';
const present = spawnSync(python, ['-c', 'import mlcroissant']).status === 0;
const base = mkdtempSync(join(tmpdir(), 'assay-croissant-'));
afterAll(() => rmSync(base, { recursive: true }));

const program = `
import json, sys, mlcroissant
data = mlcroissant.Dataset(jsonld=sys.argv[1])
rows = [{key.split("/")[-1]: value.decode() if isinstance(value, bytes) else value for key, value in row.items()}
        for row in data.records(record_set="rows")]
print(json.dumps({"errors": sorted(data.metadata.ctx.issues.errors), "rows": rows}, default=str))
`;

describe.skipIf(!present)('mlcroissant (skipped when ASSAY_PYTHON, or python3, has it not)', () => {
  test.each([
    ['a.csv', 'x,y,t\n1,0,first text\n2,1,"second, text"\n', { x: 2, y: 1, t: 'second, text' }],
    ['mixed.parquet', undefined, { n: 1, x: 0.25, w: 'no', t: 'row 1' }],
  ])(
    '%s',
    async (name, content, second) => {
      const path = join(base, name);
      if (content === undefined) copyFileSync(new URL(`./samples/tables/${name}`, import.meta.url), path);
      else writeFileSync(path, content);
      const description = join(base, `${name}.json`);
      const label = name === 'a.csv' ? 'y' : 'w';
      writeFileSync(description, JSON.stringify(croissant(await describeDataSet(path, { label }))));
      const { status, stdout, stderr } = spawnSync(python, ['-c', program, description], { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
      const { errors, rows } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
      expect(errors).toEqual([]);
      expect(rows[1]).toEqual(second);
      // Another digest is noticed there too.
      writeFileSync(path, 'x,y,t\n1,0,changed\n');
      expect(spawnSync(python, ['-c', program, description]).status).not.toBe(0);
    },
    60_000,
  );
});
