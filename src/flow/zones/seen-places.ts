// Where those assets lie that whoever asks may see; of the others nothing is said, not even that there are some.
import type { Sha256 } from '#core/digest';
import type { FoldedPlace } from '#zones/place-of';
import { seenAssets } from '../access/seen-assets.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { allPlaces } from './zone-of.ts';

/** @throws what deciding about access, log, store and index throw */
export async function seenPlaces(workspace: Workspace): Promise<ReadonlyMap<Sha256, FoldedPlace>> {
  const places = await allPlaces(workspace);
  const seen = await seenAssets(workspace, [...places.keys()]);
  return new Map([...places].filter(([asset]) => seen.has(asset)));
}
