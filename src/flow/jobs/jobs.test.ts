// Compute-to-data: whoever may use and not read gets numbers, and cannot get bytes.
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type JobRequest, predicate as jobRequest } from '#predicates/job-request';
import { predicate as jobResult } from '#predicates/job-result';
import { leaveJobFolder } from '#testkit/killed-job';
import { putLenientGates } from '#testkit/lenient-gates';
import { openAs } from '#testkit/people';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { zones as shippedZones } from '#zones/zones.generated';
import { grantAccess } from '../access/grant-access.ts';
import { setIdentity } from '../access/set-identity.ts';
import { addAsset } from '../assets/add-asset.ts';
import { checkOutAsset } from '../assets/check-out-asset.ts';
import { readManifest } from '../assets/read-manifest.ts';
import { approvePolicy, changePolicy } from '../policies/change-policy.ts';
import { StatementReader } from '../statements/statement-reader.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { bytesOf } from '../zones/asset-bytes.ts';
import { promote } from '../zones/promote.ts';
import { works } from './kinds/works.ts';
import { runJobs } from './run-jobs.ts';
import { listJobs, showJob } from './show-job.ts';
import { submitJob } from './submit-job.ts';

let made: TestWorkspace;
let root: Workspace;
let nora: Workspace;

const secret = 'the meeting is at the old mill';
const asked = { purpose: 'is it poisoned?', parameters: {}, outputs: [], days: 7 } as const;

beforeEach(async () => {
  made = await buildWorkspace();
  root = await made.open();
  const rows = Array.from({ length: 60 }, (_, at) => `${secret} ${at},${at % 2 === 0 ? 'Ada' : 'Ben'},${at * 1.2345}`);
  made.file('notes/notes.csv', `text,person,price\n${rows.join('\n')}\n`);
  await made.add(root, 'notes', { name: 'notes', kind: 'dataset', sensitivity: 'confidential', rows: false });
  nora = await openAs(made, root, 'nora', { roles: ['data-scientist'] });
});
afterEach(() => made.remove());

const folder = (): string => join(made.root, '.assay/jobs');
const run = (workspace: Workspace = root, options: { zone?: string; once?: boolean } = {}) =>
  runJobs(workspace, { folder: folder(), version: '0', once: false, onProgress: () => undefined, ...options });

test('whoever may use and not read gets metrics without a text of a row, and no bytes by any way', async () => {
  await expect(
    checkOutAsset(nora, 'notes', join(made.root, 'out'), { force: false, linksOutside: false }),
  ).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  const { job } = await submitJob(nora, 'notes', {
    ...asked,
    kind: 'data-scan',
    parameters: { text: 'text', label: 'person' },
  });
  const { jobs } = await run();
  expect(jobs.map(({ outcome, by }) => [outcome, by])).toEqual([['done', 'nora']]);
  const shown = await showJob(nora, job.slice(0, 12));
  expect(shown).toMatchObject({ state: 'done', result: { body: { custodian: 'root', isolation: 'none' } } });
  expect(shown.metrics?.metrics).toContainEqual({ name: 'rows', value: 60 });
  expect(shown.metrics?.metrics.some(({ name }) => name === 'rows-flagged')).toBe(true);
  expect(JSON.stringify([shown, jobs])).not.toMatch(/mill|Ada|Ben/);
  expect(shown.result?.body.withheld.map(({ what }) => what)).toContain('flagged rows, with what was said of them');
  expect(shown.result?.body.notCovered.join()).toContain('how long the job took');
  // Nor does any statement, which everybody who works here can read.
  const reader = await StatementReader.open(nora);
  for (let index = 0; index < reader.logSize; index++)
    expect(JSON.stringify((await reader.read(index)).body)).not.toMatch(/mill/);
  expect(readdirSync(folder())).toEqual([]);
});

