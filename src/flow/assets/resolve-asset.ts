// From what a command line calls an asset to its id.
import type { Sha256 } from '#core/digest';
import { findAsset } from '#database/find-asset';
import { findReference } from '#database/find-reference';
import type { IndexDatabase } from '#database/index-database';
import { parseAssetWord } from '../workspace/references.ts';

export interface ResolvedAsset {
  readonly id: Sha256;
  /** Present when it was named by a reference. */
  readonly reference?: { readonly name: string; readonly version: number };
  /** `reviews@7`, or how the id begins: for people. */
  readonly label: string;
}

/** @throws {AssayError} USAGE, ASSET_UNKNOWN, ASSET_AMBIGUOUS */
export async function resolveAsset(index: IndexDatabase, text: string): Promise<ResolvedAsset> {
  const word = parseAssetWord(text);
  if (word.kind === 'id') {
    const { id } = await findAsset(index, word.prefix);
    return { id, label: id.slice(0, 12) };
  }
  const { asset, name, version } = await findReference(index, word.name, word.version);
  return { id: asset, reference: { name, version }, label: `${name}@${version}` };
}
