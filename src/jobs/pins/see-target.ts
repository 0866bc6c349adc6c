// What is there at an address, now: follows redirects, tries again when the server is busy, and never takes "could not tell" for an
// answer.
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import * as limits from '#core/limits';
import type { NoSighting, Pointer, Redirect, Sighting } from '#core/pins/pin';
import type { HostPace } from './host-pace.ts';
import { readBody, TooLargeError } from './read-body.ts';
import { PrivateAddressError, type RequestOptions, requestOnce } from './request-once.ts';

export interface SeeOptions {
  /** Bytes of one content. */
  readonly maxBytes: number;
  /** For one request with its answer; a redirect is another request. */
  readonly timeoutMs: number;
  /** Attempts when the answer is that the server is busy, or there is none. */
  readonly attempts: number;
  readonly allowPrivate: boolean;
  readonly authorities?: string;
  readonly pace: HostPace;
  readonly now: () => Date;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Ends everything: the sighting is then `unreachable`. */
  readonly signal?: AbortSignal;
}

export async function seeTarget({ url, expected }: Pointer, options: SeeOptions): Promise<Sighting> {
  const target = URL.parse(url);
  const wrong = refusal(target, url);
  if (target === null || wrong !== undefined) return none('refused', wrong ?? '', options, []);
  for (let attempt = 1; ; attempt += 1) {
    const seen = await seeOnce(target, expected, options);
    if (seen.retryMs === undefined || attempt >= options.attempts || options.signal?.aborted === true)
      return seen.sighting;
    await options.sleep(Math.min(longestWaitMs, Math.max(seen.retryMs, 500 * 2 ** attempt)), options.signal);
  }
}

/** A sighting, and in how many milliseconds it may be another one. */
interface Seen {
  readonly sighting: Sighting;
  readonly retryMs?: number;
}

async function seeOnce(target: URL, expected: Pointer['expected'], options: SeeOptions): Promise<Seen> {
  const redirects: Redirect[] = [];
  let deadline: AbortSignal | undefined;
  let url = target;
  try {
    for (;;) {
      await options.pace.turn(url.host, options.signal);
      deadline = AbortSignal.timeout(options.timeoutMs);
      const signal = options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal]);
      const response = await requestOnce(url, { ...options, signal } satisfies RequestOptions);
      const next = redirectOf(response);
      if (next === undefined) return await judge(response, url, redirects, expected, options);
      response.destroy();
      redirects.push({ status: response.statusCode ?? 0, to: next.slice(0, limits.targetUrlLength.value) });
      const to = URL.parse(next, url.href);
      const wrong = refusal(to, next);
      if (to === null || wrong !== undefined) return { sighting: none('refused', wrong ?? '', options, redirects) };
      if (redirects.length > limits.targetRedirects.value) {
        return {
          sighting: none('unreachable', `more than ${limits.targetRedirects.value} redirects`, options, redirects),
        };
      }
      url = to;
    }
  } catch (error) {
    return failed(error, deadline?.aborted === true, options, redirects);
  }
}

async function judge(
  response: IncomingMessage,
  url: URL,
  redirects: readonly Redirect[],
  expected: Pointer['expected'],
  options: SeeOptions,
): Promise<Seen> {
  const { statusCode: status = 0, headers } = response;
  if (status !== 200) {
    response.destroy();
    const state = goneStatuses.has(status) ? 'gone' : 'unreachable';
    const sighting = none(
      state,
      statusReasons.get(status) ?? `the server answers ${status}`,
      options,
      redirects,
      status,
    );
    return busyStatuses.has(status) ? { sighting, retryMs: retryAfter(headers['retry-after'], options) } : { sighting };
  }
  const certificate = certificateOf(response);
  const isOpenEnded = headers['content-length'] === undefined && headers['transfer-encoding'] === undefined;
  const { isPage, isExpected, ...body } = await readBody(
    response,
    options.maxBytes,
    expected === 'unreadable' ? undefined : expected,
  );
  const sighting: Sighting = {
    state: 'content',
    at: options.now().toISOString(),
    redirects,
    status,
    ...body,
    finalUrl: url.href,
    ...texts({
      contentType: headers['content-type'],
      contentEncoding: headers['content-encoding'],
      etag: headers.etag,
      lastModified: headers['last-modified'],
      certificate,
    }),
    ...(isPage ? { isPage } : {}),
    ...(isOpenEnded ? { isOpenEnded } : {}),
    ...(isExpected === undefined ? {} : { isExpected }),
  };
  return { sighting };
}

