// A number that was measured, with what it needs to be believed.
import { z } from 'zod';
import { count, measure, name, share } from './fields.ts';

export interface Metric {
  readonly name: string;
  readonly value: number;
  /** Absent for a pure number. */
  readonly unit?: string;
  /** Confidence interval; both ends or none. */
  readonly low?: number;
  readonly high?: number;
  /** Of the interval, 0..1. */
  readonly confidence?: number;
  /** Examples that it was measured on. */
  readonly examples?: number;
  /** The part of the data it holds for; absent: all of it. */
  readonly slice?: string;
}

export const metric: z.ZodType<Metric> = z
  .strictObject({
    name,
    value: measure,
    unit: name.exactOptional(),
    low: measure.exactOptional(),
    high: measure.exactOptional(),
    confidence: share.exactOptional(),
    examples: count.exactOptional(),
    slice: name.exactOptional(),
  })
  .refine(
    ({ low, high }) =>
      (low === undefined) === (high === undefined) && !(low !== undefined && high !== undefined && low > high),
    {
      error: 'an interval has two ends, the lower one first',
    },
  );
