// A JSON document of `assay data` from a file: bounded, one reading, held against its schema.
import type { ZodType } from 'zod';
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { parseStrictJson } from '#core/json/parse-strict-json';
import type { Limit } from '#core/limits';
import { readWhole } from '#store/read-whole';

export interface ReadDocument<T> {
  readonly document: T;
  /** Of the file. */
  readonly digest: Sha256;
}

/**
 * @param what - the document in words: `the calibration`
 * @throws {FileError} when the file cannot be read
 * @throws {AssayError} DATA_DOCUMENT with the first thing that is wrong
 */
export function readDocument<T>(path: string, what: string, schema: ZodType<T>, limit: Limit): ReadDocument<T> {
  return parseDocument(readWhole(path, limit.value), path, what, schema, limit);
}

/** @param path - where the bytes are from, for messages @throws {AssayError} DATA_DOCUMENT with the first thing that is wrong */
export function parseDocument<T>(
  bytes: Uint8Array,
  path: string,
  what: string,
  schema: ZodType<T>,
  limit: Limit,
): ReadDocument<T> {
  const result = schema.safeParse(parsed(bytes, path, what, limit));
  if (result.success) return { document: result.data, digest: sha256(bytes) };
  const [issue] = result.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  throw malformed(path, what, `${place === '' ? '' : `${place}: `}${issue?.message ?? 'not as it should be'}`);
}

function parsed(bytes: Uint8Array, path: string, what: string, { value: maxBytes }: Limit): unknown {
  try {
    parseStrictJson(bytes, { maxBytes, maxDepth: 16 });
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    throw malformed(path, what, error.message);
  }
  return JSON.parse(Buffer.from(bytes).toString('utf8'));
}

function malformed(path: string, what: string, why: string): AssayError {
  return new AssayError('DATA_DOCUMENT', `${path} cannot be read as ${what}: ${why}`, { path });
}
