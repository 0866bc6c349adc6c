// How far an export of the audit got: the tree of the log up to there. A log that does not begin with that tree is another one.
import { AssayError } from '#core/errors';
import { emptyRoot } from '#core/tree-hash';
import { replaceFile } from '#store/durable-files';
import { readWhole } from '#store/read-whole';
import { systemCode, systemReason } from '#store/store-error';

export interface AuditCursor {
  readonly schema: 'assay.audit-cursor/1';
  /** Origin of the log. */
  readonly origin: string;
  readonly format: string;
  /** Entries that were handed on. */
  readonly size: number;
  /** Root of the tree of these entries, hex. */
  readonly root: string;
}

/** @returns undefined when there is no file @throws {AssayError} AUDIT_CURSOR */
export async function readCursor(path: string): Promise<AuditCursor | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = readWhole(path, maxCursorBytes);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new AssayError('AUDIT_CURSOR', `the cursor ${path} cannot be read: ${messageOf(error)}`, {
      path,
      cause: error,
    });
  }
  const { z } = await import('zod');
  const schema = z.strictObject({
    schema: z.literal('assay.audit-cursor/1'),
    origin: z.string().min(1),
    format: z.string().min(1),
    size: z.int().min(0),
    root: z.string().regex(/^[0-9a-f]{64}$/),
  });
  try {
    return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw new AssayError('AUDIT_CURSOR', `${path} is no cursor of an export`, { path, cause });
  }
}

/** Where an export begins that was never made before. */
export function firstCursor(origin: string, format: string): AuditCursor {
  return { schema: 'assay.audit-cursor/1', origin, format, size: 0, root: Buffer.from(emptyRoot).toString('hex') };
}

/**
 * Durable when it returns; never back to where another export got further meanwhile.
 * @throws {AssayError} AUDIT_WRITE, AUDIT_CURSOR
 */
export async function saveCursor(path: string, cursor: AuditCursor): Promise<void> {
  const now = await readCursor(path);
  if (now !== undefined && now.origin === cursor.origin && now.size > cursor.size) return;
  try {
    replaceFile(path, Buffer.from(`${JSON.stringify(cursor, undefined, 2)}\n`));
  } catch (cause) {
    throw new AssayError('AUDIT_WRITE', `the cursor ${path} cannot be written: ${systemReason(cause)}`, {
      path,
      cause,
    });
  }
}

function isMissing(error: unknown): boolean {
  return systemCode(error) === 'ENOENT' || (error instanceof AssayError && error.code === 'FILE_MISSING');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const maxCursorBytes = 64 * 1024;
