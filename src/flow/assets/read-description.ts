// What the newest statement that counts says about an asset.
import { isOfKind, type Verified } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { findAsset } from '#database/find-asset';
import { type AssetManifest, predicate as assetManifest } from '#predicates/asset-manifest';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** @throws {AssayError} ASSET_UNKNOWN; {AttestError}, {StoreError} when the statement cannot be read any more */
export async function readDescription(workspace: Workspace, id: Sha256): Promise<Verified<AssetManifest>> {
  const { logIndex } = await findAsset(await workspace.index(), id);
  const statement = await readStatement(workspace, logIndex);
  if (!isOfKind(statement, assetManifest)) throw new RangeError('the index names a statement of another kind');
  return statement;
}
