// A document of metrics as it is read back: whoever signed the result chose the blob.
import { AssayError } from '#core/errors';
import { jobKindNames } from '#core/jobs/job-kind';
import type { JobMetrics } from '#core/jobs/job-metrics';

/** @throws {AssayError} JOB_UNKNOWN when it is no such document */
export async function parseJobMetrics(bytes: Uint8Array): Promise<JobMetrics> {
  const { z } = await import('zod');
  const text = z.string().max(1000);
  const schema = z.strictObject({
    schema: z.literal('assay.job-metrics/1'),
    kind: z.enum(jobKindNames),
    significantDigits: z.int().min(1),
    smallestGroup: z.int().min(1),
    metrics: z.array(
      z.strictObject({
        name: text,
        slice: text.exactOptional(),
        value: z.union([z.number(), text, z.null()]),
        bound: z.enum(['few', 'all-but-few']).exactOptional(),
      }),
    ),
    withheld: z.array(z.strictObject({ what: text, why: text, count: z.number().exactOptional() })),
  });
  const parsed = schema.safeParse(jsonOf(bytes));
  if (parsed.success) return parsed.data;
  throw new AssayError('JOB_UNKNOWN', 'what the result names as its metrics is no document of metrics');
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
