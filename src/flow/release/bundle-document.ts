// What a bundle says of itself: `assay.release-bundle/1`. Nothing in it is believed; each line of it is held against what was signed.
import type { ZodType } from 'zod';

export interface BundleDocument {
  readonly schema: 'assay.release-bundle/1';
  readonly system: string;
  readonly version: string;
  readonly channel: string;
  /** Folder of each part, below the bundle; parts without bytes have none. */
  readonly parts: readonly { readonly role: string; readonly name: string; readonly folder?: string }[];
  /** Proof files below the bundle. */
  readonly proofs: { readonly release: string; readonly decision?: string; readonly evidence: readonly string[] };
  /** Evidence that the decision cites and that is kept back. */
  readonly withheld: readonly string[];
  readonly contact?: string;
}

export const bundleName = 'release.json';
export const compositionName = 'composition.json';
export const instructionsName = 'VERIFY.md';

/** What is wrong and where, for what is none. */
export async function parseBundleDocument(value: unknown): Promise<BundleDocument | { readonly problem: string }> {
  const { z } = await import('zod');
  const path = z
    .string()
    .max(400)
    .regex(/^[a-z0-9-]+(\/[a-z0-9.-]+)+$/)
    // ATTACKER: whoever writes the bundle would have files read that lie elsewhere.
    .refine((text) => !text.split('/').includes('..') && !text.split('/').includes('.'));
  const text = z.string().min(1).max(4096);
  const schema: ZodType<BundleDocument> = z.strictObject({
    schema: z.literal('assay.release-bundle/1'),
    system: text,
    version: text,
    channel: text,
    parts: z.array(z.strictObject({ role: text, name: text, folder: path.exactOptional() })).max(1000),
    proofs: z.strictObject({ release: path, decision: path.exactOptional(), evidence: z.array(path).max(10_000) }),
    withheld: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(10_000),
    contact: text.exactOptional(),
  });
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return { problem: `at ${issue?.path.join('.')}: ${issue?.message}` };
}
