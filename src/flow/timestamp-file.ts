// Has the time of a signature proven: asks an authority, verifies its answer, keeps it.
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import type { TimestampReport } from '#core/model-verification';
import { readCertificates } from '#sign/certificate';
import { type PostToAuthority, requestTimestamp } from '#sign/timestamp/request-timestamp';
import { writeDurably } from '#sign/write-durably';
import { readWhole } from '#store/read-whole';
import { timestampFacts } from './signature-facts.ts';

export interface TimestampOptions {
  /** Paths of the certificates that the one of the authority must lead to. */
  readonly roots: readonly string[];
  /** Where the answer goes; what stands there is replaced. */
  readonly output: string;
  readonly post: PostToAuthority;
}

/**
 * @param path - a signature, or any other file of at most `limits.signatureBytes`
 * @throws {AssayError} OUTPUT_FAILED, and what `requestTimestamp` throws; then nothing was written
 */
export async function timestampFile(path: string, { roots, output, post }: TimestampOptions): Promise<TimestampReport> {
  const bytes = readWhole(path, limits.signatureBytes.value);
  const { response, timestamp } = await requestTimestamp(bytes, roots.flatMap(readCertificates), post);
  try {
    writeDurably(output, response, { mode: 0o644, replace: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const fields = { path: output, value: code, cause: error };
    throw new AssayError('OUTPUT_FAILED', `The timestamp cannot be written to ${output}: ${code}.`, fields);
  }
  return { schema: 'assay.timestamp/1', file: path, output, timestamp: timestampFacts(timestamp) };
}
