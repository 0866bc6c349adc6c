// Names from a file as keys of a Map or Set.
import { createHash } from 'node:crypto';

/**
 * What stands for `name` in a Map or Set. ATTACKER: V8 hashes a string of 16,384 characters or more by its length alone, so
 * a thousand such names of one length are compared each with each, character by character: 60 MB of names cost 4 s.
 * @returns `name` itself when it is short, else its SHA-256 behind a NUL, which no other name is taken for
 */
export function lookupKey(name: string): string {
  return name.length <= longestName ? name : `\0sha256:${createHash('sha256').update(name).digest('hex')}`;
}

/** No honest name is longer: paths end at 4096. */
const longestName = 8192;