function failed(error: unknown, isLate: boolean, options: SeeOptions, redirects: readonly Redirect[]): Seen {
  if (error instanceof PrivateAddressError) return { sighting: none('refused', error.message, options, redirects) };
  if (error instanceof TooLargeError) return { sighting: none('unreachable', error.message, options, redirects) };
  const reason = isLate ? `no complete answer within ${options.timeoutMs} ms` : reasonOf(error);
  return { sighting: none('unreachable', reason, options, redirects), retryMs: 0 };
}

function none(
  state: NoSighting['state'],
  reason: string,
  options: SeeOptions,
  redirects: readonly Redirect[],
  status?: number,
): NoSighting {
  return { state, reason, at: options.now().toISOString(), redirects, ...(status === undefined ? {} : { status }) };
}

/** Why an address is not asked at all. */
export function refusal(url: URL | null, written: string): string | undefined {
  if (written.length > limits.targetUrlLength.value)
    return `the address has more than ${limits.targetUrlLength.value} characters`;
  if (url === null) return 'it is no address';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return `${url.protocol} addresses are not fetched`;
  return url.username === '' && url.password === '' ? undefined : 'it holds credentials, and none are sent';
}

/** Where the answer sends whoever asked. */
export function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  return redirectStatuses.has(statusCode) ? headers.location : undefined;
}

/** Organisation of the subject, else its common name. */
function certificateOf({ socket }: IncomingMessage): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const { subject } = socket.getPeerCertificate();
  const name = subject?.O ?? subject?.CN;
  return Array.isArray(name) ? name.join(', ') : name;
}

/** Seconds, or a date. */
function retryAfter(text: string | undefined, { now }: SeeOptions): number {
  if (text === undefined) return 0;
  const ms = /^[0-9]+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now().getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

function texts<K extends string>(values: Readonly<Record<K, string | undefined>>): { [P in K]?: string } {
  const kept: { [P in K]?: string } = {};
  for (const name in values) {
    const value = values[name];
    if (value !== undefined) kept[name] = value.toWellFormed().slice(0, longestHeader);
  }
  return kept;
}

/** Why there was no answer, in a sentence. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return (codeReasons.get(code) ?? (error.message === '' ? code : error.message)).slice(0, longestHeader);
}

const longestWaitMs = 30_000;
const longestHeader = 1024;
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const goneStatuses: ReadonlySet<number> = new Set([404, 410, 451]);
const busyStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);
/** What a status says, where a sentence says more. */
export const statusReasons: ReadonlyMap<number, string> = new Map([
  [401, 'the server asks for credentials (401)'],
  [403, 'the server refuses (403)'],
  [404, 'not found (404)'],
  [410, 'gone (410)'],
  [429, 'too many requests (429)'],
  [451, 'not available for legal reasons (451)'],
]);
const codeReasons: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'the name of the host does not resolve'],
  ['EAI_AGAIN', 'the name of the host does not resolve now'],
  ['ECONNREFUSED', 'the connection is refused'],
  ['ECONNRESET', 'the connection broke off'],
  ['EHOSTUNREACH', 'there is no way to the host'],
  ['ENETUNREACH', 'there is no way to the network'],
  ['ETIMEDOUT', 'no connection in time'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'nobody vouches for the certificate of the server'],
  ['CERT_HAS_EXPIRED', 'the certificate of the server has expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate is for another name'],
]);
