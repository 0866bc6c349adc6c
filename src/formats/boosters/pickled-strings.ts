// Strings of a booster that hold a pickle, as they are or in base64. Boosters keep free attributes, and wrappers read them.
import { MemorySource } from '#core/byte-source';
import { looksLikePickle } from '../hdf5/embedded-parts.ts';
import type { Part } from '../views/part.ts';

/** The part a string makes; undefined for text, which is nearly all of them. */
export function pickledString(name: string, text: string): Part | undefined {
  if (text.length < 12) return undefined;
  const raw = Buffer.from(text, 'latin1');
  if (looksLikePickle(raw)) return { name, source: new MemorySource(raw), readAs: ['pickle'] };
  if (!/^[A-Za-z0-9+/_-]{12,64}/.test(text)) return undefined;
  const decoded = Buffer.from(text, 'base64');
  // Base64 of other things starts with 0x80 by chance too; STOP at the end makes that rare.
  const isPickle = looksLikePickle(decoded) && decoded.at(-1) === 0x2e;
  return isPickle ? { name, source: new MemorySource(decoded), readAs: ['pickle'] } : undefined;
}
