// The asset that a path holds, byte for byte: what is about to be stated about the bytes there has to be about what is recorded.
import { AssayError } from '#core/errors';
import { encodeManifest } from '#core/manifest';
import { quote } from '#core/quote';
import { readTree } from '../read-tree.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { findVerified } from './find-verified.ts';
import type { ResolvedAsset } from './resolve-asset.ts';

/** @throws {AssayError} ASSET_UNKNOWN when none is recorded there, ASSET_CHANGED when the files are not those of it, USAGE for a part */
export async function assetAt(workspace: Workspace, path: string): Promise<ResolvedAsset> {
  const { asset, below } = await findVerified(workspace, path);
  if (below !== undefined)
    throw new AssayError(
      'USAGE',
      `${quote(path)} is a part of ${asset.label}; statements are about an asset as a whole`,
    );
  if (encodeManifest((await readTree(path)).entries).assetId === asset.id) return asset;
  const message = `nothing was recorded: the files at ${quote(path)} are not those of ${asset.label}`;
  throw new AssayError('ASSET_CHANGED', message, { path });
}
