// `assay zone places`: the folders of machines that belong to zones. What is sensitive is worked with there, and nowhere else.
import { hostname } from 'node:os';
import { isOfKind } from '#attest/verified';
import { type Sensitivity, sensitivities, sensitivityOf } from '#core/asset';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { predicate as zonePlace } from '#predicates/zone-place';
import { isWithin, placeFacts, realPlace } from '#store/real-folder';
import { findZone } from '#zones/find-zone';
import { demandAccess } from '../access/decide-access.ts';
import { StatementReader } from '../statements/statement-reader.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { zoneNamed } from './zone-store.ts';
import { zonesInForce } from './zones-in-force.ts';

export interface ListedPlace {
  readonly zone: string;
  readonly folder: string;
  readonly device: string;
  readonly since: string;
}

export interface ZonePlaces {
  readonly schema: 'assay.zone-places/1';
  readonly places: readonly ListedPlace[];
}

/** Every folder that belongs to a zone, on any machine. @throws what log, store and index throw */
export async function listPlaces(workspace: Workspace): Promise<ZonePlaces> {
  const reader = await StatementReader.open(workspace);
  const zones = await zonesInForce(workspace);
  const rows = await reader.index.tables
    .selectFrom('entry')
    .select('log_index')
    .where('predicate', '=', zonePlace.kind)
    .where('standing', '=', 'verified')
    .orderBy('log_index')
    .execute();
  const places = new Map<string, ListedPlace>();
  for (const { log_index } of rows) {
    const statement = await reader.read(log_index);
    if (!isOfKind(statement, zonePlace)) continue;
    const { action, zone, folder, device } = statement.body;
    const key = JSON.stringify([device, folder]);
    if (action === 'remove') places.delete(key);
    else places.set(key, { zone: findZone(zones, zone)?.name ?? zone, folder, device, since: statement.at });
  }
  return {
    schema: 'assay.zone-places/1',
    places: [...places.values()].toSorted((a, b) => (a.folder < b.folder ? -1 : 1)),
  };
}

/** @throws {AssayError} ZONE_UNKNOWN, ACCESS_DENIED; ZONE_PLACE for what is no folder, or belongs to another zone; what recording throws */
export async function changePlace(
  workspace: Workspace,
  action: 'add' | 'remove',
  zoneName: string,
  path: string,
  why: string,
): Promise<ZonePlaces> {
  const zone = await zoneNamed(workspace, zoneName);
  const { request } = await demandAccess(workspace, { action: 'administer', resource: { zone: zone.name } });
  const folder = realPlace(path);
  const device = hostname();
  if (action === 'add') {
    if (placeFacts(folder)?.isFolder !== true) throw misplaced(`${quote(path)} is no folder`, path);
    const others = (await listPlaces(workspace)).places.filter(
      (one) => one.device === device && one.zone !== zone.name,
    );
    const shared = others.find((one) => isWithin(folder, one.folder) || isWithin(one.folder, folder));
    if (shared !== undefined) throw misplaced(`${quote(shared.folder)} belongs to the zone ${shared.zone}`, path);
  }
  const body = { action, zone: zone.name, folder, device, by: request.actor.identity, why };
  const logSize = (await (await workspace.index()).cursor()).next;
  const subjects = (zonePlace.subjects?.({ ...body, logSize }) ?? []).map((sha256) => ({ sha256, name: zone.name }));
  const [recorded] = await workspace.record([{ predicate: zonePlace, subjects, body: { ...body, logSize } }]);
  if (recorded?.refusal !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `it could not be recorded: ${recorded.refusal}`);
  return listPlaces(workspace);
}

/** The zone whose folder a path lies in on this machine; undefined outside of all. */
export async function zoneOfPath(workspace: Workspace, path: string): Promise<string | undefined> {
  const { places } = await listPlaces(workspace);
  return places.find(({ folder, device }) => device === hostname() && isWithin(path, folder))?.zone;
}

/**
 * Once a folder of this machine belongs to a zone, sensitive copies lie in such folders only, and in those of their own zone.
 * @param sensitivity - absent: nobody labelled it, and it counts as restricted
 * @throws {AssayError} ZONE_PLACE
 */
export async function assertPlace(
  workspace: Workspace,
  path: string,
  zone: string,
  sensitivity: Sensitivity | undefined,
): Promise<void> {
  if (!isSensitive(sensitivity)) return;
  const { places } = await listPlaces(workspace);
  if (!places.some(({ device }) => device === hostname())) return;
  const lies = await zoneOfPath(workspace, path);
  if (lies === zone) return;
  const where = lies === undefined ? 'lies in no folder of a zone' : `belongs to the zone ${lies}`;
  const label = sensitivity === undefined ? 'not labelled, which counts as restricted' : sensitivity;
  throw misplaced(`${quote(path)} ${where}; a copy of what is ${label} and lies in ${zone} belongs there`, path);
}

/** Confidential or more; what nobody labelled counts as restricted. */
export function isSensitive(sensitivity: Sensitivity | undefined): boolean {
  return sensitivities.indexOf(sensitivityOf(sensitivity)) >= sensitivities.indexOf('confidential');
}

function misplaced(reason: string, path: string): AssayError {
  return new AssayError('ZONE_PLACE', `nothing was recorded or written: ${reason}`, { path });
}
