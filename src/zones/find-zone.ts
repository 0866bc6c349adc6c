// Zones by name, also by a name that they had before.
import type { AssetKind } from '#core/asset';
import { anyName, type Inflow, outsideName, quarantineName, type Zone } from './zone.ts';

export function findZone(zones: readonly Zone[], name: string): Zone | undefined {
  return zones.find((zone) => zone.name === name) ?? zones.find(({ formerly = [] }) => formerly.includes(name));
}

/** Where bytes of a kind lie that were made here: the zone that says so, quarantine when none does. */
export function homeOf(zones: readonly Zone[], kind: AssetKind): string {
  return zones.find(({ home }) => home.includes(kind))?.name ?? quarantineOf(zones);
}

/** Quarantine, under whatever name. */
export function quarantineOf(zones: readonly Zone[]): string {
  return zones.find(({ area }) => area === quarantineName)?.name ?? quarantineName;
}

/** The way from one zone into another, when there is one. */
export function inflowOf(zones: readonly Zone[], from: string, to: Zone): Inflow | undefined {
  const direct = to.inflows.find((inflow) => inflow.from === from || findZone(zones, inflow.from)?.name === from);
  if (direct !== undefined || from === outsideName) return direct;
  return to.area === quarantineName ? to.inflows.find((inflow) => inflow.from === anyName) : undefined;
}
