// Every store of the workspace that can be opened here: the one of statements and manifests, and those of the zones.
import { AssayError } from '#core/errors';
import type { TendedStore } from '#store/tended-store';
import { zones as shippedZones } from '#zones/zones.generated';
import { readAccessState } from '../access/read-access-state.ts';
import { mainZone } from '../workspace/open-store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { heldStore, type ZoneNames } from './zone-store.ts';
import { zonesInForce } from './zones-in-force.ts';

export interface NamedStore {
  /** Of the zone; `main` for statements and manifests. */
  readonly name: string;
  readonly store: TendedStore;
}

export interface ClosedStore {
  readonly name: string;
  /** Why it cannot be opened here. */
  readonly error: AssayError;
}

export interface AllStores {
  /** `main` first. */
  readonly open: readonly NamedStore[];
  /** There is something in them, and it cannot be looked at from here. */
  readonly closed: readonly ClosedStore[];
}

/** Zones into which nothing was ever put have none. @throws what log and index throw */
export async function allStores(workspace: Workspace): Promise<AllStores> {
  const open: NamedStore[] = [{ name: mainZone, store: workspace.store }];
  const closed: ClosedStore[] = [];
  for (const zone of await zonesEver(workspace)) {
    const { name } = zone;
    try {
      const store = await heldStore(workspace, zone);
      if (store !== undefined) open.push({ name, store });
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      closed.push({ name, error });
    }
  }
  return { open, closed };
}

/** Where the log cannot be followed, those that come with Assay are looked at. */
async function zonesEver(workspace: Workspace): Promise<readonly ZoneNames[]> {
  try {
    return await zonesOfLog(workspace);
  } catch (error) {
    if (error instanceof AssayError) return shippedZones;
    throw error;
  }
}

/** Those in force, and those that were. */
async function zonesOfLog(workspace: Workspace): Promise<readonly ZoneNames[]> {
  const zones = await zonesInForce(workspace);
  const known = new Set(zones.flatMap(({ name, formerly = [] }) => [name, ...formerly]));
  const { state } = await readAccessState(workspace);
  const rules = [...state.policies.inForce.keys()].filter((key) => key.startsWith('zones/'));
  const gone = rules.map((key) => key.slice('zones/'.length)).filter((name) => !known.has(name));
  return [...zones, ...gone.map((name) => ({ name }))].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
