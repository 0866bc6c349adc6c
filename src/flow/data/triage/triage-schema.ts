// The schemas of the queue and of its seal, for those who read them back.
import type { ZodType } from 'zod';
import type { DataScan } from '#core/dataset/data-scan';
import { type DataTriage, type TriageEvent, type TriageSeal, triageVerbs } from '#core/dataset/data-triage';

export async function triageSchema(): Promise<ZodType<DataTriage>> {
  const { z } = await import('zod');
  const count = z.int().min(0);
  const share = z.number().min(0).max(1);
  const digest = z.string().regex(/^[0-9a-f]{64}$/);
  const rowId = z.union([count, z.string()]);
  const content = z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('picture'),
      height: count,
      width: count,
      channels: z.union([z.literal(1), z.literal(3)]),
      pixels: z.base64(),
    }),
    z.strictObject({ kind: z.literal('text'), text: z.string() }),
  ]);
  const item = z.strictObject({
    item: z.string().regex(/^[1-9]\d*$/),
    row: rowId,
    class: z.string(),
    from: z.enum(['flagged', 'sample']),
    decision: z.enum(['filter', 'alert']).exactOptional(),
    score: share.exactOptional(),
    because: z.array(await reasonSchema()),
    source: z.string().exactOptional(),
    time: z.string().exactOptional(),
    content,
    nearest: z.array(z.strictObject({ row: rowId, content })),
  });
  const kind = z.enum(['images', 'table', 'text']);
  return z.strictObject({
    schema: z.literal('assay.data-triage/1'),
    dataset: z.strictObject({ path: z.string(), kind, rows: count, digest }),
    scan: digest,
    madeAt: z.iso.datetime(),
    seed: count,
    classes: z.array(z.string()),
    twoPersons: z.boolean(),
    items: z.array(item),
    groups: z.array(
      z.strictObject({ by: z.enum(['class', 'source', 'day']), name: z.string(), flagged: count, rows: count }),
    ),
    leftOut: count,
    sampling: z.strictObject({ rows: count, drawn: count, genuine: count, rate: share, chance: share }),
    seeded: z.strictObject({ count, commitment: digest }).exactOptional(),
  });
}

export async function sealSchema(): Promise<ZodType<TriageSeal>> {
  const { z } = await import('zod');
  return z.strictObject({
    schema: z.literal('assay.data-triage-seal/1'),
    nonce: z.string().regex(/^[0-9a-f]{32,128}$/),
    items: z.array(z.strictObject({ item: z.string(), attack: z.string() })),
  });
}

export async function eventSchema(): Promise<ZodType<TriageEvent>> {
  const { z } = await import('zod');
  const who = { item: z.string(), reviewer: z.string().min(1), at: z.iso.datetime() };
  return z.discriminatedUnion('event', [
    z.strictObject({ event: z.literal('shown'), ...who }),
    z.strictObject({
      event: z.literal('decided'),
      ...who,
      verb: z.enum(triageVerbs),
      class: z.string().exactOptional(),
      reason: z.string().min(1),
      batch: z.int().min(1).exactOptional(),
      declaredSeconds: z.number().min(0).exactOptional(),
    }),
  ]);
}

/** Of a report of a scan, what triage and cleaning rest on; other members are left as they are. */
export async function scanSchema(): Promise<ZodType<DataScan>> {
  const { z } = await import('zod');
  const isScan = z.looseObject({
    schema: z.literal('assay.data-scan/1'),
    dataset: z.looseObject({
      path: z.string(),
      kind: z.enum(['images', 'table', 'text']),
      rows: z.int().min(0),
      digest: z.string().exactOptional(),
    }),
    rows: z.array(
      z.looseObject({
        row: z.union([z.int().min(0), z.string()]),
        class: z.string(),
        score: z.number().min(0).max(1),
        decision: z.enum(['filter', 'alert']),
        because: z.array(await reasonSchema()),
      }),
    ),
  });
  return z.custom<DataScan>((value) => isScan.safeParse(value).success, 'it is no report of assay data scan');
}

async function reasonSchema() {
  const { z } = await import('zod');
  const count = z.int().min(0);
  return z.strictObject({
    detector: z.string(),
    score: z.number(),
    text: z.string(),
    region: z.strictObject({ top: count, left: count, height: count, width: count }).exactOptional(),
    span: z.tuple([count, count]).exactOptional(),
  });
}
