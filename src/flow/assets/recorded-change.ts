// Where an asset is recorded, for people: under which name, when, by whom.
import type { RecordedChange } from '#core/asset-verification';
import type { Sha256 } from '#core/digest';
import { findAsset } from '#database/find-asset';
import { findVersions } from '#database/find-versions';
import { statementsOf } from '#database/statements-of';
import type { Workspace } from '../workspace/workspace.ts';

/** @param name - under which it is called if it can be @throws {AssayError} ASSET_UNKNOWN when no statement that counts describes it */
export async function changeOf(workspace: Workspace, id: Sha256, name?: string): Promise<RecordedChange> {
  const index = await workspace.index();
  const { logIndex, statement, at } = await findAsset(index, id);
  const statements = await statementsOf(index, id, workspace.now().getTime(), {
    kind: 'asset-manifest',
    after: logIndex - 1,
  });
  const { signedBy = [] } = statements.find((one) => one.logIndex === logIndex) ?? {};
  const versions = await findVersions(index, id);
  const newest = versions.find((version) => version.name === name) ?? versions[0];
  const version = newest === undefined ? id.slice(0, 12) : `${newest.name}@${newest.version}`;
  return { version, statement, at, signedBy };
}
