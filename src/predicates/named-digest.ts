// A thing with a name and a digest, and the edge of the lineage that it makes.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { digest, name } from './fields.ts';
import type { Material } from './predicate.ts';

export interface NamedDigest {
  readonly name: string;
  readonly sha256: Sha256;
}

export const namedDigest: z.ZodType<NamedDigest> = z.strictObject({ name, sha256: digest });

/** @param role - what all of them are to the subject */
export function materialsOf(role: string, things: readonly NamedDigest[]): readonly Material[] {
  return things.map((thing) => ({ role, ...thing }));
}

/** The edge to a thing that may be absent. */
export function materialOf(role: string, sha256: Sha256 | undefined): readonly Material[] {
  return sha256 === undefined ? [] : [{ role, sha256 }];
}
