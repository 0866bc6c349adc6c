// A witness over HTTP: C2SP tlog-witness. All decisions are made in log/witness.ts.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { addCheckpoint, readCheckpoint, type WitnessParts } from '#log/witness';

export interface WitnessServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Hears why a request was answered with 500. */
  readonly onError: (error: unknown) => void;
}

/** A server that listens. `POST /add-checkpoint`, `GET /<log id>/checkpoint`. @throws Node's error when it cannot listen */
export async function startWitnessServer(parts: WitnessParts, options: WitnessServerOptions): Promise<Server> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      // Who hangs up in the middle of a request gets no answer, and nothing is wrong with the witness.
      if (request.destroyed && !request.complete) return;
      options.onError(error);
      if (response.headersSent) response.destroy();
      else reply(response, 500, 'The witness cannot work at the moment.\n');
    });
  });
  server.maxConnections = 256;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return server;
}

async function answer(parts: WitnessParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = URL.parse(request.url ?? '/', 'http://witness')?.pathname ?? '';
  const id = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path)?.[1];
  const isSubmission = path === '/add-checkpoint';
  if (id === undefined && !isSubmission) return reply(response, 404, 'There is nothing here.\n');
  if (request.method !== (isSubmission ? 'POST' : 'GET')) return reply(response, 405, 'Another method is needed.\n');
  if (id !== undefined) {
    const { status, contentType, body } = await readCheckpoint(parts, id);
    return reply(response, status, body, contentType);
  }
  const sent = await bodyOf(request);
  if (sent === undefined) {
    response.setHeader('Connection', 'close');
    return reply(response, 413, `A request has at most ${limits.witnessBodyBytes.value} bytes.\n`);
  }
  const { status, contentType, body } = await addCheckpoint(parts, sent);
  reply(response, status, body, contentType);
}

/** undefined when there is more than an honest client sends. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // The default iterator would close the connection on return, before the refusal is sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array)) throw new AssayError('USAGE', 'a request is read as bytes');
    size += chunk.length;
    if (size > limits.witnessBodyBytes.value) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function reply(
  response: ServerResponse,
  status: number,
  body: string,
  contentType = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'Content-Type': contentType, 'X-Content-Type-Options': 'nosniff' });
  response.end(body);
}
