// What a user wants verified: a reference, an id, or a path at which an asset is recorded.
import { dirname, relative, resolve, sep } from 'node:path';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { findLocation } from '#database/find-location';
import { findReference } from '#database/find-reference';
import type { Workspace } from '../workspace/workspace.ts';
import { placeOf } from './asset-description.ts';
import { type ResolvedAsset, resolveAsset } from './resolve-asset.ts';

export interface Wanted {
  readonly asset: ResolvedAsset;
  /** The copy at the path that was named. */
  readonly place?: string;
  /** Below that copy, what was named; absent when it is all of it. */
  readonly below?: string;
}

/**
 * A word that begins with `.` or `/` is a path. Any other is an asset, and a path when there is no such asset.
 * @throws {AssayError} ASSET_UNKNOWN when nothing is recorded there either
 */
export async function findVerified(workspace: Workspace, word: string): Promise<Wanted> {
  if (!/^[.]{0,2}[/\\]|^[.]{1,2}$/.test(word)) {
    try {
      return { asset: await resolveAsset(await workspace.index(), word) };
    } catch (error) {
      if (!(error instanceof AssayError) || !notAnAsset.has(error.code)) throw error;
    }
  }
  const found = await findRecordedPath(workspace, word);
  if (found !== undefined) return found;
  throw new AssayError('ASSET_UNKNOWN', `${quote(word)} is no asset, and none is recorded at that path`, {
    value: word,
  });
}

/** The asset that is recorded at the path or at a folder above it: where the name points now that was last recorded there. */
async function findRecordedPath(workspace: Workspace, path: string): Promise<Wanted | undefined> {
  const index = await workspace.index();
  const whole = resolve(path);
  for (let at = whole; ; at = dirname(at)) {
    const place = placeOf(workspace.root, at);
    const [newest] = await findLocation(index, place);
    if (newest !== undefined) {
      const below = relative(at, whole).split(sep).join('/');
      const asset = await pointedTo(workspace, newest.name, newest.asset);
      return { asset, place, ...(below === '' ? {} : { below }) };
    }
    if (at === dirname(at) || at === workspace.root) return undefined;
  }
}

async function pointedTo(workspace: Workspace, name: string, asset: Sha256): Promise<ResolvedAsset> {
  try {
    const { asset: id, version } = await findReference(await workspace.index(), name);
    return { id, reference: { name, version }, label: `${name}@${version}` };
  } catch (error) {
    if (!(error instanceof AssayError && error.code === 'ASSET_UNKNOWN')) throw error;
    return { id: asset, label: asset.slice(0, 12) };
  }
}

/** The path of an entry lies at or below the path that was named. */
export function isBelow(path: string, below: string | undefined): boolean {
  return below === undefined || path === below || path.startsWith(`${below}/`);
}

const notAnAsset: ReadonlySet<string> = new Set(['ASSET_UNKNOWN', 'USAGE']);
