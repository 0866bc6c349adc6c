// Two stores beside those of the zones, each under a key of its own: what is said about accesses in confidence, and what only those know
// who may read the audit. Whoever has no key file has neither, whatever the command says.
import { StoreError } from '#store/store-error';
import type { TendedStore } from '#store/tended-store';
import { createZoneKeyFile, hasZoneKeyFile } from '#store/zone-key-file';
import { isStoreMade, zoneKeyPath } from '../workspace/open-store.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Details of accesses; and decoys, which their folder does not call so. */
export type AuditStoreName = 'assay-audit' | 'assay-audit-notes';

/** The store, made with a new key when there is none. @throws {StoreError} STORE_KEY, STORE_READ, STORE_WRITE, STORE_CORRUPT */
export async function auditStore(workspace: Workspace, name: AuditStoreName): Promise<TendedStore> {
  const held = await heldAuditStore(workspace, name);
  if (held !== undefined) return held;
  try {
    await createZoneKeyFile(zoneKeyPath(workspace.folder, name));
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof StoreError && error.code === 'STORE_KEY_EXISTS')) throw error;
  }
  return workspace.openZone(name);
}

/** The store as it is; undefined when nothing was ever put into it. @throws {StoreError} STORE_KEY when its key is not here */
export async function heldAuditStore(workspace: Workspace, name: AuditStoreName): Promise<TendedStore | undefined> {
  if (hasZoneKeyFile(zoneKeyPath(workspace.folder, name))) return workspace.openZone(name);
  if (!(await isStoreMade(workspace.storePlace, name))) return undefined;
  throw new StoreError('STORE_KEY', `the key of ${name} is not here`, { value: name });
}
