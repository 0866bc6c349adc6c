// Which version of a dataset brought a row its present content.
import { AssayError } from '#core/errors';
import { type BlameRequest, blameRows } from '#core/rows/blame-rows';
import type { RowBlame, RowVersion } from '#core/rows/row-blame';
import { allowedAsset } from '../access/allowed-asset.ts';
import { demandAccess } from '../access/decide-access.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readHistory } from './read-history.ts';
import { readRows } from './read-rows.ts';

/** @param word - a reference: a version of a name has versions before it, a bare asset id has not. @throws {AssayError} USAGE, ASSET_UNKNOWN */
export async function blameAsset(workspace: Workspace, word: string, request: BlameRequest): Promise<RowBlame> {
  const { reference } = await allowedAsset(workspace, word, 'read');
  if (reference === undefined) {
    throw new AssayError('USAGE', 'blame walks the versions of a name: give NAME or NAME@VERSION');
  }
  const { versions } = await readHistory(workspace, reference.name);
  const before = versions.filter(({ version, stands }) => stands && version <= reference.version);
  // Each version lies where it lies: what is shown of an earlier one is read from it.
  for (const { asset, version } of before.filter(({ version }) => version < reference.version))
    await demandAccess(workspace, { action: 'read', resource: { asset }, word: `${reference.name}@${version}` });
  return blameRows(
    before.map(({ version, asset, at, why, signedBy }): RowVersion => {
      const [by] = signedBy;
      const name = `${reference.name}@${version}`;
      return {
        name,
        assetId: asset,
        at,
        why,
        ...(by === undefined ? {} : { by: `key ${by.slice(0, 12)}` }),
        load: () => load(workspace, asset),
      };
    }),
    request,
  );
}

async function load(workspace: Workspace, asset: RowVersion['assetId']): ReturnType<RowVersion['load']> {
  try {
    return await readRows(workspace, asset);
  } catch (error) {
    if (error instanceof AssayError) return { unreadable: error.message };
    throw error;
  }
}
