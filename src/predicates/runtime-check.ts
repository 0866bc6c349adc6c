// runtime-check: what runs was compared with what was declared.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, time } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface RuntimeDifference {
  /** What differs: `model`, `prompt`, `environment`, `network`, `limit`, `guard`. */
  readonly what: string;
  readonly name: string;
  readonly declared: string;
  readonly observed: string;
}

export interface RuntimeCheck {
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  readonly deployment: string;
  /** Digest of the release manifest it should be. */
  readonly declared: Sha256;
  /** Digest of what was found, in the same form; absent where it cannot be taken. */
  readonly observed?: Sha256;
  readonly differences: readonly RuntimeDifference[];
  /** Limits, and whether they hold when they are tried. */
  readonly limits: readonly { readonly limit: string; readonly declared: number; readonly held: boolean }[];
  /** Inputs that the guards have to stop. */
  readonly guards: readonly { readonly guard: string; readonly tested: number; readonly stopped: number }[];
  readonly checkedAt: string;
  readonly dueBy: string;
  /** Not looked at, and why. */
  readonly notCovered: readonly string[];
}

export const predicate: Predicate<RuntimeCheck> = {
  kind: 'runtime-check',
  type: ownType('runtime-check'),
  meaning: 'What runs there was compared with what was declared, and its limits and guards were tried.',
  subject: 'the name of the deployment',
  schema: z.strictObject({
    outcome: z.enum(['pass', 'fail', 'inconclusive']),
    deployment: name,
    declared: digest,
    observed: digest.exactOptional(),
    differences: z.array(z.strictObject({ what: name, name, declared: reason, observed: reason })),
    limits: z.array(z.strictObject({ limit: name, declared: z.number(), held: z.boolean() })),
    guards: z.array(z.strictObject({ guard: name, tested: z.int().min(0), stopped: z.int().min(0) })),
    checkedAt: time,
    dueBy: time,
    notCovered: z.array(reason),
  }),
  example: {
    outcome: 'fail',
    deployment: 'review-assistant/eu-1',
    declared: exampleDigest('a'),
    observed: exampleDigest('b'),
    differences: [{ what: 'environment', name: 'TEMPERATURE', declared: '0.2', observed: '1.5' }],
    limits: [{ limit: 'requests-per-minute', declared: 60, held: true }],
    guards: [{ guard: 'prompt-injection', tested: 40, stopped: 39 }],
    checkedAt: '2026-03-01T08:00:00.000Z',
    dueBy: '2026-03-08T08:00:00.000Z',
    notCovered: [],
  },
  timeToLiveDays: 7,
  invalidatedBy: ['a change of the deployment', 'a check that did not run when it was due'],
  materials: ({ declared }) => materialOf('checked-against', declared),
  subjects: ({ deployment }) => [nameDigest('deployment', deployment)],
  endsAt: ({ dueBy }) => dueBy,
};
