// What is known of an access beside what the log says: from which machine, as which user of it. It is personal, so it lies sealed in the
// store of the audit, and the log has its digest only: destroyed, the log stays what it is and can be proved as before.
import { randomBytes } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { canonicalJson } from '#core/canonical-json';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { StoreError } from '#store/store-error';
import type { Workspace } from '../workspace/workspace.ts';
import { auditStore, heldAuditStore } from './audit-store.ts';

export interface AccessDetails {
  readonly schema: 'assay.access-details/1';
  readonly host: string;
  /** Of the operating system. */
  readonly user: string;
  readonly process: number;
  /** So that nobody who guesses the rest can compare digests. */
  readonly salt: string;
}

/**
 * @returns the digest for the log; undefined where the key of the audit is not here, because who cannot read it cannot seal for it
 * @throws {StoreError} STORE_WRITE and what opening throws: what cannot be put on record is not allowed
 */
export async function sealAccessDetails(workspace: Workspace): Promise<Sha256 | undefined> {
  let store: Awaited<ReturnType<typeof auditStore>>;
  try {
    store = await auditStore(workspace, 'assay-audit');
  } catch (error) {
    if (error instanceof StoreError && error.code === 'STORE_KEY') return undefined;
    throw error;
  }
  const details: AccessDetails = {
    schema: 'assay.access-details/1',
    host: hostname(),
    user: userName(),
    process: process.pid,
    salt: randomBytes(32).toString('hex'),
  };
  const batch = store.batch();
  try {
    const { sha256 } = await batch.add(Buffer.from(canonicalJson({ ...details })));
    await batch.commit();
    return sha256;
  } finally {
    await batch.abort();
  }
}

/** @throws {StoreError} STORE_DESTROYED, STORE_MISSING, STORE_KEY; {AssayError} when it is none */
export async function openAccessDetails(workspace: Workspace, digest: Sha256): Promise<AccessDetails> {
  const store = await heldAuditStore(workspace, 'assay-audit');
  if (store === undefined)
    throw new StoreError('STORE_MISSING', 'nothing is kept about accesses here', { value: digest });
  const { z } = await import('zod');
  const text = z.string();
  const schema = z.strictObject({
    schema: z.literal('assay.access-details/1'),
    host: text,
    user: text,
    process: z.int(),
    salt: text,
  });
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(await store.read(digest, maxDetailsBytes))));
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new AssayError('STATEMENT_UNKNOWN', `${digest} are no details of an access`, { cause: error });
  }
}

/** Some systems have users without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

const maxDetailsBytes = 64 * 1024;
