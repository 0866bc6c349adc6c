// Which assets and tokens are decoys: a sealed record for each, in a store whose key only those hold who may read the audit. No
// statement of the log speaks of it.
import { randomBytes } from 'node:crypto';
import { canonicalJson, type Json } from '#core/canonical-json';
import { parseSha256, type Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { Canary } from '#monitor/history/audit-history';
import type { Workspace } from '../workspace/workspace.ts';
import { auditStore, heldAuditStore } from './audit-store.ts';

export const decoyKinds = ['dataset', 'model', 'credential', 'token'] as const;
export type DecoyKind = (typeof decoyKinds)[number];

export interface DecoyRecord {
  readonly schema: 'assay.decoy/1';
  readonly kind: DecoyKind;
  /** Name of the reference, or of the identity that the token acts as. */
  readonly name: string;
  /** Asset id and the digests of files that no other asset has, or the digest of the token. */
  readonly digests: readonly Sha256[];
  readonly identity?: string;
  /** Entries before this one are how it was planted. */
  readonly since: number;
  readonly plantedAt: string;
  readonly plantedBy: string;
  /** Identities that touch it by their trade. */
  readonly expected: readonly string[];
  readonly why: string;
}

export interface ReadDecoys {
  readonly decoys: readonly DecoyRecord[];
  /** false: no decoy was ever planted here, or everything about them is gone. */
  readonly isThere: boolean;
}

/** @throws {StoreError} STORE_WRITE, STORE_KEY and what opening throws */
export async function keepDecoy(workspace: Workspace, record: DecoyRecord): Promise<void> {
  const store = await auditStore(workspace, 'assay-audit-notes');
  const batch = store.batch();
  try {
    // The digest of a blob must not tell what is in it to whoever can guess that; its size must not tell the kind.
    const text = canonicalJson({ ...record, salt: randomBytes(32).toString('hex') } as unknown as Json);
    await batch.add(Buffer.from(text.padEnd(Math.ceil(text.length / padding) * padding)));
    await batch.commit();
  } finally {
    await batch.abort();
  }
}

/**
 * In the order in which they were planted.
 * @throws {AssayError} AUDIT_DECOYS when a record is damaged; {StoreError} STORE_KEY when the key is not here
 */
export async function readDecoys(workspace: Workspace): Promise<ReadDecoys> {
  const store = await heldAuditStore(workspace, 'assay-audit-notes');
  if (store === undefined) return { decoys: [], isThere: false };
  const decoys: DecoyRecord[] = [];
  for (const { sha256 } of await store.list()) decoys.push(await parseRecord(await store.read(sha256, maxRecordBytes)));
  return { decoys: decoys.toSorted((a, b) => a.since - b.since), isThere: decoys.length > 0 };
}

export function canaryOf({ kind, digests, identity, since, expected }: DecoyRecord): Canary {
  return {
    kind: kind === 'token' ? 'token' : 'asset',
    digests,
    since,
    expected,
    ...(identity === undefined ? {} : { identity }),
  };
}

async function parseRecord(bytes: Uint8Array): Promise<DecoyRecord> {
  const { z } = await import('zod');
  const text = z.string().min(1);
  const digest = text.transform((value) => parseSha256(value));
  const schema = z.object({
    schema: z.literal('assay.decoy/1'),
    kind: z.enum(decoyKinds),
    name: text,
    digests: z.array(digest),
    identity: text.exactOptional(),
    since: z.int().min(0),
    plantedAt: text,
    plantedBy: text,
    expected: z.array(text),
    why: z.string(),
  });
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new AssayError('AUDIT_DECOYS', 'the record of a decoy is damaged', { cause });
  }
}

const padding = 4096;
const maxRecordBytes = 1024 * 1024;
