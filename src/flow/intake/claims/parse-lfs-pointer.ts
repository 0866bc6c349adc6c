// Git LFS pointers: a small text that stands where the content should be, and says what its digest is.
import { claimOf, type DigestClaim } from './digest-claim.ts';

/**
 * @param path - of the pointer, which is the path of the content
 * @returns undefined for anything that is no pointer
 * @source git-lfs specification v1, "The Pointer"
 */
export function parseLfsPointer(text: string, path: string): DigestClaim | undefined {
  if (text.length > longestPointer || !text.startsWith('version https://git-lfs.github.com/spec/v1\n'))
    return undefined;
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const size = /^size ([0-9]{1,15})$/m.exec(text)?.[1];
  return oid === undefined ? undefined : claimOf('sha256', oid, path, size === undefined ? undefined : Number(size));
}

const longestPointer = 1024;
