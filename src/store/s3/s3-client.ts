// Requests to an S3-compatible storage over node:http: signed, with a digest of every body, repeated when the network or the
// server fails.
import { hash } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { StoreError, systemCode } from '../store-error.ts';
import type { S3Credentials, S3Place } from './s3-place.ts';
import { encodeQuery, encodeStep, signRequest } from './sign-request.ts';
import { textOf } from './xml-elements.ts';

export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Object name without the prefix of the place; absent for requests to the bucket. */
  readonly name?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Bytes of the largest answer that is taken; of errors and lists 4 MiB. */
  readonly maxBytes?: number;
}

export interface S3Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** From 1. After the first one failed, nobody knows whether it had its effect. */
  readonly attempt: number;
}

export interface S3ClientOptions {
  readonly place: S3Place;
  readonly credentials: S3Credentials;
  /** Of silence, milliseconds. */
  readonly timeoutMs?: number;
  readonly attempts?: number;
  readonly now?: () => Date;
  /** Milliseconds. */
  readonly sleep?: (time: number) => Promise<void>;
}

const answerBytes = 4_194_304;
const firstPauseMs = 100;
const longestPauseMs = 10_000;

export class S3Client {
  readonly #options: S3ClientOptions;
  readonly #url: URL;
  readonly #agent: HttpAgent;

  constructor(options: S3ClientOptions) {
    this.#options = options;
    this.#url = new URL(options.place.endpoint);
    const agentOptions = { keepAlive: true, maxSockets: 8 };
    this.#agent = this.#url.protocol === 'https:' ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions);
  }

  get place(): S3Place {
    return this.#options.place;
  }

  /**
   * @returns any answer below 500 that is not to be repeated, also 404 and 412
   * @throws {StoreError} STORE_NETWORK when no attempt got one, STORE_REFUSED for 401, 403 and other answers that a repetition
   *   would not change
   */
  async send(request: S3Request): Promise<S3Answer> {
    const { attempts = 6, sleep = pause } = this.#options;
    for (let attempt = 1; ; attempt++) {
      let problem: string;
      try {
        const answer = { ...(await this.#once(request)), attempt };
        if (!isTransient(answer)) return accepted(request, answer);
        problem = `answered ${answer.status} ${textOf(answer.body.toString(), 'Code') ?? ''}`.trim();
      } catch (error) {
        if (error instanceof StoreError) throw error;
        problem = error instanceof Error && !('code' in error) ? error.message : systemCode(error);
      }
      if (attempt >= attempts) {
        const message = `${this.#url.origin} cannot be used: ${problem} (${attempts} attempts)`;
        throw new StoreError('STORE_NETWORK', message, { path: this.#url.origin, value: problem });
      }
      // Half of it by chance: many clients that failed together shall not come back together.
      const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);
      await sleep(longest / 2 + (Math.random() * longest) / 2);
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #once({
    method,
    name,
    query = {},
    headers = {},
    body,
    maxBytes = answerBytes,
  }: S3Request): Promise<Omit<S3Answer, 'attempt'>> {
    const { place, credentials, now = () => new Date(), timeoutMs = 30_000 } = this.#options;
    const steps = name === undefined ? [place.bucket] : [place.bucket, ...`${place.prefix}${name}`.split('/')];
    const path = `${this.#url.pathname.replace(/[/]$/, '')}/${steps.map(encodeStep).join('/')}`;
    const unsigned = { method, path, query, headers: { ...headers, host: this.#url.host, ...bodyHeaders(body) } };
    const signed = signRequest(unsigned, credentials, place.region, now());
    const target = Object.keys(query).length === 0 ? path : `${path}?${encodeQuery(query)}`;
    const start = this.#url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const { hostname, port } = this.#url;
      const options = { method, hostname, port, path: target, headers: signed, agent: this.#agent, timeout: timeoutMs };
      const sending = start(options, (response) => receive(response, method, maxBytes).then(resolve, reject));
      sending.on('timeout', () => sending.destroy(new Error(`nothing came for ${timeoutMs} ms`)));
      sending.on('error', reject);
      sending.end(body);
    });
  }
}

function bodyHeaders(body: Uint8Array | undefined): Record<string, string> {
  const digest = hash('sha256', body ?? new Uint8Array(), 'hex');
  if (body === undefined) return { 'x-amz-content-sha256': digest };
  return {
    'content-length': String(body.length),
    'x-amz-content-sha256': digest,
    'x-amz-checksum-sha256': Buffer.from(digest, 'hex').toString('base64'),
  };
}

/** ATTACKER: a server may send more than it was asked for, or stop before the end. */
function receive(response: IncomingMessage, method: string, maxBytes: number): Promise<Omit<S3Answer, 'attempt'>> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    response.on('data', (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size > maxBytes)
        response.destroy(new StoreError('STORE_REFUSED', 'the object storage sends more than was asked for'));
    });
    response.on('error', reject);
    response.on('end', () => {
      const declared = Number(response.headers['content-length'] ?? size);
      if (method !== 'HEAD' && declared !== size) reject(new Error('the answer was cut'));
      else resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) });
    });
  });
}

function isTransient({ status, body }: S3Answer): boolean {
  if (status >= 500 || status === 429 || status === 408) return true;
  if (status === 409) return /Conflict|OperationAborted/.test(body.toString());
  return status === 400 && textOf(body.toString(), 'Code') === 'RequestTimeout';
}

function accepted(request: S3Request, answer: S3Answer): S3Answer {
  const { status, body } = answer;
  if (status < 300 || status === 404 || status === 412) return answer;
  const code = textOf(body.toString(), 'Code') ?? '';
  const reason = code === '' ? String(status) : `${status} ${code}`;
  throw new StoreError(
    'STORE_REFUSED',
    `the object storage refuses ${request.method} ${request.name ?? 'of the bucket'}: ${reason}`,
    {
      value: reason,
    },
  );
}

function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}
