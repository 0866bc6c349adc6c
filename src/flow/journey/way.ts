// The way from one zone to another, over gates.
import type { AssetKind } from '#core/asset';
import { inflowOf } from '#zones/find-zone';
import type { Zone } from '#zones/zone';

/** One gate on the way. */
export interface Hop {
  readonly from: string;
  readonly to: string;
  readonly gate: string;
}

/**
 * The shortest way over zones that take assets of the kind; of two the one over the zone where such assets are at home.
 * @returns empty when it is there already, undefined when no gates lead there
 */
export function wayBetween(
  zones: readonly Zone[],
  kind: AssetKind,
  from: string,
  to: string,
): readonly Hop[] | undefined {
  const taking = zones
    .filter(({ holds }) => holds.includes(kind))
    .toSorted((one, other) => Number(other.home.includes(kind)) - Number(one.home.includes(kind)));
  const ways = new Map<string, readonly Hop[]>([[from, []]]);
  const queue = [from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const way = ways.get(at) ?? [];
    if (at === to) return way;
    for (const zone of taking) {
      const gate = ways.has(zone.name) ? undefined : inflowOf(zones, at, zone)?.gate;
      if (gate === undefined) continue;
      ways.set(zone.name, [...way, { from: at, to: zone.name, gate }]);
      queue.push(zone.name);
    }
  }
  return undefined;
}
