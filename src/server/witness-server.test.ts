// Every answer of the witness over HTTP on the loopback interface, and how its clients meet what no witness says.
import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import * as limits from '#core/limits';
import { encodeAddCheckpoint } from '#log/add-checkpoint';
import { LogError } from '#log/log-error';
import { createNoteSigner } from '#log/note-signer';
import { requestCosignature } from '#log/request-cosignature';
import { logIdOf, type WitnessParts } from '#log/witness';
import { buildMemoryLog, type MemoryLog, memoryCheckpointStore } from '#testkit/log';
import { postToWitness } from './post-to-witness.ts';
import { startWitnessServer } from './witness-server.ts';

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

interface Running {
  readonly log: MemoryLog;
  readonly parts: WitnessParts;
  readonly server: Server;
  readonly port: number;
  readonly url: string;
  readonly errors: readonly unknown[];
}

async function running(changed: Partial<WitnessParts> = {}): Promise<Running> {
  const log = await buildMemoryLog([5]);
  const store = memoryCheckpointStore();
  const parts: WitnessParts = {
    signers: [await createNoteSigner('witness.example/w1', 'cosignature-ed25519')],
    logKeys: (origin) => (origin === log.signer.key.name ? [log.signer.key] : []),
    storeOf: () => store,
    now: () => 1_700_000_000,
    ...changed,
  };
  const errors: unknown[] = [];
  const onError = (error: unknown): void => {
    errors.push(error);
  };
  const server = await startWitnessServer(parts, { host: '127.0.0.1', port: 0, onError });
  servers.push(server);
  const port = portOf(server);
  return { log, parts, server, port, url: `http://127.0.0.1:${port}`, errors };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function witnessThatAnswers(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${portOf(server)}`;
}

/** Everything that comes back for these bytes until the other side closes. */
function rawAnswer(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (part) => {
      text += part.toString();
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(text));
  });
}

function bodyFor({ files }: MemoryLog, oldSize = 0): string {
  return encodeAddCheckpoint({ oldSize, proof: [], checkpoint: files.get('checkpoint') ?? new Uint8Array() });
}

test('cosigns over HTTP and shows what it saw', async () => {
  const { log, parts, url } = await running();
  const [signer] = parts.signers;
  if (signer === undefined) throw new Error('one signer was made');
  const id = logIdOf(log.signer.key.name);
  expect((await fetch(`${url}/${id}/checkpoint`)).status).toBe(404);
  const request = { storage: log.storage, logKey: log.signer.key, witnessKey: signer.key };
  expect(await requestCosignature({ ...request, post: postToWitness(`${url}/`) })).toBe(5);
  const shown = await fetch(`${url}/${id}/checkpoint`);
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  expect(await shown.text()).toBe(Buffer.from(log.files.get('checkpoint') ?? []).toString());
});

test.each([
  ['GET', '/', 404],
  ['GET', '/add-checkpoint/', 404],
  ['GET', '/ADD-CHECKPOINT', 404],
  ['GET', `/${'g'.repeat(64)}/checkpoint`, 404],
  ['GET', `/${'a'.repeat(64)}/checkpoint`, 404],
  ['GET', '/../../etc/passwd', 404],
  ['GET', '/add-checkpoint', 405],
  ['PUT', '/add-checkpoint', 405],
  ['POST', `/${'a'.repeat(64)}/checkpoint`, 405],
  ['POST', '/add-checkpoint', 400],
])('%s %s: %i', async (method, path, status) => {
  const { url, errors } = await running();
  const response = await fetch(url + path, { method });
  expect([response.status, response.headers.get('x-content-type-options')]).toEqual([status, 'nosniff']);
  expect((await response.text()).endsWith('\n')).toBe(true);
  expect(errors).toEqual([]);
});

test.each(['//', 'http://[', '/%'])('the target %s is answered with 404', async (target) => {
  const { port, errors } = await running();
  const answer = await rawAnswer(port, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  expect(errors).toEqual([]);
});

test('what is no HTTP is answered with 400', async () => {
  const { port } = await running();
  expect(await rawAnswer(port, 'hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
});

test.each(['of a stated length', 'in chunks'])('too large a body %s: 413', async (kind) => {
  const { url, port, log, errors } = await running();
  const bytes = Buffer.alloc(limits.witnessBodyBytes.value + 1, 'x');
  const status = await new Promise((resolve, reject) => {
    const headers = kind === 'in chunks' ? {} : { 'Content-Length': bytes.length };
    const sending = httpRequest({ port, host: '127.0.0.1', path: '/add-checkpoint', method: 'POST', headers });
    sending.once('error', reject);
    sending.once('response', (response) => {
      expect(response.headers.connection).toBe('close');
      response.resume().once('end', () => resolve(response.statusCode));
    });
    sending.end(bytes);
  });
  expect(status).toBe(413);
  expect((await fetch(`${url}/add-checkpoint`, { method: 'POST', body: bodyFor(log) })).status).toBe(200);
  expect(errors).toEqual([]);
});

test('a body that comes slowly is waited for, one that breaks off harms nobody', async () => {
  const { port, url, log, errors } = await running();
  const body = bodyFor(log);
  const head = `POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length + 2}\r\n\r\n`;
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`${head}old `, () => {
        socket.destroy();
      }),
    );
    socket.once('close', () => resolve());
  });
  const sent = [...body];
  const slow = new ReadableStream({
    pull: async (controller) => {
      await new Promise((resolve) => setImmediate(resolve));
      const part = sent.splice(0, 7).join('');
      if (part === '') controller.close();
      else controller.enqueue(Buffer.from(part));
    },
  });
  const options: RequestInit = { method: 'POST', body: slow, duplex: 'half' };
  expect((await fetch(`${url}/add-checkpoint`, options)).status).toBe(200);
  expect(errors).toEqual([]);
});

test('a witness that cannot work answers 500 and says why to its owner alone', async () => {
  const failure = new LogError('LOG_WRITE', 'a secret path');
  const { url, log, errors } = await running({
    storeOf: () => {
      throw failure;
    },
  });
  const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body: bodyFor(log) });
  expect([response.status, await response.text()]).toEqual([500, 'The witness cannot work at the moment.\n']);
  expect(errors).toEqual([failure]);
});

test('a stop lets a request that has begun be answered', async () => {
  const log = await buildMemoryLog([5]);
  const store = memoryCheckpointStore();
  let begun = (): void => {};
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  let goOn = (): void => {};
  const mayGoOn = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const { url, server } = await running({
    logKeys: () => [log.signer.key],
    storeOf: () => ({
      ...store,
      read: async () => {
        begun();
        await mayGoOn;
        return store.read();
      },
    }),
  });
  const answer = fetch(`${url}/add-checkpoint`, { method: 'POST', body: bodyFor(log) });
  await hasBegun;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await expect(fetch(url)).rejects.toThrow();
  goOn();
  expect((await answer).status).toBe(200);
  server.closeIdleConnections();
  await closed;
});

test('an address that is taken', async () => {
  const { parts, port } = await running();
  const second = startWitnessServer(parts, { host: '127.0.0.1', port, onError: () => {} });
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test.each(['', 'witness.example', 'file:///etc/passwd', 'ftp://x'])('%j is no address of a witness', (prefix) => {
  expect(() => postToWitness(prefix)).toThrow(expect.objectContaining({ code: 'LOG_NETWORK' }));
});

test('clients meet redirects, floods, silence and nobody', async () => {
  const redirecting = await witnessThatAnswers((_, response) => {
    response.writeHead(307, { Location: 'http://127.0.0.1:1/' }).end();
  });
  await expect(postToWitness(redirecting)('x')).rejects.toMatchObject({ code: 'LOG_NETWORK' });
  const flooding = await witnessThatAnswers((_, response) => {
    response.end(Buffer.alloc(limits.witnessBodyBytes.value + 1));
  });
  await expect(postToWitness(flooding)('x')).rejects.toMatchObject({ code: 'LOG_REFUSED' });
  const breaking = await witnessThatAnswers((_, response) => {
    response.destroy();
  });
  await expect(postToWitness(breaking)('x')).rejects.toMatchObject({ code: 'LOG_NETWORK' });
  await expect(postToWitness('http://127.0.0.1:1')('x')).rejects.toMatchObject({
    code: 'LOG_NETWORK',
    message: expect.stringMatching(/^The witness at http:\/\/127\.0\.0\.1:1 does not answer: /),
  });
});
