// Carries a request to a time authority. RFC 3161 section 3.4.
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';

const timeoutMs = 30_000;

/**
 * @param url - of the authority, http or https: answers are signed, so nobody on the way can change one
 * @throws {AssayError} SIGN_NETWORK for an address that is none; the function it gives throws it when there is no answer
 */
export function postToAuthority(url: string): (request: Uint8Array) => Promise<Uint8Array> {
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol)) {
    throw new AssayError('SIGN_NETWORK', 'The address of a time authority begins with http:// or https://.');
  }
  return async (request) => {
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/timestamp-query' },
        body: Buffer.from(request),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (response.status !== 200) throw noAnswer(address, `it answers with status ${response.status}`);
      return await boundedBytes(response, address);
    } catch (cause) {
      if (cause instanceof AssayError) throw cause;
      throw noAnswer(address, reasonOf(cause), cause);
    }
  };
}

async function boundedBytes(response: Response, address: URL): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limits.timestampBytes.value) throw noAnswer(address, 'it answers with more than a timestamp');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function noAnswer({ origin }: URL, why: string, cause?: unknown): AssayError {
  return new AssayError('SIGN_NETWORK', `The time authority at ${origin} gives no timestamp: ${why}.`, { cause });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
