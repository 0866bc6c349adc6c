// A server of targets with faults, on the loopback interface.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface TargetServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Requests in the order they came, `GET /path`. */
  readonly requests: readonly IncomingMessage[];
  /** What is answered at a path; 404 elsewhere. */
  readonly answers: Map<string, Answer>;
  close(): Promise<void>;
}

/** @param tls - private key and certificate in PEM */
export async function startTargetServer(tls?: { readonly key: string; readonly cert: string }): Promise<TargetServer> {
  const answers = new Map<string, Answer>();
  const requests: IncomingMessage[] = [];
  const listener: Answer = (request, response) => {
    requests.push(request);
    const answer = answers.get(request.url ?? '') ?? status(404);
    answer(request, response);
  };
  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    answers,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function content(bytes: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) =>
    response.writeHead(200, { 'content-length': Buffer.byteLength(bytes), ...headers }).end(bytes);
}

export function status(code: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) => response.writeHead(code, headers).end('no content');
}

export function redirect(to: string, code = 302): Answer {
  return status(code, { location: to });
}

/** The answers one after the other; the last one stays. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let at = 0;
  return (request, response) => {
    const answer = answers[Math.min(at, answers.length - 1)] ?? status(404);
    at += 1;
    answer(request, response);
  };
}

/** Declares more than it sends and hangs up. */
export const truncated: Answer = (_, response) => {
  response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy());
};

/** Declares less than it sends. */
export const overlong: Answer = (request) => {
  request.socket.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nmuch more');
};

/** Neither length nor chunks: the end of the connection is the end of the content. */
export const openEnded: Answer = (request) => {
  request.socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nopen');
};

/** Sends its head and then nothing. */
export const stalled: Answer = (_, response) => {
  response.writeHead(200, { 'content-length': 100 }).write('x');
};

/** Never answers. */
export const silent: Answer = () => undefined;

/** Sends as long as anybody listens. */
export const endless: Answer = (_, response) => {
  response.writeHead(200);
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(1 << 16)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};

/** No HTTP at all. */
export const garbage: Answer = (request) => {
  request.socket.end('hello\r\n\r\n');
};
