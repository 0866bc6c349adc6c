// Takes something from outside in: into quarantine, whatever it is and whoever brings it.

import { parseSha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type AddOptions, type AddReport, addAsset } from '../assets/add-asset.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { zoneOf } from './zone-of.ts';

export interface TakenIn extends AddReport {
  /** Where it lies: in quarantine, unless it was delivered before and let out since. */
  readonly zone: string;
}

/** @throws {AssayError} USAGE without a supplier or an origin, and as `addAsset` */
export async function takeIn(workspace: Workspace, path: string, options: AddOptions): Promise<TakenIn> {
  if (options.supplier === undefined && options.origin === undefined)
    throw new AssayError('USAGE', 'what is taken in comes from somewhere: say from where, or from whom');
  const added = await addAsset(workspace, path, options);
  return { ...added, zone: await zoneOf(workspace, parseSha256(added.id)) };
}
