// The versions of a reference, each with who moved it.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type ReferenceVersion, referenceHistory } from '#database/reference-history';
import { statementsOf } from '#database/statements-of';
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

/** @throws {AssayError} USAGE, ASSET_UNKNOWN when there is no such reference */
export async function readHistory(workspace: Workspace, name: string): Promise<History> {
  assertReferenceName(name);
  const index = await workspace.index();
  const history = await referenceHistory(index, name);
  if (history.length === 0)
    throw new AssayError('ASSET_UNKNOWN', `there is no reference ${JSON.stringify(name)}`, { value: name });
  const versions: VersionFacts[] = [];
  for (const one of history) {
    const moves = await statementsOf(index, one.asset, workspace.now().getTime(), { kind: 'reference-move' });
    const { signedBy = [] } = moves.find(({ logIndex }) => logIndex === one.logIndex) ?? {};
    versions.push({ ...one, signedBy });
  }
  return { schema: 'assay.history/1', name, versions };
}
