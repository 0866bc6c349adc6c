// How the predicates of others are read: what is optional may be absent or null, which mean the same, and what nobody knows is
// ignored. in-toto attestation specification v1, "Parsing rules".
import { z } from 'zod';

/** Absent or null. */
export function optional<T>(schema: z.ZodType<T>): z.ZodExactOptional<z.ZodNullable<z.ZodType<T>>> {
  return schema.nullable().exactOptional();
}

/** RFC 3339 with an offset or Z, and as many digits of a second as the writer likes. */
export const timestamp: z.ZodType<string> = z.iso.datetime({ offset: true });
