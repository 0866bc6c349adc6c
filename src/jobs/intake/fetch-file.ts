// One file from an address to the disk: whole, or not at all. The rules for addresses are those of `jobs/pins`.
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { requestOnce } from '../pins/request-once.ts';
import { reasonOf, redirectOf, refusal, statusReasons } from '../pins/see-target.ts';

export interface FetchOptions {
  /** Bytes of the content. */
  readonly maxBytes: number;
  /** Without a byte for so long the connection is given up. */
  readonly idleMs: number;
  readonly allowPrivate: boolean;
  /** Certificates in PEM that are trusted instead of those that Node brings. */
  readonly authorities?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (bytes: number, total: number | undefined) => void;
}

export interface FetchedFile {
  /** Where redirects led. */
  readonly finalUrl: string;
  readonly redirects: number;
  readonly bytes: number;
}

/**
 * @param path - of a file that does not exist yet
 * @throws {AssayError} INTAKE_FETCH when it did not come as a whole, INTAKE_QUOTA when it is larger than may be; nothing is left at
 *   `path` then
 */
export async function fetchFile(url: string, path: string, options: FetchOptions): Promise<FetchedFile> {
  const descriptor = openSync(path, 'wx', 0o600);
  let isWhole = false;
  try {
    const fetched = await fetchInto(url, descriptor, options);
    fsyncSync(descriptor);
    isWhole = true;
    return fetched;
  } catch (error) {
    if (error instanceof AssayError) throw error;
    throw notFetched(url, reasonOf(error), error);
  } finally {
    closeSync(descriptor);
    if (!isWhole) rmSync(path, { force: true });
  }
}

async function fetchInto(url: string, descriptor: number, options: FetchOptions): Promise<FetchedFile> {
  const idle = new AbortController();
  const signal = options.signal === undefined ? idle.signal : AbortSignal.any([idle.signal, options.signal]);
  let timer: NodeJS.Timeout | undefined;
  const waiting = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => idle.abort(new Error(`nothing came for ${options.idleMs} ms`)), options.idleMs);
  };
  try {
    waiting();
    const { response, finalUrl, redirects } = await follow(url, { ...options, signal });
    const bytes = await write(response, descriptor, url, options, waiting);
    return { finalUrl, redirects, bytes };
  } catch (error) {
    if (idle.signal.aborted && !(error instanceof AssayError))
      throw notFetched(url, `nothing came for ${options.idleMs} ms`, error);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

interface Followed {
  readonly response: IncomingMessage;
  readonly finalUrl: string;
  readonly redirects: number;
}

async function follow(first: string, options: FetchOptions & { readonly signal: AbortSignal }): Promise<Followed> {
  let written = first;
  let base: string | undefined;
  for (let redirects = 0; redirects <= limits.targetRedirects.value; redirects += 1) {
    const url = URL.parse(written, base);
    const wrong = refusal(url, written);
    if (url === null || wrong !== undefined) throw notFetched(first, wrong ?? 'it is no address');
    // ATTACKER: who answers in the clear may send somebody back from an encrypted address to one that anybody can change.
    if (base?.startsWith('https:') && url.protocol === 'http:')
      throw notFetched(first, 'it leads from an encrypted address to an open one');
    const response = await requestOnce(url, options);
    const next = redirectOf(response);
    if (next === undefined) return { response, finalUrl: url.href, redirects };
    response.destroy();
    [written, base] = [next, url.href];
  }
  throw notFetched(first, `more than ${limits.targetRedirects.value} redirects`);
}

async function write(
  response: IncomingMessage,
  descriptor: number,
  url: string,
  { maxBytes, onProgress }: FetchOptions,
  waiting: () => void,
): Promise<number> {
  const { statusCode: status = 0, headers } = response;
  if (status !== 200) {
    response.destroy();
    throw notFetched(url, statusReasons.get(status) ?? `the server answers ${status}`);
  }
  const declared = headers['content-length'] === undefined ? undefined : Number(headers['content-length']);
  if (declared !== undefined && declared > maxBytes) throw tooLarge(response, url, declared, maxBytes);
  let bytes = 0;
  for await (const chunk of response) {
    waiting();
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(response, url, bytes, maxBytes);
    for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at, chunk.length - at);
    onProgress?.(bytes, declared);
  }
  if (declared !== undefined && bytes !== declared)
    throw notFetched(url, `${declared} bytes were announced and ${bytes} came`);
  // Where the end of the answer is the end of the connection, nobody can tell a whole file from a part of one.
  if (declared === undefined && headers['transfer-encoding'] === undefined) {
    throw notFetched(url, 'the server does not say where the file ends, so a part of it could pass for the whole');
  }
  return bytes;
}

function tooLarge(response: IncomingMessage, url: string, bytes: number, maxBytes: number): AssayError {
  response.destroy();
  const message = `nothing was taken in: ${quote(url)} has ${bytes} bytes or more, and ${maxBytes} are allowed; --max-bytes allows more`;
  return new AssayError('INTAKE_QUOTA', message, { limit: 'intakeBytes', value: bytes });
}

function notFetched(url: string, why: string, cause?: unknown): AssayError {
  return new AssayError('INTAKE_FETCH', `nothing was taken in: ${quote(url)} could not be fetched: ${why}`, {
    value: url,
    cause,
  });
}
