// The fields that several kinds of statements share. Own kinds are strict: a member that nobody knows is refused, because it
// would be signed and not understood.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';

/** Lower-case hex, 64 digits. The one place where a text of a statement becomes a digest. */
export const digest: z.ZodType<Sha256> = z.string().regex(/^[0-9a-f]{64}$/) as z.ZodType<string> as z.ZodType<Sha256>;

/** RFC 3339 in UTC with milliseconds, so that texts sort as times do. */
export const time: z.ZodType<string> = z.iso.datetime({ precision: 3 });

/** Longest name, UTF-16 code units: PATH_MAX of Linux. */
export const nameLength = 4096;

/** A name, identifier, path or address. */
export const name: z.ZodType<string> = z.string().min(1).max(nameLength);

/** A sentence or a few of them: why something was done or rated so. */
export const reason: z.ZodType<string> = z.string().min(1).max(16_384);

/** Random: what is said again, after something else was said in between, is said anew. */
export const nonce: z.ZodType<string> = z.string().regex(/^[0-9a-f]{16}$/);

/** How many there are of something. */
export const count: z.ZodType<number> = z.int().min(0);

/** 0..1 */
export const share: z.ZodType<number> = z.number().min(0).max(1);

/** Any number; JSON has no infinities. */
export const measure: z.ZodType<number> = z.number();
