// Digests of the content of an answer, while it arrives.
import { createHash } from 'node:crypto';
import { type Sha256, Sha256Stream } from '#core/digest';
import type { ExpectedHash } from '#core/pins/pin';

export interface ReadBody {
  readonly sha256: Sha256;
  readonly size: number;
  readonly isPage: boolean;
  /** Absent when nothing is expected. */
  readonly isExpected?: boolean;
}

/** The content is larger than may be. */
export class TooLargeError extends Error {}

/**
 * @param body - rejects when the connection breaks off
 * @throws {TooLargeError} as soon as there are more than `maxBytes`
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  expected: ExpectedHash | undefined,
): Promise<ReadBody> {
  const digest = new Sha256Stream();
  const other = expected === undefined ? undefined : createHash(expected.algorithm);
  let head: Uint8Array = new Uint8Array(0);
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new TooLargeError(`the content has more than ${maxBytes} bytes`);
    digest.update(chunk);
    other?.update(chunk);
    if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)]);
  }
  const found = other?.digest('hex');
  return {
    sha256: digest.finish(),
    size,
    isPage: /^\s*(?:<!--[\s\S]*?-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]/i.test(
      Buffer.from(head).toString('latin1'),
    ),
    ...(found === undefined ? {} : { isExpected: found === expected?.hex }),
  };
}

const headBytes = 1024;
