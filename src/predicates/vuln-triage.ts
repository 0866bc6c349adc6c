// vuln-triage: a known weakness was looked at: does it concern us, how badly, until when has it to be dealt with.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { type Severity, severities } from '#core/finding';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, share, time } from './fields.ts';
import { ownType, type Predicate } from './predicate.ts';

/** @source VEX, minimum requirements: status and justification */
export const vexStatuses = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const;
export const vexJustifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const;

export interface VulnTriage {
  /** CVE, GHSA, OSV, AVID or the supplier's own id. */
  readonly advisory: string;
  readonly aliases: readonly string[];
  /** Package URL or name of what has the weakness. */
  readonly component: string;
  readonly severity: Severity;
  /** CVSS vector or the like, as the advisory gives it. */
  readonly vector?: string;
  /** Chance that it is exploited, 0..1, and whether it is known to be. */
  readonly exploitation: { readonly probability?: number; readonly known: boolean };
  readonly status: (typeof vexStatuses)[number];
  readonly justification?: (typeof vexJustifications)[number];
  /** Why, and what is done. */
  readonly statement: string;
  readonly action: 'update' | 'contain' | 'compensate' | 'accept' | 'none' | 'pending';
  readonly detectedAt: string;
  /** By when it has to be dealt with. */
  readonly dueBy: string;
  readonly resolvedAt?: string;
  /** State of the advisories that were looked through. */
  readonly database: { readonly name: string; readonly updatedAt: string; readonly sha256: Sha256 };
  readonly analyst: string;
}

export const predicate: Predicate<VulnTriage> = {
  kind: 'vuln-triage',
  type: ownType('vuln-triage'),
  meaning:
    'This known weakness concerns the subject or does not, for this reason, and has to be dealt with until then.',
  subject: 'the asset id or digest of the component',
  schema: z
    .strictObject({
      advisory: name,
      aliases: z.array(name),
      component: name,
      severity: z.enum(severities),
      vector: name.exactOptional(),
      exploitation: z.strictObject({ probability: share.exactOptional(), known: z.boolean() }),
      status: z.enum(vexStatuses),
      justification: z.enum(vexJustifications).exactOptional(),
      statement: reason,
      action: z.enum(['update', 'contain', 'compensate', 'accept', 'none', 'pending']),
      detectedAt: time,
      dueBy: time,
      resolvedAt: time.exactOptional(),
      database: z.strictObject({ name, updatedAt: time, sha256: digest }),
      analyst: name,
    })
    .refine(({ status, justification }) => (status === 'not_affected') === (justification !== undefined), {
      error: 'not being affected, and nothing else, has a justification',
      path: ['justification'],
    }),
  example: {
    advisory: 'CVE-2025-32434',
    aliases: ['GHSA-53q9-r3pm-6pq6'],
    component: 'pkg:pypi/torch@2.5.1',
    severity: 'critical',
    exploitation: { probability: 0.02, known: false },
    status: 'not_affected',
    justification: 'vulnerable_code_not_in_execute_path',
    statement: 'weights are converted before they are loaded, and torch.load is not called',
    action: 'none',
    detectedAt: '2026-03-01T08:00:00.000Z',
    dueBy: '2026-03-08T08:00:00.000Z',
    database: { name: 'OSV', updatedAt: '2026-03-01T06:00:00.000Z', sha256: exampleDigest('a') },
    analyst: 'security@example.org',
  },
  timeToLiveDays: 30,
  invalidatedBy: ['new data in the advisory', 'the age of the database'],
  materials: ({ database }) => [{ role: 'checked-with', name: database.name, sha256: database.sha256 }],
  parties: ({ analyst }) => [{ role: 'analyst', id: analyst }],
};