test('without the key of the zone nothing can be computed, and the job stays open', async () => {
  const { job } = await submitJob(nora, 'notes', { ...asked, kind: 'profile' });
  const key = join(made.root, '.assay/keys/zones/data-engineering.key');
  renameSync(key, `${key}.away`);
  const elsewhere = await made.open();
  await expect(run(elsewhere, { zone: 'data-engineering' })).rejects.toMatchObject({ code: 'STORE_KEY' });
  const { jobs } = await run(elsewhere);
  expect(jobs).toMatchObject([{ outcome: 'open', why: expect.stringContaining('STORE_KEY') }]);
  const { asset } = await showJob(elsewhere, job);
  const [file] = (await readManifest(elsewhere.store, asset)).entries;
  if (file?.type !== 'file') throw new Error('no file');
  await expect(bytesOf(elsewhere, asset).read(file.sha256, 1e6)).rejects.toMatchObject({ code: 'STORE_KEY' });
  renameSync(`${key}.away`, key);
  expect((await run()).jobs).toMatchObject([{ outcome: 'done' }]);
  expect((await showJob(nora, job)).state).toBe('done');
});

test('a profile holds no name, no value and no count of a few', async () => {
  const { job } = await submitJob(nora, 'notes', { ...asked, kind: 'profile' });
  await run();
  const { metrics } = await showJob(nora, job);
  expect(metrics?.metrics).toContainEqual({ name: 'column-kind', slice: 'column 3', value: 'number' });
  expect(metrics?.metrics).toContainEqual({ name: 'missing', slice: 'column 1', value: null, bound: 'few' });
  expect(JSON.stringify(metrics)).not.toMatch(/mill|Ada|price|72\.8/);
});

test('a contract tells how often its rules are violated, and not whether one row is there', async () => {
  const check = async (allowed: string): Promise<unknown> => {
    const contract = `schema: assay.data-contract/1\ncolumns:\n  person:\n    allowed-values: { values: [${allowed}] }\nset: {}\n`;
    const { job } = await submitJob(nora, 'notes', { ...asked, kind: 'contract-check', contract });
    await run();
    const { metrics, why } = await showJob(nora, job);
    return metrics?.metrics.find(({ name }) => name === 'violations') ?? why;
  };
  expect(await check('Ada')).toEqual({ name: 'violations', slice: 'person: allowed-values', value: 30 });
  expect(await check('Ada, Ben')).toEqual({
    name: 'violations',
    slice: 'person: allowed-values',
    value: null,
    bound: 'few',
  });
});

test('what cannot be read fails with a code and not with a message that may quote rows', async () => {
  const { job } = await submitJob(nora, 'notes', { ...asked, kind: 'data-scan', parameters: { label: 'nobody' } });
  await run();
  expect(await showJob(nora, job)).toMatchObject({ state: 'failed', why: 'DATA_COLUMN' });
});

test('a right that ended, a request that ended: not run, and on record', async () => {
  const ben = await openAs(made, root, 'ben', { roles: [] });
  await expect(submitJob(ben, 'notes', { ...asked, kind: 'profile' })).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
  const { job } = await submitJob(nora, 'notes', { ...asked, kind: 'profile' });
  await setIdentity(root, { identity: 'nora', kind: 'person', roles: ['auditor'], person: 'nora', why: 'moved on' });
  expect((await run()).jobs).toMatchObject([{ outcome: 'refused', why: 'whoever asked may not use what it needs' }]);
  await setIdentity(root, { identity: 'nora', kind: 'person', roles: ['data-scientist'], person: 'nora', why: 'back' });
  const late = await submitJob(nora, 'notes', { ...asked, kind: 'profile', days: 1 });
  made.setNow('2026-05-03T12:00:00Z');
  expect((await run()).jobs).toEqual([]);
  expect((await listJobs(nora)).jobs.map(({ job: id, state }) => [id, state])).toEqual([
    [job, 'refused'],
    [late.job, 'expired'],
  ]);
});

