// The root key and those that have taken over from it.
import type { Sha256 } from '#core/digest';
import type { Trust } from './trust.ts';

/** The pinned one first, the one of today last. */
export function rootKeys({ root, keys }: Trust): readonly Sha256[] {
  const chain = [root];
  // A rotation brings a new key each time, so this ends.
  for (let next = keys.get(root)?.replaced; next !== undefined; next = keys.get(next.by)?.replaced) chain.push(next.by);
  return chain;
}
