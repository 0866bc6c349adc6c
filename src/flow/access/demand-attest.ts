// Whoever states something about an asset has to be allowed to; statements about anything else are about the workspace as a whole.
import type { Subject } from '#attest/statement';
import type { Sha256 } from '#core/digest';
import { inPortions } from '#database/in-portions';
import type { Workspace } from '../workspace/workspace.ts';
import { demandAccess } from './decide-access.ts';
import { wholeWorkspace } from './resource-of.ts';

/** @throws as `demandAccess` */
export async function demandAttest(workspace: Workspace, subjects: readonly Subject[]): Promise<void> {
  const digests = [...new Set(subjects.map(({ sha256 }) => sha256))];
  const assets = await describedAssets(workspace, digests);
  for (const asset of assets) await demandAccess(workspace, { action: 'attest', resource: { asset } });
  if (assets.length < digests.length)
    await demandAccess(workspace, { action: 'attest', resource: { zone: wholeWorkspace } });
}

async function describedAssets(workspace: Workspace, digests: readonly Sha256[]): Promise<readonly Sha256[]> {
  const { tables } = await workspace.index();
  const rows = await inPortions(digests, (portion) =>
    tables
      .selectFrom('asset')
      .innerJoin('entry', 'entry.log_index', 'asset.log_index')
      .select('asset.asset')
      .distinct()
      .where('entry.standing', '=', 'verified')
      .where('asset.asset', 'in', portion)
      .execute(),
  );
  return [...new Set(rows.map(({ asset }) => asset))];
}