async function requestAs(workspace: Workspace, change: Partial<JobRequest>): Promise<string> {
  const { job } = await submitJob(nora, 'notes', { ...asked, kind: 'profile' });
  const { request } = await showJob(nora, job);
  const body = { ...request, nonce: 'f'.repeat(16), ...change };
  const draft = { predicate: jobRequest, subjects: [{ sha256: body.asset }], body };
  const [recorded] = await workspace.record([draft]);
  return recorded?.evidence ?? '';
}

test('a request in the name of another, for another log or said again is void', async () => {
  const ben = await openAs(made, root, 'ben', { roles: [] });
  const forged = await requestAs(ben, {});
  const foreign = await requestAs(nora, { origin: 'elsewhere.example' });
  const first = await requestAs(nora, {});
  const again = await requestAs(nora, { purpose: 'something else' });
  const { jobs } = await listJobs(root);
  const why = (id: string) => jobs.find(({ job }) => job === id)?.why;
  expect(why(forged)).toBe('it is signed by somebody else than it names');
  expect(why(foreign)).toBe('it was meant for another log');
  // A forged request does not use up the number of the one whom it names.
  expect(why(first)).toBeUndefined();
  expect(why(again)).toBe('it repeats an earlier request');
  const ran = await run();
  expect(ran.jobs.map(({ job }) => job)).not.toContain(forged);
  expect(ran.jobs.every(({ outcome }) => outcome === 'done')).toBe(true);
  // What is done is not done again.
  expect((await run()).jobs).toEqual([]);
});

test('outputs that the kind does not have are named as withheld', async () => {
  await expect(submitJob(nora, 'notes', { ...asked, kind: 'profile', outputs: ['rows'] })).rejects.toMatchObject({
    code: 'USAGE',
  });
  const job = await requestAs(nora, { outputs: ['rows', 'metrics'] });
  await run();
  expect((await showJob(nora, job)).result?.body.withheld).toContainEqual({
    what: 'rows',
    why: 'a job of kind profile does not let it out',
  });
});

test('what somebody else says of a job in the name of the custodian is no result', async () => {
  const { job } = await submitJob(nora, 'notes', { ...asked, kind: 'profile' });
  const { asset, kind, by } = (await showJob(nora, job)).request;
  const body = { ...jobResult.example, asset, kind, by, custodian: 'root', outputs: [] };
  const draft = { ...body, request: (await listJobs(nora)).jobs[0]?.job ?? asset };
  await nora.record([{ predicate: jobResult, subjects: [{ sha256: asset }, { sha256: draft.request }], body: draft }]);
  expect((await showJob(root, job)).state).toBe('open');
});

async function changeJobs(jobs: readonly string[]): Promise<void> {
  const other = await openAs(made, root, 'olga', { roles: ['owner'] });
  const zone = shippedZones.find(({ name }) => name === 'data-engineering');
  if (zone === undefined) throw new Error('no such zone');
  const document = JSON.stringify({ ...zone, hardening: { ...zone.hardening, jobs } });
  const rule = {
    rule: 'zones/data-engineering',
    document: new TextEncoder().encode(document),
    why: 'a test',
    sign: true,
  };
  const { statement = '' } = await changePolicy(root, rule);
  await approvePolicy(other, statement, { why: 'a test', sign: true });
}

test('the profile of the zone decides which kinds run, also when it changes between asking and running', async () => {
  await setIdentity(root, { identity: 'root', kind: 'person', roles: ['owner'], person: 'Ada', why: 'made it' });
  await expect(submitJob(nora, 'notes', { ...asked, kind: 'evaluate', on: 'notes' })).rejects.toThrow(
    /no job of kind evaluate may run in the zone data-engineering/,
  );
  await submitJob(nora, 'notes', { ...asked, kind: 'profile' });
  await changeJobs(['data-scan']);
  expect((await run()).jobs).toMatchObject([
    {
      outcome: 'refused',
      why: 'no job of kind profile may run in the zone data-engineering; its profile allows data-scan',
    },
  ]);
});

