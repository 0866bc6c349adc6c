// From what a command line calls a statement, an asset or anything else with a digest to its digest.
import { parseSha256, type Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type FoundDigest, findDigest } from '#database/find-digest';
import type { IndexDatabase } from '#database/index-database';
import { resolveAsset } from '../assets/resolve-asset.ts';
import { parseAssetWord } from '../workspace/references.ts';

export type FoundSubject = FoundDigest & {
  /** `reviews@7`, or how the digest begins: for people. */
  readonly label: string;
};

/**
 * A statement, or what statements are about.
 * @throws {AssayError} USAGE, ASSET_UNKNOWN for a reference, STATEMENT_UNKNOWN, STATEMENT_AMBIGUOUS
 */
export async function findSubject(index: IndexDatabase, text: string): Promise<FoundSubject> {
  const word = parseAssetWord(text);
  if (word.kind === 'reference') {
    const { id, label } = await resolveAsset(index, text);
    return { kind: 'subject', sha256: id, label };
  }
  const found = await findDigest(index, word.prefix);
  return { ...found, label: (found.kind === 'subject' ? found.sha256 : found.statement).slice(0, 12) };
}

/**
 * What a new statement is about: an asset, anything that statements are about already, or any digest that is written in full.
 * @throws {AssayError} as `findSubject`
 */
export async function findNewSubject(
  index: IndexDatabase,
  text: string,
): Promise<{ readonly sha256: Sha256; readonly label: string }> {
  try {
    const found = await findSubject(index, text);
    return { sha256: found.kind === 'subject' ? found.sha256 : found.statement, label: found.label };
  } catch (error) {
    const word = parseAssetWord(text);
    const isDigest = word.kind === 'id' && word.prefix.length === 64;
    if (!(error instanceof AssayError && error.code === 'STATEMENT_UNKNOWN' && isDigest)) throw error;
    return { sha256: parseSha256(word.prefix), label: word.prefix.slice(0, 12) };
  }
}
