// A zone of a workspace, from YAML. What the document does not say is not allowed: an empty profile denies everything.
import { type AssetKind, assetKinds } from '#core/asset';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { anyName, outsideName, type Zone } from './zone.ts';

/** @throws {AssayError} ZONE_INVALID with what is wrong and where */
export async function parseZone(text: string): Promise<Zone> {
  if (text.length > limits.yamlBytes.value) throw invalidZone('it is larger than any zone');
  const { parse } = await import('yaml');
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0, uniqueKeys: true });
  } catch (error) {
    throw invalidZone(`it is no YAML: ${error instanceof Error ? error.message : 'unknown'}`);
  }
  const { z } = await import('zod');
  const word = z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower case letters and digits, joined by hyphens')
    .max(63);
  const name = word.refine((one) => !reserved.has(one), 'this name has a meaning of its own');
  const kinds = z.array(z.enum(assetKinds)).max(assetKinds.length).default([]);
  const schema = z.strictObject({
    schema: z.literal('assay.zone/1'),
    name,
    formerly: z.array(name).max(20).exactOptional(),
    area: name,
    purpose: z.string().min(1).max(1000),
    holds: kinds,
    home: kinds,
    maxSensitivity: z.int().min(0).max(3).default(0),
    inflows: z
      .array(z.strictObject({ from: word, gate: word.exactOptional() }))
      .max(100)
      .default([]),
    policies: z
      .array(z.strictObject({ id: word, text: z.string().min(1).max(20_000) }))
      .max(100)
      .default([]),
    retention: z
      .strictObject({ days: z.int().min(1).max(36_500), atEnd: z.enum(['review', 'destroy']) })
      .default({ days: 1, atEnd: 'review' }),
    hardening: z
      .strictObject({
        network: z.enum(['none', 'listed', 'open']).default('none'),
        hosts: z.array(z.string().min(1).max(253)).max(1000).default([]),
        jobs: z.array(word).max(100).default([]),
        reviewDays: z.int().min(1).max(3650).default(1),
      })
      .default({ network: 'none', hosts: [], jobs: [], reviewDays: 1 }),
  });
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidZone(z.prettifyError(parsed.error));
  const { formerly, ...zone } = parsed.data;
  return formerly === undefined ? zone : { ...zone, formerly };
}

export function invalidZone(reason: string): AssayError {
  return new AssayError('ZONE_INVALID', `the zone cannot be taken: ${reason}`);
}

/** Takes nothing in, lets nobody do anything: in the place of a document that cannot be used. */
export function closedZone(name: string, area: string, formerly: readonly string[] = []): Zone {
  return {
    schema: 'assay.zone/1',
    name,
    ...(formerly.length === 0 ? {} : { formerly }),
    area,
    purpose: 'Closed: the document of this zone cannot be used.',
    holds: [],
    home: [] satisfies AssetKind[],
    maxSensitivity: 0,
    inflows: [],
    policies: [],
    retention: { days: 1, atEnd: 'review' },
    hardening: { network: 'none', hosts: [], jobs: [], reviewDays: 1 },
  };
}

/** `main` is the store of statements, `workspace` stands for all zones in rights. */
const reserved: ReadonlySet<string> = new Set(['main', 'workspace', anyName, outsideName]);
