// Names that a delivery may be recorded under.
import { AssayError } from '#core/errors';
import { previousVersion } from '../assets/asset-description.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A delivery is no new version of something that is ours, or somebody else's: whoever goes by the name would get it. */
export async function assertOwnName(workspace: Workspace, name: string, supplier: string): Promise<void> {
  const previous = await previousVersion(workspace, name);
  const owner = previous?.description.origin?.supplier;
  if (previous === undefined || owner === supplier) return;
  const whose = owner === undefined ? 'was made here' : `is of ${JSON.stringify(owner)}`;
  throw new AssayError(
    'USAGE',
    `nothing was taken in: ${previous.label} ${whose}; take this in under another name with --name`,
    { value: name },
  );
}
