// A recorded scan speaks of the bytes that are recorded, and of no others.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOfKind } from '#attest/verified';
import { predicate as scanStatic } from '#predicates/scan-static';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { emptyPolicy } from '../policy.ts';
import { scan } from '../scan.ts';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { recordScan } from './record-scan.ts';

let made: TestWorkspace;
let workspace: Workspace;
beforeAll(async () => {
  made = await buildWorkspace();
  workspace = await made.open();
  made.file('model/config.json', '{"layers": 2}');
  made.file('model/weights.pkl', "cposix\nsystem\n(S'true'\ntR.");
  await made.add(workspace, 'model', { name: 'model', kind: 'model' });
});
afterAll(() => made.remove());

const report = (path: string): ReturnType<typeof scan> =>
  scan([join(made.root, path)], { policy: emptyPolicy, version: '0', ruleset: 'test', jobs: 1 });

test('says the worst verdict, the findings and the digest of the report', async () => {
  const { evidence, label } = await recordScan(workspace, join(made.root, 'model'), await report('model'));
  const { next } = await (await workspace.index()).cursor();
  const statement = await readStatement(workspace, next - 1);
  if (!isOfKind(statement, scanStatic)) throw new Error('another kind was recorded');
  expect(statement).toMatchObject({ evidence, body: { verdict: 'malicious', files: 2, ruleset: 'test' } });
  expect(statement.body.findings.length).toBeGreaterThan(0);
  expect(label).toBe('model@1');
  made.setNow('2026-05-02T12:00:00Z');
  const again = await recordScan(workspace, join(made.root, 'model'), await report('model'));
  expect(again.evidence).not.toBe(evidence);
  const { report: blob } = statement.body;
  if (blob === undefined) throw new Error('no report was kept');
  expect(JSON.parse(Buffer.from(await workspace.store.read(blob, 1e6)).toString()).files).toHaveLength(2);
});

test('not of a part, not of other bytes, not of what nobody recorded', async () => {
  const whole = await report('model');
  await expect(recordScan(workspace, join(made.root, 'model/config.json'), whole)).rejects.toMatchObject({
    code: 'USAGE',
  });
  await expect(recordScan(workspace, made.file('other', 'x'), whole)).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
  made.file('model/config.json', '{"layers": 3}');
  await expect(recordScan(workspace, join(made.root, 'model'), await report('model'))).rejects.toMatchObject({
    code: 'ASSET_CHANGED',
  });
});
