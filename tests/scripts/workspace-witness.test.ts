// The log of a workspace and its witness: cosigned it is proven with the witness, rolled back or split it is refused.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWitnessFolder } from '#log/witness-folder';
import { predicate as dataQuality } from '#predicates/data-quality';
import { startWitnessServer } from '#server/witness-server';
import { assayHere as assay } from './assay-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-witnessed-'));
const root = join(folder, 'work');
const log = join(root, '.assay/log');
const at = ['--workspace', root];
let logKey = '';
let witnessKey = '';
let url = '';
let stop = (): void => {};

beforeAll(async () => {
  ({ logKey } = JSON.parse((await assay(['init', root, '--json'])).stdout));
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data/rows.csv'), 'id,text\n1,good\n');
  await assay(['add', join(folder, 'data'), '--kind', 'dataset', '--name', 'reviews', ...at]);
  const witness = join(folder, 'witness');
  const init = await assay(['log', 'witness', 'init', witness, '--name', 'witness.example', '--json']);
  witnessKey = JSON.parse(init.stdout).key;
  await assay(['log', 'witness', 'add-key', witness, logKey]);
  const place = { host: '127.0.0.1', port: 0, onError: () => {} };
  const server = await startWitnessServer(await openWitnessFolder(witness), place);
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
});

afterAll(() => {
  stop();
  rmSync(folder, { recursive: true });
});

const cosign = (): ReturnType<typeof assay> =>
  assay(['log', 'witness', 'cosign', log, '--url', url, '--key', witnessKey]);

async function state(rows: number): Promise<void> {
  const body = JSON.stringify({ ...dataQuality.example, rows });
  const { code } = await assay(['attest', 'reviews', '--kind', 'data-quality', '--predicate', '-', ...at], body);
  expect(code).toBe(0);
}

test('a cosigned log is shown with its witness, and its proofs need no more', async () => {
  expect(await cosign()).toEqual({ stdout: 'witness.example saw 3 entries\n', stderr: '', code: 0 });
  expect((await assay(['status', ...at])).stdout).toContain('  witnesses   witness.example\n');
  const proof = join(folder, 'reviews.proof');
  await assay(['proof', 'reviews', '--output', proof, ...at]);
  const words = ['verify-proof', proof, '--key', logKey, '--witness', witnessKey];
  const seen = await assay(words);
  expect([seen.code, seen.stdout]).toEqual([0, expect.stringMatching(/ {2}seen by {4}witness\.example at 20\d\d-/)]);
  // What is recorded afterwards nobody has seen yet.
  await state(1);
  await assay(['proof', 'reviews', '--output', proof, ...at]);
  const unseen = await assay([...words, '--json']);
  expect([unseen.code, JSON.parse(unseen.stdout).code]).toEqual([1, 'LOG_WITNESS']);
  expect((await cosign()).stdout).toBe('witness.example saw 4 entries\n');
  await assay(['proof', 'reviews', '--output', proof, ...at]);
  expect((await assay(words)).code).toBe(0);
});

test('a workspace that is rolled back as a whole is refused by its witness, and so is one that goes another way', async () => {
  const backup = join(folder, 'backup');
  cpSync(join(root, '.assay'), backup, { recursive: true });
  await state(2);
  await cosign();
  // Restored from a backup, key, checkpoint store and index included: nothing inside of it can tell.
  rmSync(join(root, '.assay'), { recursive: true });
  cpSync(backup, join(root, '.assay'), { recursive: true });
  expect((await assay(['status', ...at])).code).toBe(0);
  const rolledBack = await cosign();
  expect([rolledBack.code, rolledBack.stderr]).toEqual([2, expect.stringContaining('saw 5 entries of this log')]);
  // It goes on from there: as long as what was seen, with another entry.
  await state(3);
  const split = await cosign();
  expect([split.code, split.stderr]).toEqual([2, expect.stringContaining('saw another tree of this log')]);
  await state(4);
  const longer = await cosign();
  expect([longer.code, longer.stderr]).toEqual([2, expect.stringContaining('saw another tree of this log')]);
  expect((await assay(['status', ...at])).stdout).toContain('none has cosigned');
});

test('a public side that is put back to an older state is completed from what was signed', async () => {
  const older = join(folder, 'older');
  cpSync(log, older, { recursive: true });
  await state(5);
  const { size } = JSON.parse((await assay(['status', '--json', ...at])).stdout).log;
  rmSync(log, { recursive: true });
  cpSync(older, log, { recursive: true });
  expect(JSON.parse((await assay(['status', '--json', ...at])).stdout).log.size).toBe(size);
  expect((await assay(['log', 'verify', log])).code).toBe(0);
});
