// The S3 client against a storage that others wrote: the server of the Python package moto, looked for on the path, or where
// ASSAY_MOTO_SERVER says.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { S3Client, type S3ClientOptions } from '#store/s3/s3-client';
import { openS3Store, probeS3 } from '#store/s3/s3-store';
import { ZoneKey } from '#store/sealed/zone-key';

const tool = process.env.ASSAY_MOTO_SERVER ?? 'moto_server';
const present = spawnSync(tool, ['--help'], { stdio: 'ignore' }).status === 0;

describe.skipIf(!present)('moto (skipped when moto_server is not on the path)', () => {
  let server: ChildProcess;
  let s3: S3ClientOptions;

  beforeAll(async () => {
    const port = await freePort();
    server = spawn(tool, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    const place = { endpoint: `http://127.0.0.1:${port}`, bucket: 'assay', region: 'us-east-1', prefix: 'below/' };
    s3 = { place, credentials: { accessKeyId: 'key', secretAccessKey: 'secret' }, attempts: 10 };
    const client = new S3Client(s3);
    // Makes the bucket; repeated until the server is up.
    await client.send({ method: 'PUT', body: new Uint8Array() });
    client.close();
  }, 60_000);
  afterAll(() => server.kill());

  test('does what the store relies on', async () => {
    await probeS3({ s3, zone: 'main' });
  });

  test('keeps blobs, in parts and single, merged, destroyed and rotated', async () => {
    const store = await openS3Store({ s3, zone: 'main', zoneKey: ZoneKey.create() });
    const blobs = [0, 5, 100_000, 18 << 20].map((size) => randomBytes(size));
    for (const bytes of blobs) {
      const batch = store.batch();
      await batch.add(bytes);
      await batch.commit();
    }
    expect(await store.consolidate()).toBeGreaterThan(0);
    for (const bytes of blobs) expect(Buffer.from(await store.read(sha256(bytes), 1e9)).equals(bytes)).toBe(true);
    const gone = sha256(blobs[2] ?? Buffer.alloc(0));
    await store.destroy(gone);
    await store.rotate(ZoneKey.create());
    await expect(store.open(gone)).rejects.toMatchObject({ code: 'STORE_DESTROYED' });
    const outcomes: string[] = [];
    for await (const { outcome } of store.check()) outcomes.push(outcome);
    expect(outcomes.sort()).toEqual(['destroyed', 'sound', 'sound', 'sound']);
    store.close();
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