test('a profile that changes while the job runs lets nothing out', async () => {
  await setIdentity(root, { identity: 'root', kind: 'person', roles: ['owner'], person: 'Ada', why: 'made it' });
  const { job } = await submitJob(nora, 'notes', { ...asked, kind: 'profile' });
  const work = works.profile;
  vi.spyOn(works, 'profile').mockImplementation(async (input) => {
    const found = await work(input);
    await changeJobs([]);
    return found;
  });
  const { jobs } = await run().finally(() => vi.restoreAllMocks());
  const { metrics, state, why } = await showJob(nora, job);
  expect([jobs[0]?.outcome, state, metrics]).toEqual(['refused', 'refused', undefined]);
  expect(why).toMatch(/^while it ran: no job of kind profile/);
});

test('a grant lets somebody ask and the job run, until it ends', async () => {
  await setIdentity(root, { identity: 'root', kind: 'person', roles: ['owner'], person: 'Ada', why: 'made it' });
  const eve = await openAs(made, root, 'eve', { roles: [] });
  const wish = { identity: 'eve', resource: 'notes', permits: ['see', 'use'], purpose: asked.purpose } as const;
  await grantAccess(root, { ...wish, until: '2026-05-02T12:00:00.000Z' });
  await submitJob(eve, 'notes', { ...asked, kind: 'profile' });
  expect((await run()).jobs).toMatchObject([{ by: 'eve', outcome: 'done' }]);
  await submitJob(eve, 'notes', { ...asked, kind: 'profile' });
  made.setNow('2026-05-02T12:00:01Z');
  expect((await run()).jobs).toMatchObject([{ by: 'eve', outcome: 'refused' }]);
});

test('of a run that was killed the next removes the bytes, and the job is still open', async () => {
  const { job } = await submitJob(nora, 'notes', { ...asked, kind: 'profile' });
  await leaveJobFolder(folder(), 'SIGKILL');
  expect(readdirSync(folder())).toHaveLength(1);
  expect((await showJob(nora, job)).state).toBe('open');
  expect(await run()).toMatchObject({ removed: 1, left: 0, jobs: [{ job, outcome: 'done' }] });
  expect(readdirSync(folder())).toEqual([]);
});

test('whoever may not administer the zone does not run jobs', async () => {
  const { job } = await submitJob(nora, 'notes', { ...asked, kind: 'profile' });
  expect((await run(nora)).jobs).toMatchObject([
    { job, outcome: 'open', why: expect.stringContaining('ACCESS_DENIED') },
  ]);
  rmSync(join(made.root, 'notes'), { recursive: true });
  expect((await run()).jobs).toMatchObject([{ job, outcome: 'done' }]);
});

test('a model that is trained stays in its zone', async () => {
  await putLenientGates(made, root, ['enter-training', 'train-with']);
  const digits = new URL('../../../examples/quickstart/digits', import.meta.url).pathname;
  const rest = { labels: [], parents: [], similarNames: false, rows: false, deep: false } as const;
  await addAsset(root, digits, { ...rest, name: 'digits', kind: 'dataset', sensitivity: 'confidential' });
  expect((await promote(root, 'digits', 'training', 'to learn from')).outcome).toBe('placed');
  const parameters = { model: 'logistic-regression', epochs: 1, name: 'reader' };
  const { job } = await submitJob(nora, 'digits', { ...asked, kind: 'train', parameters });
  expect((await run()).jobs).toMatchObject([{ outcome: 'done' }]);
  const { metrics, result } = await showJob(nora, job);
  const accuracy = metrics?.metrics.find(({ name }) => name === 'accuracy')?.value;
  // 600 real digits of ten classes: guessing gets 0.1.
  expect(accuracy).toBeGreaterThan(0.2);
  expect(result?.body.outputs).toMatchObject([
    { name: 'metrics' },
    { name: 'model', to: 'placed-in-zone', zone: 'training' },
  ]);
  await expect(
    checkOutAsset(nora, 'reader', join(made.root, 'out'), { force: false, linksOutside: false }),
  ).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  await expect(submitJob(nora, 'digits', { ...asked, kind: 'train', parameters })).rejects.toThrow(
    /something of the name/,
  );
});
