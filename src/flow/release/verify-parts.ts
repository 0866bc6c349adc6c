// Whether every byte of a release is here and what it was: the manifest of each part, and each file by its digest.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { ComposedPart } from '#core/release-composition';
import { StoreError } from '#store/store-error';
import { readManifest } from '../assets/read-manifest.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { bytesOf } from '../zones/asset-bytes.ts';

export interface VerifiedPart {
  readonly role: string;
  readonly name: string;
  readonly sha256: Sha256;
  readonly state: 'match' | 'gone' | 'damaged' | 'unreadable';
  readonly files: number;
  readonly bytes: number;
  /** Why it does not match. */
  readonly reason?: string;
}

/** Reads every byte. @throws what is no answer about a part */
export async function verifyParts(
  workspace: Workspace,
  parts: readonly ComposedPart[],
): Promise<readonly VerifiedPart[]> {
  const verified: VerifiedPart[] = [];
  for (const part of parts) verified.push(await verifyPart(workspace, part));
  return verified;
}

async function verifyPart(workspace: Workspace, { role, name, sha256: id }: ComposedPart): Promise<VerifiedPart> {
  const facts = { role, name, sha256: id };
  let files = 0;
  let bytes = 0;
  try {
    // The digest of the manifest is the asset id, and the store compares what it gives with the digest that it is asked for.
    const { entries } = await readManifest(workspace.store, id);
    const source = bytesOf(workspace, id);
    for (const entry of entries) {
      if (entry.type !== 'file') continue;
      bytes += await readAll(source, entry.sha256);
      files++;
    }
    return { ...facts, state: 'match', files, bytes };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { ...facts, state: states.get(error.code) ?? 'unreadable', files, bytes, reason: error.message };
  }
}

async function readAll(source: ReturnType<typeof bytesOf>, digest: Sha256): Promise<number> {
  const reader = await source.open(digest);
  let bytes = 0;
  try {
    for await (const chunk of reader.chunks()) bytes += chunk.length;
  } finally {
    await reader.close();
  }
  return bytes;
}

const states: ReadonlyMap<string, VerifiedPart['state']> = new Map([
  ['STORE_MISSING', 'gone'],
  ['STORE_DESTROYED', 'gone'],
  ['STORE_CORRUPT', 'damaged'],
]);

/** @throws {AssayError} RELEASE_INCOMPLETE naming every part that does not match */
export function assertWhole(parts: readonly VerifiedPart[], what: string): void {
  const broken = parts.filter(({ state }) => state !== 'match');
  if (broken.length === 0) return;
  const list = broken
    .map(({ role, name, state, reason }) => `${role} ${name} is ${state} (${reason ?? 'no reason'})`)
    .join('; ');
  throw new AssayError('RELEASE_INCOMPLETE', `${what} cannot be had whole, so nothing was changed: ${list}`);
}
