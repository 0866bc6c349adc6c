// The schema of `assay.data-lab/1`, for those who read the document back.
import type { ZodType } from 'zod';
import type { DataLab } from '#core/dataset/data-lab';

export async function labSchema(): Promise<ZodType<DataLab>> {
  const { z } = await import('zod');
  const share = z.number().min(0).max(1);
  const count = z.int().min(0);
  const digest = z.string().regex(/^[0-9a-f]{64}$/);
  const text = z.string().max(2000);
  const counted = z.strictObject({ hits: count, trials: count, share, low: share, high: share });
  const both = z.strictObject({ recall: counted, falseAlarms: counted });
  const point = z.strictObject({
    threshold: z.number(),
    recall: counted,
    falseAlarms: counted,
    goodRows: count,
    why: text,
  });
  return z.strictObject({
    schema: z.literal('assay.data-lab/1'),
    dataset: z.strictObject({
      path: z.string(),
      kind: z.enum(['images', 'table', 'text']),
      rows: count,
      digest,
      sampled: count.exactOptional(),
    }),
    madeAt: z.iso.datetime(),
    detectorCode: digest.exactOptional(),
    engine: text.exactOptional(),
    model: digest.exactOptional(),
    seed: count,
    seeds: z.strictObject({ chosenOn: z.array(count), reportedOn: z.array(count) }),
    rates: z.array(share),
    attacks: z.array(
      z.strictObject({
        id: text,
        title: text,
        category: z.enum(['backdoor', 'sabotage']),
        source: text,
        parameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
        triviality: share,
        isTrivial: z.boolean(),
      }),
    ),
    detectors: z.array(
      z.strictObject({
        id: text,
        title: text,
        version: count,
        digest,
        category: z.enum(['backdoor', 'sabotage', 'both']),
        unit: z.enum(['score', 'deviations']),
        filter: point,
        alert: point,
        effective: z.boolean(),
      }),
    ),
    cells: z.array(
      z.strictObject({
        detector: text,
        attack: text,
        rate: share,
        seeds: count,
        filter: both,
        alert: both,
        uncalibrated: z.strictObject({ filter: both, alert: both }).exactOptional(),
        auroc: z.strictObject({ mean: share, lowest: share, highest: share }).exactOptional(),
        declared: z.strictObject({ target: count, others: count }).exactOptional(),
      }),
    ),
    sweeps: z.array(
      z.strictObject({
        detector: text,
        attack: text,
        points: z.array(z.strictObject({ threshold: z.number(), removed: share, lost: share })),
      }),
    ),
    accuracies: z
      .array(
        z.strictObject({
          attack: text,
          rate: share,
          points: z.array(
            z.strictObject({
              removed: z.enum(['nothing', 'filtered', 'flagged']),
              learnt: count,
              accuracy: counted,
              attackSuccess: counted.exactOptional(),
            }),
          ),
        }),
      )
      .exactOptional(),
    unplanted: z.strictObject({ runs: count, filtered: counted, alerted: counted, declaredClasses: count }),
    notCovered: z.array(text),
    limitations: z.array(text),
  });
}
