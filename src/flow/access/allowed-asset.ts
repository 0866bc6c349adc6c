// From what a command line calls an asset to its id, for those who may do with it what they want to. To all others, what they may not see is
// as if it had never been recorded.
import type { Action } from '#access/actions';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { idsBeginning } from '#database/ids-beginning';
import { referenceHistory } from '#database/reference-history';
import { type ResolvedAsset, resolveAsset } from '../assets/resolve-asset.ts';
import { parseAssetWord } from '../workspace/references.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type AccessWish, decideAccess, demandAccess, unknownAsset } from './decide-access.ts';

/** @throws {AssayError} USAGE, ASSET_UNKNOWN, ASSET_AMBIGUOUS, ACCESS_DENIED; as `demandAccess` */
export async function allowedAsset(
  workspace: Workspace,
  word: string,
  action: Action,
  rest: Pick<AccessWish, 'purpose' | 'half'> = {},
): Promise<ResolvedAsset> {
  const found = await findSeen(workspace, word);
  await demandAccess(workspace, { action, resource: { asset: found.id }, word, ...rest });
  return found;
}

/** Looking for it must not tell either: not by a version that there is, not by a second id that begins alike. */
async function findSeen(workspace: Workspace, word: string): Promise<ResolvedAsset> {
  const index = await workspace.index();
  try {
    return await resolveAsset(index, word);
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const named = parseAssetWord(word);
    if (error.code === 'ASSET_UNKNOWN' && named.kind === 'reference') {
      const ids = (await referenceHistory(index, named.name)).map(({ asset }) => asset);
      throw ids.length === 0 || (await seen(workspace, ids)).length > 0 ? error : unknownAsset(word);
    }
    if (error.code !== 'ASSET_AMBIGUOUS' || named.kind !== 'id') throw error;
    const ids = await idsBeginning(index, named.prefix);
    const visible = await seen(workspace, ids);
    const [only] = visible;
    if (only === undefined) throw unknownAsset(word);
    if (visible.length === 1) return { id: only, label: only.slice(0, 12) };
    throw visible.length === ids.length
      ? error
      : new AssayError('ASSET_AMBIGUOUS', `more than one asset id begins with ${named.prefix}`);
  }
}

async function seen(workspace: Workspace, ids: readonly Sha256[]): Promise<readonly Sha256[]> {
  const visible: Sha256[] = [];
  for (const asset of new Set(ids)) {
    const { decision } = await decideAccess(workspace, { action: 'see', resource: { asset } });
    if (decision === 'allow') visible.push(asset);
  }
  return visible;
}
