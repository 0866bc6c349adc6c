// incident: something went wrong: what happened when, what it reached, what was done and what was learnt.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { type Severity, severities } from '#core/finding';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, time } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export const incidentPhases = ['detected', 'triaged', 'contained', 'fixed', 'verified', 'closed'] as const;

export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly phase: (typeof incidentPhases)[number];
  readonly timeline: readonly {
    readonly at: string;
    readonly phase: (typeof incidentPhases)[number];
    readonly what: string;
  }[];
  readonly scope: {
    /** What was asked of the lineage: the digest that is bad. */
    readonly origins: readonly Sha256[];
    /** What descends from it. */
    readonly affected: readonly Sha256[];
    readonly systems: readonly string[];
    /** Entries of the log that the answer rests on. */
    readonly logSize: number;
    /** What the lineage does not know. */
    readonly unrecorded: readonly string[];
  };
  readonly actions: readonly { readonly action: string; readonly by: string; readonly doneAt?: string }[];
  readonly notified: readonly { readonly whom: string; readonly at: string }[];
  readonly lessons: readonly string[];
  /** Suites and checks that were added so that it is noticed next time. */
  readonly testsAdded: readonly Sha256[];
}

export const predicate: Predicate<Incident> = {
  kind: 'incident',
  type: ownType('incident'),
  meaning: 'This happened, it reached these assets and systems, and this was done about it.',
  subject: 'the name of the incident',
  schema: z.strictObject({
    id: name,
    title: name,
    severity: z.enum(severities),
    phase: z.enum(incidentPhases),
    timeline: z.array(z.strictObject({ at: time, phase: z.enum(incidentPhases), what: reason })).min(1),
    scope: z.strictObject({
      origins: z.array(digest),
      affected: z.array(digest),
      systems: z.array(name),
      logSize: z.int().min(0),
      unrecorded: z.array(reason),
    }),
    actions: z.array(z.strictObject({ action: reason, by: name, doneAt: time.exactOptional() })),
    notified: z.array(z.strictObject({ whom: name, at: time })),
    lessons: z.array(reason),
    testsAdded: z.array(digest),
  }),
  example: {
    id: 'INC-2026-004',
    title: 'poisoned crawl in the March delivery',
    severity: 'high',
    phase: 'contained',
    timeline: [
      { at: '2026-03-04T09:12:00.000Z', phase: 'detected', what: 'the poison scan flagged 38 rows of crawl-3' },
      { at: '2026-03-04T10:02:00.000Z', phase: 'contained', what: 'rolled back to reviews@6' },
    ],
    scope: {
      origins: [exampleDigest('a')],
      affected: [exampleDigest('b')],
      systems: ['review-assistant'],
      logSize: 57,
      unrecorded: ['copies on the notebooks of the labellers'],
    },
    actions: [{ action: 'roll back', by: 'ops@example.org', doneAt: '2026-03-04T10:02:00.000Z' }],
    notified: [],
    lessons: ['a new source is scanned alone first'],
    testsAdded: [],
  },
  timeToLiveDays: null,
  invalidatedBy: [],
  materials: ({ scope, testsAdded }) => [
    ...scope.origins.map((sha256) => ({ role: 'originates-from', sha256 })),
    ...testsAdded.map((sha256) => ({ role: 'tested-by', sha256 })),
  ],
  parties: ({ scope }) => scope.systems.map((id) => ({ role: 'system', id })),
  subjects: ({ id, scope }) => [nameDigest('incident', id), ...scope.affected],
};
