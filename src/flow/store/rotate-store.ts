// Changes the key of the zone: all data keys are wrapped anew, no blob is touched, and a statement says so.
//
// INVARIANT: the new key is durable before anything is wrapped under it, and the old key is removed only after everything is and
// the statement is logged. Whatever is interrupted is completed by the next run.
import type { Sha256 } from '#core/digest';
import { statementsOf } from '#database/statements-of';
import { nameDigest } from '#predicates/name-digest';
import { predicate as zoneKeyChange } from '#predicates/zone-key-change';
import { StoreError } from '#store/store-error';
import type { TendedStore } from '#store/tended-store';
import { beginRotation, endRotation, openZoneKeys } from '#store/zone-key-rotation';
import { demandAccess } from '../access/decide-access.ts';
import { wholeWorkspace } from '../access/resource-of.ts';
import { readStatement } from '../statements/read-statement.ts';
import { mainZone, zoneKeyPath } from '../workspace/open-store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { heldStore, storageOf, zoneNamed } from '../zones/zone-store.ts';

export interface StoreRotation {
  readonly schema: 'assay.store-rotate/1';
  readonly zone: string;
  readonly oldKey: string;
  readonly newKey: string;
  /** Files with data keys that were wrapped anew. */
  readonly keyFiles: number;
  readonly statement: Sha256;
  /** An earlier rotation was interrupted, and was brought to its end. */
  readonly completed: boolean;
}

/**
 * @param zone - name of a zone; the store of statements and manifests when absent
 * @throws {AssayError} ZONE_UNKNOWN; {StoreError} STORE_BUSY, STORE_CORRUPT when a key file cannot be opened, STORE_WRITE; what recording throws
 */
export async function rotateStore(workspace: Workspace, why: string, zone: string = mainZone): Promise<StoreRotation> {
  await workspace.assertCounts([zoneKeyChange.kind]);
  await demandAccess(workspace, { action: 'administer', resource: { zone: wholeWorkspace } });
  const { store, storage } = await tended(workspace, zone);
  const path = zoneKeyPath(workspace.folder, storage);
  const before = await openZoneKeys(path, workspace.keyOpener);
  const next = await beginRotation(path, workspace.keyOpener);
  const facts = { schema: 'assay.store-rotate/1', zone, newKey: next.id } as const;
  const logged = before.next === undefined ? undefined : await loggedChange(workspace, zone, next.id);
  const completed = before.next !== undefined;
  if (logged !== undefined) {
    endRotation(path);
    const { oldKey, keyFiles, statement } = logged;
    return { ...facts, oldKey, keyFiles, statement, completed };
  }
  const keyFiles = await store.rotate(next);
  const body = { zone, oldKey: before.zoneKey.id, newKey: next.id, keyFiles, why };
  const subjects = [{ name: zone, sha256: nameDigest('zone', zone) }];
  const [recorded] = await workspace.record([{ predicate: zoneKeyChange, subjects, body }]);
  if (recorded === undefined) throw new RangeError('one statement gives one entry');
  endRotation(path);
  return { ...facts, oldKey: before.zoneKey.id, keyFiles, statement: recorded.evidence, completed };
}

/** @throws {AssayError} ZONE_UNKNOWN; {StoreError} STORE_MISSING when nothing was ever put into the zone, STORE_KEY */
async function tended(
  workspace: Workspace,
  zone: string,
): Promise<{ readonly store: TendedStore; readonly storage: string }> {
  if (zone === mainZone) return { store: workspace.store, storage: mainZone };
  const named = await zoneNamed(workspace, zone);
  const store = await heldStore(workspace, named);
  if (store !== undefined) return { store, storage: storageOf(named) };
  throw new StoreError('STORE_MISSING', `nothing was ever put into the zone ${zone}, so it has no key`, {
    value: zone,
  });
}

interface LoggedChange {
  readonly oldKey: string;
  readonly keyFiles: number;
  readonly statement: Sha256;
}

/** The statement of a rotation that was interrupted after it was made. */
async function loggedChange(workspace: Workspace, zone: string, newKey: string): Promise<LoggedChange | undefined> {
  const index = await workspace.index();
  const changes = await statementsOf(index, nameDigest('zone', zone), 0, { kind: zoneKeyChange.kind });
  const last = changes.findLast(({ standing }) => standing === 'verified');
  if (last === undefined) return undefined;
  const body = zoneKeyChange.schema.parse((await readStatement(workspace, last.logIndex)).body);
  if (body.newKey !== newKey) return undefined;
  return { oldKey: body.oldKey, keyFiles: body.keyFiles, statement: last.statement };
}
