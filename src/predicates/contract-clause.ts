// contract-clause: a supplier owes something, and this is where it is written.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, time } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface Obligation {
  readonly party: string;
  readonly duty: string;
  /** Hours within which it has to be done once it is due, for example to tell of an incident. */
  readonly withinHours?: number;
  readonly dueBy?: string;
}

export interface ContractClause {
  readonly supplier: string;
  readonly clause: string;
  /** What it is about. */
  readonly topic: 'provenance' | 'security' | 'liability' | 'licence' | 'notification' | 'data-handling' | 'other';
  /** The document; its text need not be stored here. */
  readonly document: Sha256;
  /** Where in the document. */
  readonly location: string;
  readonly language: string;
  readonly state: 'draft' | 'signed' | 'click-through';
  readonly effectiveAt: string;
  readonly expiresAt?: string;
  readonly obligations: readonly Obligation[];
  /** The same said again, later, is another statement. */
  readonly recordedAt?: string;
}

export const predicate: Predicate<ContractClause> = {
  kind: 'contract-clause',
  type: ownType('contract-clause'),
  meaning: 'This clause of this document binds the supplier to these obligations for this time.',
  subject: 'the name of the supplier',
  schema: z.strictObject({
    supplier: name,
    clause: name,
    topic: z.enum(['provenance', 'security', 'liability', 'licence', 'notification', 'data-handling', 'other']),
    document: digest,
    location: name,
    language: name,
    state: z.enum(['draft', 'signed', 'click-through']),
    effectiveAt: time,
    expiresAt: time.exactOptional(),
    obligations: z.array(
      z.strictObject({
        party: name,
        duty: reason,
        withinHours: z.number().min(0).exactOptional(),
        dueBy: time.exactOptional(),
      }),
    ),
    recordedAt: time.exactOptional(),
  }),
  example: {
    supplier: 'Example Models',
    clause: 'notify-incidents',
    topic: 'notification',
    document: exampleDigest('a'),
    location: 'section 7.2',
    language: 'en',
    state: 'signed',
    effectiveAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2027-01-01T00:00:00.000Z',
    obligations: [{ party: 'Example Models', duty: 'tell of a compromised model', withinHours: 72 }],
  },
  timeToLiveDays: 365,
  invalidatedBy: ['its expiry', 'another digest of the terms'],
  materials: ({ document }) => [{ role: 'terms', sha256: document }],
  parties: ({ supplier }) => [{ role: 'supplier', id: supplier }],
  subjects: ({ supplier }) => [nameDigest('supplier', supplier)],
  endsAt: ({ expiresAt }) => expiresAt,
};
