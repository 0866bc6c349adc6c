// Carries a request to a witness.
import * as limits from '#core/limits';
import { LogError } from '#log/log-error';
import type { PostToWitness } from '#log/request-cosignature';

const timeoutMs = 30_000;

/**
 * @param prefix - submission prefix of the witness, http or https
 * @throws {LogError} LOG_NETWORK for an address that is none; the function it gives throws it when there is no answer
 */
export function postToWitness(prefix: string): PostToWitness {
  const address = URL.parse(`${prefix.replace(/\/+$/, '')}/add-checkpoint`);
  if (address === null || !/^https?:$/.test(address.protocol)) {
    throw new LogError('LOG_NETWORK', 'The address of a witness begins with http:// or https://.');
  }
  return async (body) => {
    try {
      const response = await fetch(address, {
        method: 'POST',
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { status: response.status, body: await boundedText(response) };
    } catch (cause) {
      if (cause instanceof LogError) throw cause;
      throw new LogError('LOG_NETWORK', `The witness at ${address.origin} does not answer: ${reasonOf(cause)}.`, {
        cause,
      });
    }
  };
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limits.witnessBodyBytes.value)
      throw new LogError('LOG_REFUSED', 'The witness answers with more than a witness does.');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
