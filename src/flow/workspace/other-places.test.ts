// A workspace whose bytes lie in S3 and whose index lies in PostgreSQL answers like one in a folder.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { postgresqlPrograms, startPostgresql } from '#testkit/postgresql';
import { startS3Server } from '#testkit/s3/s3-server';
import { addAsset } from '../assets/add-asset.ts';
import { checkOutAsset } from '../assets/check-out-asset.ts';
import { auditWorkspace } from './audit-workspace.ts';
import { initWorkspace } from './init-workspace.ts';
import { openWorkspace } from './workspace.ts';

const programs = postgresqlPrograms();
if (programs === undefined)
  console.warn('PostgreSQL is not installed; a workspace with its index there is not tested.');

const options = { labels: [], parents: [], similarNames: false, rows: {}, deep: false, kind: 'dataset' } as const;
const now = (): Date => new Date('2026-05-01T12:00:00Z');

async function useWorkspace(init: Omit<Parameters<typeof initWorkspace>[1], 'auditDays' | 'now'>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'assay-places-'));
  try {
    const { environment = {} } = init;
    await initWorkspace(root, { auditDays: 30, now, ...init });
    mkdirSync(join(root, 'data'));
    writeFileSync(join(root, 'data/rows.csv'), 'id\n1\n');
    const workspace = await openWorkspace(root, { now, environment });
    try {
      await addAsset(workspace, join(root, 'data'), { ...options, name: 'rows' });
      await checkOutAsset(workspace, 'rows', join(root, 'out'), { force: false, linksOutside: false });
      expect(readFileSync(join(root, 'out/rows.csv'), 'utf8')).toBe('id\n1\n');
      expect(await auditWorkspace(workspace, { deep: true, record: true })).toMatchObject({ outcome: 'pass' });
    } finally {
      await workspace.close();
    }
    const again = await openWorkspace(root, { now, environment });
    expect((await again.checkpoint()).size).toBe(5);
    await (await again.index()).cursor();
    await again.close();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

test('bytes in S3', { timeout: 60_000 }, async () => {
  const server = await startS3Server();
  try {
    const { endpoint, bucketName: bucket, region, credentials } = server;
    const store = { kind: 's3', endpoint, bucket, region, prefix: 'team/' } as const;
    const environment = {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
    await useWorkspace({ store, environment });
    expect(server.requests.some((request) => request.startsWith('PUT team/'))).toBe(true);
    await expect(useWorkspace({ store })).rejects.toMatchObject({ code: 'WORKSPACE_CONFIG' });
    const wrong = { ...environment, AWS_SECRET_ACCESS_KEY: 'another' };
    await expect(useWorkspace({ store, environment: wrong })).rejects.toMatchObject({ code: 'STORE_REFUSED' });
  } finally {
    await server.close();
  }
});

test.skipIf(programs === undefined)('the index in PostgreSQL', { timeout: 120_000 }, async () => {
  const server = await startPostgresql(programs ?? '');
  try {
    await useWorkspace({ index: { kind: 'postgresql', url: await server.newUrl() } });
  } finally {
    await server.stop();
  }
});
