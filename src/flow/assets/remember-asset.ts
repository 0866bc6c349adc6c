// Which digests of an asset may be taken without reading its files again: those of its newest version, for files that look as they
// did when they were read.
import { join } from 'node:path';
import type { Sha256 } from '#core/digest';
import type { Manifest } from '#core/manifest';
import { referenceHistory } from '#database/reference-history';
import type { ReadTreeOptions } from '../read-tree.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readManifest } from './read-manifest.ts';

type Remembering = Pick<ReadTreeOptions, 'remember'>;

/** Ready to be spread into the options of `readTree`; empty when the name has no version or its manifest is gone. */
export async function rememberAsset(workspace: Workspace, name: string): Promise<Remembering> {
  const newest = (await referenceHistory(await workspace.index(), name)).findLast(({ stands }) => stands);
  if (newest === undefined || !(await workspace.store.has(newest.asset))) return {};
  return rememberManifest(workspace, await readManifest(workspace.store, newest.asset));
}

/** @param manifest - of an asset that a statement that counts is about */
export function rememberManifest(workspace: Workspace, { entries }: Manifest): Remembering {
  const files = entries.flatMap((entry): readonly (readonly [string, Sha256])[] =>
    entry.type === 'file' ? [[entry.path, entry.sha256]] : [],
  );
  const subject = `asset ${workspace.config.rootKey}`;
  return {
    remember: { folder: join(workspace.folder, 'cache'), subject, begun: workspace.now(), verified: new Map(files) },
  };
}
