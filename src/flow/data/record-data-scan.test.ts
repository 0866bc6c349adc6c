import { expect, test } from 'vitest';
import { isOfKind } from '#attest/verified';
import type { DataScan } from '#core/dataset/data-scan';
import { parseSha256 } from '#core/digest';
import { statementsOf } from '#database/statements-of';
import { predicate as poisonScan } from '#predicates/poison-scan';
import { buildWorkspace } from '#testkit/workspace';
import { readStatement } from '../statements/read-statement.ts';
import { recordDataScan } from './record-data-scan.ts';

test('a statement names contributors of flagged rows, by what they are flagged for, code and trusted rows', async () => {
  const kit = await buildWorkspace();
  const path = kit.file('data.csv', 'a,label\n1,x\n2,y\n');
  const workspace = await kit.open();
  const { id } = await kit.add(workspace, 'data.csv', { name: 'numbers', kind: 'dataset' });
  const scan: DataScan = {
    schema: 'assay.data-scan/1',
    dataset: { path, kind: 'table', rows: 2, digest: 'a'.repeat(64) },
    classes: [],
    rows: [],
    detectors: [{ detector: 'one', version: 1, outcome: 'pass', parameters: {}, flagged: 0 }],
    triggers: [],
    quality: [],
    limitations: ['some'],
    power: 'unknown',
    thresholds: { from: 'detectors' },
    detectorCode: 'b'.repeat(64),
    against: { path: 'trusted.csv', rows: 9, digest: 'c'.repeat(64) },
    sources: [
      { source: 'ben', rows: 5, backdoor: 2, sabotage: 1 },
      { source: 'anna', rows: 7, backdoor: 0, sabotage: 3 },
      { source: 'x'.repeat(9000), rows: 1, backdoor: 1, sabotage: 0 },
      { source: 'carl', rows: 1, backdoor: 0, sabotage: 0 },
    ],
    excluded: [],
    notes: [],
    seed: 1,
  };
  await recordDataScan(workspace, path, scan);
  const records = await statementsOf(await workspace.index(), parseSha256(id), workspace.now().getTime(), {
    kind: poisonScan.kind,
  });
  const bodies = [];
  for (const { logIndex } of records) {
    const statement = await readStatement(workspace, logIndex);
    if (isOfKind(statement, poisonScan)) bodies.push(statement.body);
  }
  expect(bodies.map(({ sources }) => sources)).toEqual([
    [{ source: 'ben', rows: 5, flagged: 2 }],
    [
      { source: 'ben', rows: 5, flagged: 1 },
      { source: 'anna', rows: 7, flagged: 3 },
    ],
  ]);
  for (const { mode, code, detectors } of bodies) {
    expect([mode, code]).toEqual(['incremental', { name: 'detectors of table', sha256: 'b'.repeat(64) }]);
    expect(detectors).toContainEqual({ name: 'trusted rows', sha256: 'c'.repeat(64) });
  }
  await kit.remove();
});
