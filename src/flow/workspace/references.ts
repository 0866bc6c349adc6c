// How a command line names an asset: `reviews` (its newest version), `reviews@7`, an asset id, or how one begins.
import { AssayError } from '#core/errors';

export type AssetWord =
  | { readonly kind: 'reference'; readonly name: string; readonly version?: number }
  /** 8 to 64 hexadecimal digits. */
  | { readonly kind: 'id'; readonly prefix: string };

/** A name that is eight hexadecimal digits or more would be read as an id, so none is given. */
export function parseAssetWord(text: string): AssetWord {
  const word = text.startsWith('sha256:') ? text.slice(7) : text;
  if (idPrefix.test(word)) return { kind: 'id', prefix: word };
  const [, name = '', version] = /^([^@]*)(?:@([1-9][0-9]{0,8}))?$/.exec(text) ?? [];
  assertReferenceName(name);
  return version === undefined ? { kind: 'reference', name } : { kind: 'reference', name, version: Number(version) };
}

/** @throws {AssayError} USAGE for a name that cannot be a reference */
export function assertReferenceName(name: string): void {
  if (!referenceName.test(name) || name.includes('..') || idPrefix.test(name)) {
    throw new AssayError(
      'USAGE',
      `${JSON.stringify(name)} cannot name an asset: use letters, digits, and . _ - / inside, up to 128, not only hexadecimal digits.`,
      { value: name },
    );
  }
}

const referenceName = /^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,126}[A-Za-z0-9])?$/;
const idPrefix = /^[0-9a-f]{8,64}$/;
