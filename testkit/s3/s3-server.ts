// An S3-compatible storage for tests, on a port of this machine: a bucket behind HTTP, with faults that a test injects.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Bucket, type BucketAnswer, type BucketOptions, failure } from './bucket.ts';
import { refusalOf } from './verify-signature.ts';

/**
 * error: 500, not applied. reset: the connection ends before anything is applied. lost: applied, and the connection ends. cut:
 * applied, and half of the answer comes. slow: applied after the client has given up waiting.
 */
export type S3Fault = 'none' | 'error' | 'reset' | 'lost' | 'cut' | 'slow';

export interface S3ServerOptions extends BucketOptions {
  /** Asked for every request. */
  readonly fault?: (method: string, key: string) => S3Fault;
}

export interface S3Server {
  readonly endpoint: string;
  readonly bucketName: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly bucket: Bucket;
  /** `PUT key` and so on, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** More than a client of these tests waits. */
const slowMs = 3000;

export async function startS3Server(options: S3ServerOptions = {}): Promise<S3Server> {
  const bucket = new Bucket(options);
  const credentials = { accessKeyId: 'TESTKEY', secretAccessKey: 'secret/of+the/test' };
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    void receive(request).then(async (body) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const [, name, ...steps] = url.pathname.split('/').map(decodeURIComponent);
      const key = steps.join('/');
      const method = request.method ?? '';
      requests.push(`${method} ${key}`);
      const fault = options.fault?.(method, key) ?? 'none';
      if (fault === 'reset') return request.socket.destroy();
      if (fault === 'error') return reply(response, method, failure(500, 'InternalError'));
      if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, slowMs));
      const refusal = refusalOf(request, credentials.accessKeyId, credentials.secretAccessKey, new Date());
      if (refusal !== undefined) return reply(response, method, failure(403, refusal));
      if (name !== 'assay') return reply(response, method, failure(404, 'NoSuchBucket'));
      const answer = bucket.answer({ method, key, query: new Map(url.searchParams), headers: request.headers, body });
      if (fault === 'lost') return request.socket.destroy();
      return reply(response, method, answer, fault === 'cut');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucketName: 'assay',
    region: 'test-1',
    credentials,
    bucket,
    requests,
    close,
  };
}

async function receive(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

function reply(
  response: ServerResponse,
  method: string,
  { status, headers = {}, body = '' }: BucketAnswer,
  isCut = false,
): void {
  const bytes = Buffer.from(body);
  const length = status === 204 ? {} : { 'content-length': bytes.length };
  response.writeHead(status, { ...headers, ...length });
  if (method === 'HEAD') response.end();
  else if (isCut && bytes.length > 1) {
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
  } else response.end(bytes);
}
