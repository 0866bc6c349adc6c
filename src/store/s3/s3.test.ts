// The S3 client and backend against the storage of the test kit, which checks every signature and digest itself.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { type S3Server, type S3ServerOptions, startS3Server } from '#testkit/s3/s3-server';
import { clientOf, flakyS3ForTest, storeOn } from '#testkit/store';
import { ZoneKey } from '../sealed/zone-key.ts';
import { s3Backend } from './s3-backend.ts';
import { S3Client } from './s3-client.ts';
import { openS3Store, probeS3 } from './s3-store.ts';
import { signRequest } from './sign-request.ts';
import { elementsOf, encodeText, textOf } from './xml-elements.ts';

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0)) await clean();
});

async function start(options: S3ServerOptions = {}, attempts = 4): Promise<{ server: S3Server; client: S3Client }> {
  const server = await startS3Server(options);
  const client = clientOf(server, attempts, 1000);
  cleaning.push(
    () => client.close(),
    () => server.close(),
  );
  return { server, client };
}

describe('signing', () => {
  // The examples of "Signature Calculations for the Authorization Header" in the S3 API reference.
  const credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
  const base = { host: 'examplebucket.s3.amazonaws.com', 'x-amz-content-sha256': sha256(new Uint8Array()) };
  const time = new Date('2013-05-24T00:00:00Z');

  test.each([
    ['/test.txt', {}, { range: 'bytes=0-9' }, 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'],
    ['/', { 'max-keys': '2', prefix: 'J' }, {}, '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
  ])('GET %s as the reference signs it', (path, query, headers, signature) => {
    const request = { method: 'GET', path, query, headers: { ...base, ...headers } };
    const { authorization } = signRequest(request, credentials, 'us-east-1', time);
    expect(authorization).toContain(`Signature=${signature}`);
  });

  test('temporary credentials bring their token, and it is signed', () => {
    const request = { method: 'GET', path: '/', query: {}, headers: base };
    const signed = signRequest(request, { ...credentials, sessionToken: 'token' }, 'us-east-1', time);
    expect(signed['x-amz-security-token']).toBe('token');
    expect(signed.authorization).toContain('x-amz-security-token');
  });
});

describe('a storage that refuses', () => {
  const place = (server: S3Server, bucket = 'assay') => ({
    zone: 'main',
    zoneKey: ZoneKey.create(),
    s3: {
      place: { endpoint: server.endpoint, bucket, region: server.region, prefix: '' },
      credentials: server.credentials,
      attempts: 2,
      sleep: async () => {},
    },
  });

  test('a wrong secret is said to be refused, and not tried again', async () => {
    const { server } = await start();
    const right = place(server);
    const credentials = { ...server.credentials, secretAccessKey: 'wrong' };
    await expect(openS3Store({ ...right, s3: { ...right.s3, credentials } })).rejects.toMatchObject({
      code: 'STORE_REFUSED',
      message: expect.stringContaining('SignatureDoesNotMatch'),
    });
    expect(server.requests).toHaveLength(1);
  });

  test('a bucket that is not there', async () => {
    const { server } = await start();
    await expect(openS3Store(place(server, 'other'))).rejects.toThrow('there is no bucket other');
  });

  test('a server that is not there', async () => {
    const { server } = await start();
    await server.close();
    await expect(openS3Store(place(server))).rejects.toMatchObject({ code: 'STORE_NETWORK' });
  });

  test('a store is opened, written and read', async () => {
    const { server } = await start();
    const store = await openS3Store(place(server));
    const batch = store.batch();
    const { sha256: digest } = await batch.add(Buffer.from('text'));
    await batch.commit();
    expect(Buffer.from(await store.read(digest, 4)).toString()).toBe('text');
    store.close();
  });

  test('the probe passes where conditions hold, and says it where they do not', async () => {
    const { server } = await start();
    await probeS3(place(server));
    expect(server.bucket.keys).toEqual([]);
    const { server: old } = await start({ ignoresConditions: true });
    await expect(probeS3(place(old))).rejects.toThrow('a second PUT with "If-None-Match: *" replaces the object');
    expect(old.bucket.keys).toEqual([]);
  });
});

describe('faults', () => {
  test('requests that fail now and then in every way are repeated, and the store is whole', async () => {
    const kinds = ['error', 'reset', 'lost', 'cut'] as const;
    let seed = 7;
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    const { backend, remove } = await flakyS3ForTest(() =>
      random() < 0.3 ? (kinds[Math.floor(random() * 4)] ?? 'none') : 'none',
    );
    cleaning.push(remove);
    const zoneKey = ZoneKey.create();
    const store = await storeOn(backend, zoneKey);
    const blobs = Array.from({ length: 12 }, (_, at) => randomBytes(at * 1000));
    const large = randomBytes(18 << 20);
    for (const bytes of [...blobs, large]) {
      const batch = store.batch();
      await batch.add(bytes);
      await batch.commit();
    }
    await store.consolidate();
    const next = ZoneKey.create();
    await store.rotate(next);
    const later = await storeOn(backend, next);
    for (const bytes of [...blobs, large]) {
      expect(Buffer.from(await later.read(sha256(bytes), 1e9)).equals(bytes)).toBe(true);
    }
    for await (const { outcome } of later.check()) expect(outcome).toBe('sound');
  });

  test('of two that make a name one is told so, also when answers are lost', async () => {
    let lost = 0;
    const { client } = await start({ fault: (method) => (method === 'PUT' && lost++ % 2 === 0 ? 'lost' : 'none') });
    const backend = s3Backend(client, 'main');
    expect(await backend.create('zone/1', Buffer.from('mine'))).toBe(true);
    expect(await backend.create('zone/1', Buffer.from('theirs'))).toBe(false);
    const reader = await backend.open('zone/1');
    expect(Buffer.from((await reader?.read(0, 10)) ?? []).toString()).toBe('mine');
  });

  test('a server that is silent is given up', async () => {
    const { client } = await start({ fault: () => 'slow' }, 1);
    await expect(s3Backend(client, 'main').list('keys')).rejects.toThrow('nothing came for 1000 ms');
  });

  test('an answer that is larger than what was asked for is not taken', async () => {
    const server = createServer((_, response) => response.end(Buffer.alloc(5_000_000)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleaning.push(
      () => server.close(),
      () => server.closeAllConnections(),
    );
    const address = server.address();
    const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    const place = { endpoint, bucket: 'assay', region: 'x', prefix: '' };
    const client = new S3Client({ place, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
    cleaning.push(() => client.close());
    await expect(s3Backend(client, 'main').list('keys')).rejects.toMatchObject({ code: 'STORE_REFUSED' });
  });
});

describe('buckets', () => {
  test('lists of several pages are read to the end', async () => {
    const { client } = await start({ pageSize: 3 });
    const backend = s3Backend(client, 'main');
    const names = Array.from({ length: 10 }, (_, at) => `keys/${at}`);
    for (const name of names) await backend.create(name, Buffer.from(name));
    expect((await backend.list('keys')).map(({ name }) => name)).toEqual(names);
    expect((await backend.list('keys')).every(({ size, writtenAt }) => size === 6 && writtenAt > 1e12)).toBe(true);
  });

  test('what is removed from a bucket that keeps versions is gone with all of them', async () => {
    const { server, client } = await start({ isVersioned: true });
    const backend = s3Backend(client, 'main');
    await backend.create('keys/a', Buffer.from('secret'));
    await backend.create('keys/ab', Buffer.from('other'));
    await backend.remove('keys/a');
    const { body } = await client.send({ method: 'GET', query: { versions: '', prefix: 'some/prefix/main/keys/a' } });
    expect(elementsOf(body.toString(), 'Key')).toEqual(['some/prefix/main/keys/ab']);
    expect(server.bucket.keys).toEqual(['some/prefix/main/keys/ab']);
  });

  test('what a retention keeps is not said to be destroyed', async () => {
    const retainUntil = new Date(Date.now() + 86_400_000);
    const { client } = await start({ isVersioned: true, retainUntil });
    const store = await storeOn(s3Backend(client, 'main'), ZoneKey.create());
    const batch = store.batch();
    const { sha256: digest } = await batch.add(Buffer.from('kept by law'));
    await batch.commit();
    await expect(store.destroy(digest)).rejects.toMatchObject({ code: 'STORE_REFUSED' });
  });

  test('uploads that were never completed are found and ended', async () => {
    const { server, client } = await start();
    const backend = s3Backend(client, 'main');
    const writer = await backend.write('packs/a.pack');
    await writer.write(randomBytes(9 << 20));
    expect(server.bucket.uploads).toBe(1);
    expect(await backend.clean(Date.now() - 1000)).toBe(0);
    expect(await backend.clean(Date.now() + 1000)).toBe(1);
    expect(server.bucket.uploads).toBe(0);
    await expect(writer.finish()).rejects.toMatchObject({ code: 'STORE_WRITE' });
    await writer.abort();
  });
});

describe('XML', () => {
  test('texts are found and decoded', () => {
    const xml = '<A><Key>a &amp; b&#x41;&#66;&lt;&gt;&quot;&apos;</Key></A><Key>second</Key><Cut>';
    expect([textOf(xml, 'Key'), elementsOf(xml, 'Key').length, textOf(xml, 'Cut'), textOf(xml, 'None')]).toEqual([
      `a & bAB<>"'`,
      2,
      undefined,
      undefined,
    ]);
    expect(textOf(`<T>${encodeText(`<"&>`)}</T>`, 'T')).toBe(`<"&>`);
    expect(textOf('<T>&#x110000;</T>', 'T')).toBe('&#x110000;');
  });
});
