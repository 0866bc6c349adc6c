// `assay timestamp` and `assay verify --timestamp` against a time authority on this machine.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { buildCertificate } from '#testkit/certificates';
import { answerRequest, buildAuthority, refuse } from '#testkit/timestamps';
import { launcher } from './assay-process.ts';

const base = mkdtempSync(join(tmpdir(), 'assay-timestamp-'));
const servers: Server[] = [];
const authority = buildAuthority();
const signerRoot = buildCertificate({ subject: 'Company', authority: true });
/** Valid in 2025 alone. */
const signer = buildCertificate({
  subject: 'Signer',
  issuer: signerRoot,
  validFrom: new Date('2025-01-01T00:00:00Z'),
  validTo: new Date('2026-01-01T00:00:00Z'),
});
const verifying = ['verify', 'model', '--signature', 'model.sig', '--trust-root', 'ca.pem', '--json'];
const stamped = [...verifying, '--timestamp', 'model.sig.tsr', '--tsa-root', 'tsa.pem'];

beforeAll(async () => {
  mkdirSync(join(base, 'model'));
  const files: Readonly<Record<string, string>> = {
    'model/weights': 'weights',
    key: signer.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'cert.pem': signer.pem,
    'ca.pem': signerRoot.pem,
    'tsa.pem': authority.root.pem,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(base, name), text, { mode: 0o600 });
  expect((await assay('sign', 'model', '--key', 'key', '--cert', 'cert.pem', '--output', 'model.sig')).code).toBe(0);
});
afterAll(() => rmSync(base, { recursive: true }));
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

async function assay(...words: readonly string[]): Promise<Answer> {
  try {
    return { ...(await promisify(execFile)(process.execPath, [launcher, ...words], { cwd: base })), code: 0 };
  } catch (error) {
    return error as Answer;
  }
}

async function authorityThat(listener: RequestListener): Promise<string> {
  const server = createServer({ keepAlive: false }, listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/tsa`;
}

/** Reads the request and answers with what `respond` makes of it. */
const answering =
  (respond: (request: Buffer) => Uint8Array, status = 200): RequestListener =>
  async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const right = request.headers['content-type'] === 'application/timestamp-query' && request.url === '/tsa';
    response.writeHead(right ? status : 400).end(respond(Buffer.concat(chunks)));
  };

test('a signature outlives its certificate', async () => {
  const before = await assay(...verifying);
  expect([before.code, JSON.parse(before.stdout).problem.code]).toEqual([1, 'SIGN_EXPIRED']);
  const url = await authorityThat(answering((request) => answerRequest(authority, request, '20250601120000Z')));
  const made = await assay('timestamp', 'model.sig', '--url', url, '--tsa-root', 'tsa.pem');
  expect([made.stderr, made.code]).toEqual(['', 0]);
  expect(made.stdout).toContain('2025-06-01T12:00:00.000Z');
  const after = await assay(...stamped);
  expect([after.stderr, after.code]).toEqual(['', 0]);
  expect(JSON.parse(after.stdout).signature).toMatchObject({
    validAt: '2025-06-01T12:00:00.000Z',
    validAtFrom: 'timestamp',
    timestamp: { time: '2025-06-01T12:00:00.000Z', authority: 'CN=Time authority', root: 'CN=Time root' },
  });
  const text = await assay(...stamped.filter((word) => word !== '--json'));
  expect(text.stdout.replace(/\s+/g, ' ')).toContain(
    'stamped existed at 2025-06-01T12:00:00.000Z, says CN=Time authority, trusted through CN=Time root',
  );
});

test('a timestamp of a time at which the certificate was not valid does not help', async () => {
  const url = await authorityThat(answering((request) => answerRequest(authority, request, '20260601120000Z')));
  const words = ['--output', 'late.tsr', '--url', url, '--tsa-root', 'tsa.pem', '--json'];
  const made = await assay('timestamp', 'model.sig', ...words);
  expect(JSON.parse(made.stdout)).toMatchObject({ schema: 'assay.timestamp/1', file: 'model.sig', output: 'late.tsr' });
  const late = await assay(...verifying, '--timestamp', 'late.tsr', '--tsa-root', 'tsa.pem');
  expect([late.code, JSON.parse(late.stdout).problem.code]).toEqual([1, 'SIGN_EXPIRED']);
});

test('a timestamp of another signature, or of an authority that nobody trusts, proves nothing', async () => {
  writeFileSync(join(base, 'other'), 'other');
  const url = await authorityThat(answering((request) => answerRequest(authority, request, '20250601120000Z')));
  await assay('timestamp', 'other', '--url', url, '--tsa-root', 'tsa.pem');
  const other = await assay(...verifying, '--timestamp', 'other.tsr', '--tsa-root', 'tsa.pem');
  expect([other.code, JSON.parse(other.stdout).problem.code]).toEqual([1, 'SIGN_INVALID']);
  const strange = await assay(...verifying, '--timestamp', 'other.tsr', '--tsa-root', 'ca.pem');
  expect([strange.code, JSON.parse(strange.stdout).problem.code]).toEqual([1, 'SIGN_INVALID']);
  const half = await assay(...verifying, '--timestamp', 'other.tsr');
  expect([half.code, half.stderr]).toEqual([64, 'assay: --timestamp FILE and --tsa-root PEM need each other.\n']);
});

test.each<[string, RequestListener, string]>([
  ['refuses', answering(() => refuse('closed today')), 'gives no timestamp (status 2): closed today'],
  ['fails', answering(() => Buffer.alloc(0), 500), 'gives no timestamp: it answers with status 500'],
  ['answers with nonsense', answering(() => Buffer.from('hello')), 'is not DER'],
  [
    'answers without end',
    answering(() => Buffer.alloc(100_000)),
    'gives no timestamp: it answers with more than a timestamp',
  ],
  ['hangs up', (request) => request.socket.destroy(), 'gives no timestamp: '],
  ['sends elsewhere', (_request, response) => response.writeHead(302, { location: '/' }).end(), 'gives no timestamp: '],
])('an authority that %s leaves nothing behind', async (_name, listener, why) => {
  const url = await authorityThat(listener);
  const { code, stderr } = await assay(
    'timestamp',
    'model.sig',
    '-o',
    'none.tsr',
    '--url',
    url,
    '--tsa-root',
    'tsa.pem',
  );
  expect([code, stderr]).toEqual([2, expect.stringContaining(why)]);
  expect(() => readFileSync(join(base, 'none.tsr'))).toThrow('ENOENT');
});

test('an address that is none', async () => {
  const { code, stderr } = await assay('timestamp', 'model.sig', '--url', 'ftp://x', '--tsa-root', 'tsa.pem');
  expect([code, stderr]).toEqual([2, 'assay: The address of a time authority begins with http:// or https://.\n']);
});
