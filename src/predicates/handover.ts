// handover: an asset went from one party to another, and what arrived was compared with what was sent.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason } from './fields.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface Handover {
  readonly from: string;
  readonly to: string;
  /** Asset id as the sender names it. */
  readonly sent: Sha256;
  /** Asset id of what arrived; another one than `sent` says that it changed on the way. Absent: not yet. */
  readonly received?: Sha256;
  readonly direction: 'supplied' | 'lent' | 'returned' | 'uploaded';
  readonly purpose: string;
  /** Where it lies from then on, as a country or region. */
  readonly jurisdiction: string;
  /** How it travelled, for example `https`. */
  readonly transport: string;
  /** Who answers for what from here on. */
  readonly responsibilities: readonly { readonly party: string; readonly duty: string }[];
  readonly acceptance?: { readonly by: string; readonly accepted: boolean; readonly remarks?: string };
}

export const predicate: Predicate<Handover> = {
  kind: 'handover',
  type: ownType('handover'),
  meaning: 'The asset went from one party to another for this purpose, and arrived like this.',
  subject: 'the asset ids that were sent and received',
  schema: z.strictObject({
    from: name,
    to: name,
    sent: digest,
    received: digest.exactOptional(),
    direction: z.enum(['supplied', 'lent', 'returned', 'uploaded']),
    purpose: reason,
    jurisdiction: name,
    transport: name,
    responsibilities: z.array(z.strictObject({ party: name, duty: reason })),
    acceptance: z.strictObject({ by: name, accepted: z.boolean(), remarks: reason.exactOptional() }).exactOptional(),
  }),
  example: {
    from: 'data-team@example.org',
    to: 'Example Labels',
    sent: exampleDigest('a'),
    received: exampleDigest('a'),
    direction: 'lent',
    purpose: 'labelling',
    jurisdiction: 'EU',
    transport: 'https',
    responsibilities: [{ party: 'Example Labels', duty: 'delete every copy within 30 days' }],
    acceptance: { by: 'Example Labels', accepted: true },
  },
  timeToLiveDays: null,
  invalidatedBy: [],
  materials: ({ sent, received }) =>
    received === undefined || received === sent ? [] : [{ role: 'derived-from', sha256: sent }],
  parties: ({ from, to }) => [
    { role: 'sender', id: from },
    { role: 'receiver', id: to },
  ],
  subjects: ({ sent, received }) => [...new Set(received === undefined ? [sent] : [sent, received])],
};
