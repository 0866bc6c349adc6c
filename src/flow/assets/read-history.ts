// The versions of a reference, each with who moved it.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type ReferenceVersion, referenceHistory } from '#database/reference-history';
import { statementsOf } from '#database/statements-of';
import { unknownAsset } from '../access/decide-access.ts';
import { seenAssets } from '../access/seen-assets.ts';
import { assertReferenceName } from '../workspace/references.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface VersionFacts extends ReferenceVersion {
  readonly signedBy: readonly Sha256[];
}

export interface History {
  readonly schema: 'assay.history/1';
  readonly name: string;
  /** From the first to the newest. */
  readonly versions: readonly VersionFacts[];
}

/** Those versions that the actor may see. @throws {AssayError} USAGE, ASSET_UNKNOWN when there is no such reference, or nothing of it may be seen */
export async function readHistory(workspace: Workspace, name: string): Promise<History> {
  assertReferenceName(name);
  const index = await workspace.index();
  const history = await referenceHistory(index, name);
  if (history.length === 0)
    throw new AssayError('ASSET_UNKNOWN', `there is no reference ${JSON.stringify(name)}`, { value: name });
  const seen = await seenAssets(
    workspace,
    history.map(({ asset }) => asset),
  );
  if (seen.size === 0) throw unknownAsset(name);
  const versions: VersionFacts[] = [];
  for (const one of history.filter(({ asset }) => seen.has(asset))) {
    const moves = await statementsOf(index, one.asset, workspace.now().getTime(), { kind: 'reference-move' });
    const { signedBy = [] } = moves.find(({ logIndex }) => logIndex === one.logIndex) ?? {};
    versions.push({ ...one, signedBy });
  }
  return { schema: 'assay.history/1', name, versions };
}
