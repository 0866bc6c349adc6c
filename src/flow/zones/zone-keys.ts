// `assay zone keys`: where the keys of the zones are, and for whom they are sealed. Whoever cannot open one cannot read the zone.
import { hasZoneKeyFile, isZoneKeySealed, openZoneKeyFile, replaceZoneKeyFile } from '#store/zone-key-file';
import { demandAccess } from '../access/decide-access.ts';
import { zoneKeyPath } from '../workspace/open-store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { storageOf, storeOf, zoneNamed } from './zone-store.ts';
import { zonesInForce } from './zones-in-force.ts';

export interface ZoneKeyState {
  readonly zone: string;
  readonly path: string;
  /** `plain`: whoever can read the file holds the key. `sealed`: for age recipients or by a passphrase. `absent`: it is not on this machine. */
  readonly state: 'plain' | 'sealed' | 'absent';
}

export interface ZoneKeyList {
  readonly schema: 'assay.zone-keys/1';
  readonly keys: readonly ZoneKeyState[];
}

/** @throws {StoreError} STORE_READ */
export async function listZoneKeys(workspace: Workspace): Promise<ZoneKeyList> {
  const keys = (await zonesInForce(workspace)).map((zone): ZoneKeyState => {
    const path = zoneKeyPath(workspace.folder, storageOf(zone));
    const here = hasZoneKeyFile(path) ? (isZoneKeySealed(path) ? 'sealed' : 'plain') : 'absent';
    return { zone: zone.name, path, state: here };
  });
  return { schema: 'assay.zone-keys/1', keys: keys.toSorted((a, b) => (a.zone < b.zone ? -1 : 1)) };
}

/**
 * Seals the key of a zone for the holders of age identities; it is drawn first where there is none. Copies that were made of the open key
 * keep opening the zone until it is rotated.
 * @throws {AssayError} ZONE_UNKNOWN, ACCESS_DENIED; {StoreError} STORE_KEY when the key does not open here or a recipient is none
 */
export async function sealZoneKey(
  workspace: Workspace,
  name: string,
  recipients: readonly string[],
): Promise<ZoneKeyList> {
  const zone = await zoneNamed(workspace, name);
  await demandAccess(workspace, { action: 'administer', resource: { zone: zone.name } });
  await storeOf(workspace, zone.name);
  const path = zoneKeyPath(workspace.folder, storageOf(zone));
  await replaceZoneKeyFile(path, await openZoneKeyFile(path, workspace.keyOpener), { recipients });
  return listZoneKeys(workspace);
}
