// The zones that hold: those that come with Assay, unless the workspace has put its own in their place.
import type { Zone } from '#zones/zone';
import { zones as shippedZones } from '#zones/zones.generated';
import type { Workspace } from '../workspace/workspace.ts';

/** @param logSize - as after so many entries of the log; the newest when absent */
export async function zonesInForce(_workspace: Workspace, _logSize?: number): Promise<readonly Zone[]> {
  return shippedZones;
}
